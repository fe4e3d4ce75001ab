import type { VideoRecord, VideoState } from '../records/video-record.js';
import { ApiError } from '../shared/envelope.js';
import type { Settings } from '../state/settings.js';
import type { VideoStore } from '../state/video-store.js';

const IN_PROGRESS: readonly VideoState[] = ['downloading', 'queued', 'inprogress'];

/** Minutes of the videos that are there. */
export function storedMinutes(videos: readonly VideoRecord[]): number {
  return videos.reduce((seconds, { duration }) => seconds + Math.max(0, duration), 0) / 60;
}

/** Videos of the account, and its limits. */
export interface QuotaContext {
  readonly videos: VideoStore;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Checks that the account has room for one more video: when an upload begins, as on Cloudflare.
 *
 * @param maxDurationSeconds what is kept free for it until it is there
 * @throws {ApiError} `quotaReached` when too many videos are on their way, `storageExceeded` when there is no room left.
 * @see https://developers.cloudflare.com/stream/faq/
 */
export function checkQuota({ videos, settings, now }: QuotaContext, maxDurationSeconds: number | null): void {
  const all = videos.list();
  if (all.filter(({ status }) => IN_PROGRESS.includes(status.state)).length >= settings.maxVideosInProgress) {
    throw new ApiError(
      'quotaReached',
      `at most ${settings.maxVideosInProgress} videos can be queued or encoding at one time`,
    );
  }
  const reserved = all
    .filter((video) => isAwaited(video, now()))
    .reduce((sum, video) => sum + (video.maxDurationSeconds ?? 0), 0);
  const stored = storedMinutes(all);
  if (
    stored + (reserved + (maxDurationSeconds ?? 0)) / 60 <= settings.storageMinutes &&
    stored < settings.storageMinutes
  )
    return;
  throw new ApiError(
    'storageExceeded',
    `Storage capacity exceeded: You have uploaded ${stored.toFixed(2)} minutes and are allocated ${settings.storageMinutes} minutes.`,
  );
}

function isAwaited({ status, uploadExpiry }: VideoRecord, nowMs: number): boolean {
  return status.state === 'pendingupload' && (uploadExpiry === null || Date.parse(uploadExpiry) > nowMs);
}
