import { type StateReader } from './state-reader.js';
import { type StreamApi } from './stream-api.js';
import { type VideoStore } from './videos.js';

/** What {@link createPoll} works with. */
export interface PollParts {
  readonly store: VideoStore;
  readonly stream: StreamApi;
  readonly reader: StateReader;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Told the name of an error that ended a round. */
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
/** In one round, so that the poll takes less than half of the calls that Stream allows. */
const MAX_ROWS = 100;

/**
 * Makes the poll.
 *
 * @since 0.1.0
 */
export function createPoll({ store, stream, reader, now = Date.now, onError }: PollParts): Poll {
  async function run({ all = false } = {}): Promise<void> {
    if (stream.pausedForMs() > 0) return;
    for (const { uid, createdAt } of await store.open(MAX_ROWS)) {
      if (!all && !isDue((now() - Date.parse(createdAt)) / 1000)) continue;
      await reader.check(uid);
      // One 429 ends the round: the next ones would be refused as well.
      if (stream.pausedForMs() > 0) return;
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

/** Whether a video of this age is asked about in this round: the older it is, the less often something happens to it. */
function isDue(ageSeconds: number): boolean {
  const everySeconds = ageSeconds < 900 ? INTERVAL_SECONDS : ageSeconds < 6 * 3_600 ? 5 * INTERVAL_SECONDS : 60 * INTERVAL_SECONDS;
  return ageSeconds % everySeconds < INTERVAL_SECONDS;
}
