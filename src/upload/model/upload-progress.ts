/** Least time between two updates of the progress, in milliseconds. */
export const PROGRESS_MS = 100;
/** Time span over which the speed is measured, in milliseconds. */
const WINDOW_MS = 10_000;
/** Shortest span that gives a speed, in milliseconds. */
const SETTLE_MS = 1_500;
/** Least interval between two samples, and so between two changes of the figures, in milliseconds. */
const SAMPLE_MS = 500;
/** Speed above which the main thread, not the connection, limits sending, in bytes per millisecond: 200 Mbit/s. */
const FAST = 25_000;
/** Remaining time short enough for other work to wait, in milliseconds. */
const SOON_MS = 10_000;
/** Weight of each new measurement of the speed, and of each new estimate of the remaining time. */
const TRUST = 0.3;

/**
 * Progress of an upload, with the samples from which its speed is computed. Made by {@link nextProgress}.
 *
 * @since 0.1.0
 */
export interface UploadProgress {
  /** Bytes to show as sent: acknowledged and in flight; never decreases. */
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Smoothed speed in bytes per second; `null` while unknown. */
  readonly bytesPerSecond: number | null;
  /** Smoothed remaining time in seconds; `null` while unknown. */
  readonly secondsLeft: number | null;
  /** Samples of sent bytes, newest last; only for the speed. */
  readonly samples: readonly { readonly atMs: number; readonly bytes: number }[];
}

/** Creates the progress of an upload that has not sent anything on this page yet. */
export function startProgress(totalBytes: number, sentBytes = 0): UploadProgress {
  return { sentBytes, totalBytes, bytesPerSecond: null, secondsLeft: null, samples: [] };
}

/**
 * Computes the progress when `bytes` of the file are acknowledged or in flight at `nowMs`. A retry may start below the
 * shown figure, which then waits until it is overtaken.
 */
export function nextProgress(progress: UploadProgress, bytes: number, nowMs: number): UploadProgress {
  const sentBytes = Math.min(progress.totalBytes, Math.max(progress.sentBytes, bytes));
  const samples = nextSamples(progress.samples, bytes, nowMs);
  // Figures change only with a new sample, regardless of how often events come.
  if (samples === progress.samples) return { ...progress, sentBytes };
  const first = samples[0];
  const spanMs = first ? nowMs - first.atMs : 0;
  if (!first || spanMs < SETTLE_MS) return { ...progress, sentBytes, samples };

  const measured = ((bytes - first.bytes) / spanMs) * 1000;
  if (measured <= 0) return { ...progress, sentBytes, samples, bytesPerSecond: null, secondsLeft: null };
  const bytesPerSecond = blend(progress.bytesPerSecond, measured);
  const estimate = (progress.totalBytes - bytes) / bytesPerSecond;
  // The remaining time shrinks by the elapsed time; only a difference beyond that is a correction.
  const sinceMs = nowMs - (progress.samples.at(-1)?.atMs ?? nowMs);
  const expected = progress.secondsLeft === null ? null : Math.max(0, progress.secondsLeft - sinceMs / 1000);
  return { ...progress, sentBytes, samples, bytesPerSecond, secondsLeft: blend(expected, estimate) };
}

function blend(before: number | null, now: number): number {
  return before === null ? now : before * (1 - TRUST) + now * TRUST;
}

/** Resets the speed, for a pause or a broken connection, but not the sent bytes. */
export function pauseProgress(progress: UploadProgress): UploadProgress {
  return startProgress(progress.totalBytes, progress.sentBytes);
}

/**
 * Tells whether other work of the page should wait until the file is sent: no speed is known yet, or the connection is
 * fast and the rest takes only seconds.
 */
export function isSendingUrgent({ sentBytes, totalBytes, samples }: UploadProgress): boolean {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || first === last) return true;
  const bytesPerMs = (last.bytes - first.bytes) / (last.atMs - first.atMs);
  return bytesPerMs > FAST && (totalBytes - sentBytes) / bytesPerMs < SOON_MS;
}

/** Computes a whole percentage to show; 100 only when every byte is sent. */
export function percentOf(sentBytes: number, totalBytes: number): number {
  if (totalBytes <= 0) return 0;
  return Math.floor((Math.min(sentBytes, totalBytes) / totalBytes) * 100);
}

function nextSamples(samples: UploadProgress['samples'], bytes: number, nowMs: number): UploadProgress['samples'] {
  const last = samples.at(-1);
  // Fewer bytes than before: a chunk is sent again, and earlier samples are meaningless.
  if (!last || bytes < last.bytes) return [{ atMs: nowMs, bytes }];
  if (nowMs - last.atMs < SAMPLE_MS) return samples;
  return [...samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS), { atMs: nowMs, bytes }];
}
