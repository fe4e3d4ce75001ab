import type { CallPurpose } from './call-budget.js';
import type { StreamSettings } from './settings.js';
import { readResult, refusal, unexpected } from './stream-answers.js';
import { isUid, readDate, readVideoState, type VideoState } from './video-state.js';

/** What a uid stands for: a video, the recording of a broadcast included, or a live input, which shows what is on now. */
export type VideoKind = 'video' | 'live';

/** A video, or a live input, as Stream describes it. */
export interface ListedVideo {
  readonly uid: string;
  readonly kind: VideoKind;
  readonly name: string;
  readonly createdAt: Date;
  /** Whose it is, as it was said when it was made. */
  readonly creator: string | undefined;
  readonly state: VideoState;
}

/** What Stream is asked about the videos that it has. */
export interface StreamLibrary {
  /** Answers nothing when Stream does not know the video. @throws {ApiError} when Stream cannot be asked now. */
  details(uid: string, purpose: CallPurpose): Promise<VideoState | undefined>;
  /** The video or the live input with that uid, in two calls at most. @throws {ApiError} when Stream cannot be asked now. */
  find(uid: string): Promise<ListedVideo | undefined>;
  /** Videos created since then: this server's own, or the account's. @throws {ApiError} when Stream cannot be asked now. */
  list(since: Date, whose?: 'own' | 'all'): Promise<ListedVideo[]>;
  /** The newest videos of the account, of those created before. @throws {ApiError} when Stream cannot be asked now. */
  page(before?: Date): Promise<ListPage>;
  /** The account's live inputs. @throws {ApiError} when Stream cannot be asked now. */
  listInputs(): Promise<ListedVideo[]>;
}

/** A part of the list of videos, the newest first. */
export interface ListPage {
  readonly videos: readonly ListedVideo[];
  /** Where the next part begins, which may repeat some of this one; nothing where there is none. */
  readonly next: Date | undefined;
}

/** Makes one call to Stream, below `/stream`. @throws {ApiError} when it must not be made, or is not answered. */
export type StreamCall = (purpose: CallPurpose, path: string, init?: StreamRequest) => Promise<Response>;

interface StreamRequest extends Omit<RequestInit, 'headers'> {
  readonly headers?: Record<string, string>;
}

/** Most videos in one answer of Stream's list, and most answers that are read at once. */
const LIST = { videos: 1_000, pages: 10 };

/** Where Stream has things of this kind, below `/stream`. */
export const pathOf = (kind: VideoKind): string => (kind === 'live' ? '/live_inputs' : '');

/** Makes the part of Stream's API that reads. */
export function createStreamLibrary(call: StreamCall, { appName }: Pick<StreamSettings, 'appName'>): StreamLibrary {
  async function read(purpose: CallPurpose, path: string): Promise<Record<string, unknown> | undefined> {
    const response = await call(purpose, path);
    if (response.ok) {
      const result = await readResult(response);
      if (result) return result;
      throw unexpected();
    }
    const error = await refusal(response);
    if (response.status === 404) return undefined;
    throw error;
  }

  async function readPage(since: Date, before?: Date): Promise<ListPage & { readonly videos: readonly AppVideo[] }> {
    const end = before ? `&end=${encodeURIComponent(before.toISOString())}` : '';
    const response = await call('poll', `?limit=${LIST.videos}&start=${encodeURIComponent(since.toISOString())}${end}`);
    if (!response.ok) throw await refusal(response);
    const listed = await readResult(response);
    if (!Array.isArray(listed)) throw unexpected();
    const videos = listed.map((video) => toListedVideo(video, 'video')).filter((video) => video !== undefined);
    const oldest = videos.at(-1)?.createdAt;
    // Stream leaves the very moment out, and knows it to the microsecond: what it shares with others is listed again.
    const next = oldest && new Date(oldest.getTime() + 1);
    const isLast = listed.length < LIST.videos || !next || oldest < since || (before && next >= before);
    return { videos: videos.filter(({ createdAt }) => createdAt >= since), next: isLast ? undefined : next };
  }

  return {
    async details(uid, purpose) {
      const video = await read(purpose, `/${uid}`);
      return video && readVideoState(video);
    },
    async find(uid) {
      for (const kind of ['video', 'live'] as const) {
        const found = await read('look', `${pathOf(kind)}/${uid}`);
        // Whatever else Stream answers with, it has to be about this very one.
        if (found?.uid === uid) return toListedVideo(found, kind);
      }
      return undefined;
    },
    async list(since, whose = 'own') {
      const found = new Map<string, ListedVideo>();
      let before: Date | undefined;
      for (let page = 0; page < LIST.pages; page++) {
        const { videos, next } = await readPage(since, before);
        for (const video of videos) if (whose === 'all' || video.app === appName) found.set(video.uid, video);
        if (!next) break;
        before = next;
      }
      return [...found.values()];
    },
    page: (before) => readPage(new Date(0), before),
    async listInputs() {
      const inputs = (await read('poll', '/live_inputs'))?.liveInputs;
      if (!Array.isArray(inputs)) throw unexpected();
      return inputs.map((input) => toListedVideo(input, 'live')).filter((input) => input !== undefined);
    },
  };
}

/** With the server that a video was made by, as it is marked. */
interface AppVideo extends ListedVideo {
  readonly app: unknown;
}

/** An input can always be asked for: whether something is on is what Stream answers to the player. */
const ON: VideoState = { status: 'ready', percent: null, duration: null, errorCode: null, readyAt: null };

function toListedVideo(video: unknown, kind: VideoKind): AppVideo | undefined {
  if (typeof video !== 'object' || video === null) return undefined;
  const { uid, created, meta, creator, defaultCreator } = video as Readonly<Record<string, unknown>>;
  const createdAt = readDate(created);
  if (!isUid(uid) || !createdAt) return undefined;
  const { name, app } = (typeof meta === 'object' && meta !== null ? meta : {}) as Readonly<Record<string, unknown>>;
  const owner = kind === 'live' ? defaultCreator : creator;
  return {
    uid,
    kind,
    createdAt,
    app,
    creator: typeof owner === 'string' && owner !== '' ? owner : undefined,
    name: typeof name === 'string' && name !== '' ? name : 'Untitled',
    state: kind === 'live' ? ON : readVideoState(video),
  };
}
