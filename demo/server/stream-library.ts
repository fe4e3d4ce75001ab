import type { CallPurpose } from './call-budget.js';
import type { StreamSettings } from './settings.js';
import { readResult, refusal, unexpected } from './stream-answers.js';
import { isUid, readDate, readVideoState, type VideoState } from './video-state.js';

/** Kind of a uid: a video, including a recorded broadcast, or a live input, which shows the current broadcast. */
export type VideoKind = 'video' | 'live';

/** Video or live input as Stream describes it. */
export interface ListedVideo {
  readonly uid: string;
  readonly kind: VideoKind;
  readonly name: string;
  readonly createdAt: Date;
  /** Owner, as set at its creation. */
  readonly creator: string | undefined;
  readonly state: VideoState;
}

/** Reading calls to Stream about its videos. */
export interface StreamLibrary {
  /** Returns `undefined` if Stream does not know the video. @throws {ApiError} If Stream cannot be reached. */
  details(uid: string, purpose: CallPurpose): Promise<VideoState | undefined>;
  /** Finds the video or live input with a uid, in two calls at most. @throws {ApiError} If Stream cannot be reached. */
  find(uid: string): Promise<ListedVideo | undefined>;
  /**
   * Lists videos created since a date: this server's own, or the account's. @throws {ApiError} If Stream cannot be
   * reached.
   */
  list(since: Date, whose?: 'own' | 'all'): Promise<ListedVideo[]>;
  /** Lists the newest videos of the account, created before a date. @throws {ApiError} If Stream cannot be reached. */
  page(before?: Date): Promise<ListPage>;
  /** Lists the account's live inputs. @throws {ApiError} If Stream cannot be reached. */
  listInputs(): Promise<ListedVideo[]>;
}

/** Page of the list of videos, newest first. */
export interface ListPage {
  readonly videos: readonly ListedVideo[];
  /** Start of the next page, which may repeat some of this one; `undefined` on the last page. */
  readonly next: Date | undefined;
}

/** Makes one call to Stream, below `/stream`. @throws {ApiError} If it is not allowed now, or not answered. */
export type StreamCall = (purpose: CallPurpose, path: string, init?: StreamRequest) => Promise<Response>;

interface StreamRequest extends Omit<RequestInit, 'headers'> {
  readonly headers?: Record<string, string>;
}

/** Most videos per response of Stream's list, and most pages read at once. */
const LIST = { videos: 1_000, pages: 10 };

/** Returns the path for a kind, below `/stream`. */
export const pathOf = (kind: VideoKind): string => (kind === 'live' ? '/live_inputs' : '');

/** Creates the reading part of Stream's API. */
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
    // Stream excludes the exact time, in microseconds: videos that share it are listed again.
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
        // The response has to be about this very uid.
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

/** Video with the mark of the server that created it. */
interface AppVideo extends ListedVideo {
  readonly app: unknown;
}

/** State of every live input: Stream tells the player whether it is live. */
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
