import type { Clock } from '../state/clock.js';
import { deleteVideo, type DeleteContext } from './delete-video.js';

/** Interval of checks while the clock is not advanced. */
const EVERY_MS = 60_000;

/** Dependencies of scheduled deletions. */
export interface DeletionContext extends DeleteContext {
  readonly clock: Clock;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
  readonly log: (line: string) => void;
}

/** Deletes videos whose `scheduledDeletion` has come: at the start, every minute, and whenever the clock is turned. */
export async function runScheduledDeletions(context: DeletionContext): Promise<void> {
  const { clock, closing } = context;
  const timer = setInterval(() => void deleteDue(context), EVERY_MS);
  timer.unref();
  closing.addEventListener('abort', () => clearInterval(timer), { once: true });
  clock.onAdvance = () => deleteDue(context);
  await deleteDue(context);
}

async function deleteDue(context: DeletionContext): Promise<void> {
  const { videos, clock, log } = context;
  for (const { uid, scheduledDeletion } of videos.list()) {
    if (scheduledDeletion === null || Date.parse(scheduledDeletion) > clock.now()) continue;
    await deleteVideo(context, uid).then(
      () => log(`Video ${uid} is deleted, as scheduled.`),
      // The rest is removed at the next start.
      (error: unknown) => log(`Video ${uid} could not be deleted: ${(error as Error).message}`),
    );
  }
}
