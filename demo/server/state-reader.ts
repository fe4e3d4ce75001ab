import { SYSTEM_CLOCKS, type Clocks } from './clocks.js';
import { UPLOAD_LIFE_SECONDS, type StreamApi } from './stream-api.js';
import { isFinal, type VideoState } from './video-state.js';
import { type Video, type VideoStore } from './videos.js';
import { PATIENCE_MS, within } from './within.js';

/** Reads the state of videos: from their rows, and from Stream while it may change. */
export interface StateReader {
  /**
   * Returns a video, updated from Stream unless its state is final: this also makes up for a lost webhook. Returns what
   * is known if Stream cannot be reached.
   */
  read(uid: string): Promise<Video | undefined>;
  /** Like `read`, but asks Stream even after many recent calls. For the poll, which has its own limit. */
  check(uid: string): Promise<Video | undefined>;
  /** Lists the newest first, of one user or all. Does not ask Stream, but uses its recent responses. */
  list(limit: number, creator?: string): Promise<Video[]>;
}

interface Answer {
  readonly askedAt: number;
  readonly state: Promise<VideoState | undefined>;
  percent: number | null;
}

/** Many pages may poll one video; together they cost one call to Stream in this time. */
const FRESH_MS = 1_000;
/** Keeps readers from using up their share of Stream's five minutes at once. */
const CALLS_PER_SECOND = 2;
/** A file that has not arrived by then never will, even if Stream still waits for it. */
const MAX_PENDING_MS = 7 * 86_400_000;
/** Most videos whose progress is cached. */
const MAX_ANSWERS = 1_000;

/** Creates the reader. */
export function createStateReader(
  store: VideoStore,
  stream: StreamApi,
  { now, monotonicNow }: Clocks = SYSTEM_CLOCKS,
): StateReader {
  const answers = new Map<string, Answer>();
  let calls: number[] = [];

  function mayAsk(): boolean {
    calls = calls.filter((at) => monotonicNow() - at < 1_000);
    return calls.length < CALLS_PER_SECOND;
  }

  async function ask(video: Video, insist: boolean): Promise<VideoState | undefined> {
    calls.push(monotonicNow());
    const state = await stream.details(video.uid, insist ? 'poll' : 'look');
    const ageMs = now() - Date.parse(video.createdAt);
    if (state) {
      if (state.status !== 'pending' || ageMs < MAX_PENDING_MS) return state;
    } else if (ageMs < UPLOAD_LIFE_SECONDS * 1000) {
      // Stream forgets uploads that never arrive. Before the URL expires, the video may just not be listed yet.
      return undefined;
    }
    return { status: 'error', percent: null, duration: null, errorCode: 'UPLOAD_EXPIRED', readyAt: null };
  }

  function latest(video: Video, insist: boolean): Answer | undefined {
    const known = answers.get(video.uid);
    if (known && monotonicNow() - known.askedAt < FRESH_MS) return known;
    if (stream.pausedForMs(insist ? 'poll' : 'look') > 0 || !(insist || mayAsk())) return known;
    // A failed call is cached like a successful one, or an unavailable Stream would be flooded.
    const state = ask(video, insist).catch(() => undefined);
    const answer: Answer = { askedAt: monotonicNow(), state, percent: known?.percent ?? null };
    answers.delete(video.uid);
    answers.set(video.uid, answer);
    const [oldest] = answers.keys();
    if (answers.size > MAX_ANSWERS && oldest !== undefined) answers.delete(oldest);
    return answer;
  }

  const withPercent = (video: Video): Video =>
    video.status === 'processing' ? { ...video, percent: answers.get(video.uid)?.percent ?? null } : video;

  async function read(uid: string, insist: boolean): Promise<Video | undefined> {
    const video = await store.get(uid);
    if (!video || isFinal(video.status)) return video;
    const answer = latest(video, insist);
    const state = await within(answer?.state, PATIENCE_MS);
    if (!answer || !state) return withPercent(video);
    answer.percent = state.percent ?? answer.percent;
    if (state.status === video.status) return withPercent(video);
    // `undefined` if the row was up to date, or a webhook was faster.
    const current = (await store.apply(uid, state)) ?? (await store.get(uid));
    if (current && isFinal(current.status)) answers.delete(uid);
    return current && withPercent(current);
  }

  return {
    read: (uid) => read(uid, false),
    check: (uid) => read(uid, true),
    async list(limit, creator) {
      return (await store.list(limit, creator)).map(withPercent);
    },
  };
}
