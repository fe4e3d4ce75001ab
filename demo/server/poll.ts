import type { Captioner } from './captions.js';
import { type Reconcile } from './reconcile.js';
import { type StateReader } from './state-reader.js';
import { type StreamApi } from './stream-api.js';
import { type VideoStore } from './videos.js';

/** Dependencies of {@link createPoll}. */
export interface PollParts {
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly reader: StateReader;
  readonly reconcile: Reconcile;
  /** Retries captions, if videos get any. */
  readonly captioner?: Pick<Captioner, 'retry'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Called with an error that ended a round, or one of its first parts. */
  readonly onError?: (error: unknown) => void;
}

/** Polls Stream for videos without a final state, to make up for lost webhooks. */
export interface Poll {
  /**
   * Runs one round. `all` ignores the back-off, for the first round after a start. On Workers, call it from a cron
   * trigger.
   */
  run(options?: { readonly all?: boolean }): Promise<void>;
  /** Runs a round now and every minute. Returns a function that stops it. */
  start(): () => void;
}

const INTERVAL_SECONDS = 60;
/** Most videos requested in one round, and most unfinished videos considered. */
const MAX_ROWS = { inRound: 100, known: 10_000 };

/** Creates the poll. */
export function createPoll({ store, stream, reader, reconcile, captioner, now = Date.now, onError }: PollParts): Poll {
  /** Last video of the previous round: with many videos, each gets its turn. */
  let last: string | undefined;

  async function run({ all = false } = {}): Promise<void> {
    // Neither may keep the videos from being polled; the first makes no call to Stream.
    await store.releaseOld().catch((error: unknown) => onError?.(error));
    if (stream.pausedForMs('poll') > 0) return;
    await reconcile({ all }).catch((error: unknown) => onError?.(error));
    await captioner?.retry();
    const open = await store.open(MAX_ROWS.known);
    const due = open.filter(({ createdAt }) => all || isDue((now() - Date.parse(createdAt)) / 1000));
    const start = due.findIndex(({ uid }) => uid === last) + 1;
    for (const { uid } of [...due.slice(start), ...due.slice(0, start)].slice(0, MAX_ROWS.inRound)) {
      // A 429 ends the round: the next calls would be refused, too.
      if (stream.pausedForMs('poll') > 0) return;
      await reader.check(uid);
      last = uid;
    }
  }
  return {
    run,
    start() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let stopped = false;
      const round = async (all: boolean): Promise<void> => {
        await run({ all }).catch((error: unknown) => onError?.(error));
        if (!stopped) timer = setTimeout(() => void round(false), INTERVAL_SECONDS * 1000);
      };
      void round(true);
      return () => {
        stopped = true;
        clearTimeout(timer);
      };
    },
  };
}

/** Ages in seconds, and the interval in minutes up to each. */
const AGES = [
  [900, 1],
  [6 * 3_600, 5],
  [7 * 86_400, 60],
  [Infinity, 1_440],
] as const;

/** Tells whether a video is due in this round: the older it is, the rarer its changes. */
function isDue(ageSeconds: number): boolean {
  const [, minutes = 1] = AGES.find(([untilSeconds]) => ageSeconds < untilSeconds) ?? [];
  return Math.max(0, ageSeconds) % (minutes * INTERVAL_SECONDS) < INTERVAL_SECONDS;
}
