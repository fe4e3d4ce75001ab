/** Least time between two updates of the progress, in milliseconds. */
export const PROGRESS_MS = 100;
/** Span over which the speed is measured, in milliseconds. */
const WINDOW_MS = 10_000;
/** Shortest span that says anything about the speed, in milliseconds. */
const SETTLE_MS = 1_500;
/** Least time between two samples that are kept, and so between two figures that differ, in milliseconds. */
const SAMPLE_MS = 500;
/** Weight of each new measurement of the speed, and of each new estimate of the time left. */
const TRUST = 0.3;

/**
 * Progress of an upload, with the samples from which its speed is computed. Made by {@link nextProgress}.
 *
 * @since 0.1.0
 */
export interface UploadProgress {
  /** Bytes to show as sent: acknowledged and in flight; never less than before. */
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Smoothed speed in bytes per second; `null` until it is known. */
  readonly bytesPerSecond: number | null;
  /** Smoothed time left in seconds; `null` until it is known. */
  readonly secondsLeft: number | null;
  /** Bytes sent by time, newest last; for the speed only. */
  readonly samples: readonly { readonly atMs: number; readonly bytes: number }[];
}

/** Makes the progress of an upload that has not sent anything in this page yet. */
export function startProgress(totalBytes: number, sentBytes = 0): UploadProgress {
  return { sentBytes, totalBytes, bytesPerSecond: null, secondsLeft: null, samples: [] };
}

/**
 * Computes the progress after `bytes` of the file are acknowledged or on their way at `nowMs`. A retry may start lower
 * than what was shown: the shown figure waits until it is overtaken.
 */
export function nextProgress(progress: UploadProgress, bytes: number, nowMs: number): UploadProgress {
  const sentBytes = Math.min(progress.totalBytes, Math.max(progress.sentBytes, bytes));
  const samples = nextSamples(progress.samples, bytes, nowMs);
  // Figures change only when a sample is kept, so that the pace of the events makes no difference.
  if (samples === progress.samples) return { ...progress, sentBytes };
  const first = samples[0];
  const spanMs = first ? nowMs - first.atMs : 0;
  if (!first || spanMs < SETTLE_MS) return { ...progress, sentBytes, samples };

  const measured = ((bytes - first.bytes) / spanMs) * 1000;
  if (measured <= 0) return { ...progress, sentBytes, samples, bytesPerSecond: null, secondsLeft: null };
  const bytesPerSecond = blend(progress.bytesPerSecond, measured);
  const estimate = (progress.totalBytes - bytes) / bytesPerSecond;
  // What was left has become less by the time that has passed; only the rest of a difference is a correction.
  const sinceMs = nowMs - (progress.samples.at(-1)?.atMs ?? nowMs);
  const expected = progress.secondsLeft === null ? null : Math.max(0, progress.secondsLeft - sinceMs / 1000);
  return { ...progress, sentBytes, samples, bytesPerSecond, secondsLeft: blend(expected, estimate) };
}

function blend(before: number | null, now: number): number {
  return before === null ? now : before * (1 - TRUST) + now * TRUST;
}

/** Forgets the speed, for a pause or a broken connection, and keeps how far it is. */
export function pauseProgress(progress: UploadProgress): UploadProgress {
  return startProgress(progress.totalBytes, progress.sentBytes);
}

/** Computes whole percent to show; 100 only when every byte is there. */
export function percentOf(sentBytes: number, totalBytes: number): number {
  if (totalBytes <= 0) return 0;
  return Math.floor((Math.min(sentBytes, totalBytes) / totalBytes) * 100);
}

function nextSamples(samples: UploadProgress['samples'], bytes: number, nowMs: number): UploadProgress['samples'] {
  const last = samples.at(-1);
  // Less than before: a chunk is being sent again, and what was measured says nothing any more.
  if (!last || bytes < last.bytes) return [{ atMs: nowMs, bytes }];
  if (nowMs - last.atMs < SAMPLE_MS) return samples;
  return [...samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS), { atMs: nowMs, bytes }];
}
