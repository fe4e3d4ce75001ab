import { SYSTEM_CLOCKS, type Clocks } from './clocks.js';
import { UPLOAD_LIFE_SECONDS, type StreamApi } from './stream-api.js';
import { isFinal, type VideoState } from './video-state.js';
import { type Video, type VideoStore } from './videos.js';
import { PATIENCE_MS, within } from './within.js';

/** Knows where videos stand: from the rows, and from Stream while that can change. */
export interface StateReader {
  /**
   * The row, brought up to date with what Stream says as long as it is not final: a lost webhook is made good by the
   * first one who looks. Answers what is known when Stream cannot be asked.
   */
  read(uid: string): Promise<Video | undefined>;
  /** As `read`, but asks Stream even when others have asked for much just now. For the poll, which keeps to its own measure. */
  check(uid: string): Promise<Video | undefined>;
  /** Newest first, one person's or everybody's. Stream is not asked, but what it said lately is used. */
  list(limit: number, creator?: string): Promise<Video[]>;
}

interface Answer {
  readonly askedAt: number;
  readonly state: Promise<VideoState | undefined>;
  percent: number | null;
}

/** Many pages may poll for one video; together they cost one call to Stream in this time. */
const FRESH_MS = 1_000;
/** Keeps those who look from taking their share of Stream's five minutes all at once. */
const CALLS_PER_SECOND = 2;
/** A file that is not there after this long will not come, even if Stream still waits for it. */
const MAX_PENDING_MS = 7 * 86_400_000;
/** How many videos' percents are kept at most. */
const MAX_ANSWERS = 1_000;

/** Makes the reader. */
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
      // Stream forgets uploads that never came. Before the URL's end the video may just not be listed yet.
      return undefined;
    }
    return { status: 'error', percent: null, duration: null, errorCode: 'UPLOAD_EXPIRED', readyAt: null };
  }

  function latest(video: Video, insist: boolean): Answer | undefined {
    const known = answers.get(video.uid);
    if (known && monotonicNow() - known.askedAt < FRESH_MS) return known;
    if (stream.pausedForMs(insist ? 'poll' : 'look') > 0 || !(insist || mayAsk())) return known;
    // A call that failed counts as an answer for as long as one that did not, or a Stream that is down would be flooded.
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
    // Nothing comes back when the row knew it already, or when a webhook was faster.
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
