import type { Captioner } from './captions.js';
import { type Reconcile } from './reconcile.js';
import { type StateReader } from './state-reader.js';
import { type StreamApi } from './stream-api.js';
import { type VideoStore } from './videos.js';

/** What {@link createPoll} works with. */
export interface PollParts {
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly reader: StateReader;
  readonly reconcile: Reconcile;
  /** Where videos get captions: what has to be tried again. */
  readonly captioner?: Pick<Captioner, 'retry'> | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Told of an error that ended a round, or one of its first parts. */
  readonly onError?: (error: unknown) => void;
}

/** Asks Stream about the videos that are not final: what makes good for webhooks that were lost. */
export interface Poll {
  /** One round. `all` leaves the back-off out, for the first round after a start. On Workers, call it from a cron trigger. */
  run(options?: { readonly all?: boolean }): Promise<void>;
  /** A round now, and one every minute. Gives back what ends it. */
  start(): () => void;
}

const INTERVAL_SECONDS = 60;
/** How many are looked up in one round, and of how many the ones that are due are taken. */
const MAX_ROWS = { inRound: 100, known: 10_000 };

/** Makes the poll. */
export function createPoll({ store, stream, reader, reconcile, captioner, now = Date.now, onError }: PollParts): Poll {
  /** The video that the last round ended with: where there are many, each has its turn. */
  let last: string | undefined;

  async function run({ all = false } = {}): Promise<void> {
    // Neither of the two must keep the rows from being looked up; the first asks nothing of Stream.
    await store.releaseOld().catch((error: unknown) => onError?.(error));
    if (stream.pausedForMs('poll') > 0) return;
    await reconcile({ all }).catch((error: unknown) => onError?.(error));
    await captioner?.retry();
    const open = await store.open(MAX_ROWS.known);
    const due = open.filter(({ createdAt }) => all || isDue((now() - Date.parse(createdAt)) / 1000));
    const start = due.findIndex(({ uid }) => uid === last) + 1;
    for (const { uid } of [...due.slice(start), ...due.slice(0, start)].slice(0, MAX_ROWS.inRound)) {
      // One 429 ends the round: the next ones would be refused as well.
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

/** Up to which age in seconds a video is asked about every so many minutes. */
const AGES = [
  [900, 1],
  [6 * 3_600, 5],
  [7 * 86_400, 60],
  [Infinity, 1_440],
] as const;

/** Whether a video of this age is asked about in this round: the older it is, the less often something happens to it. */
function isDue(ageSeconds: number): boolean {
  const [, minutes = 1] = AGES.find(([untilSeconds]) => ageSeconds < untilSeconds) ?? [];
  return Math.max(0, ageSeconds) % (minutes * INTERVAL_SECONDS) < INTERVAL_SECONDS;
}
