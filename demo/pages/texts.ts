import type { Video } from './api.js';

const FAILURE_REASONS: Readonly<Record<string, string>> = {
  ERR_NON_VIDEO: 'We couldn’t read this file as a video.',
  ERR_MALFORMED_VIDEO: 'This video file is damaged.',
  ERR_DURATION_EXCEED_CONSTRAINT: 'This video is too long to upload here.',
  ERR_DURATION_TOO_SHORT: 'This video is too short to play.',
  ERR_FETCH_ORIGIN_ERROR: 'We couldn’t fetch the video.',
};

const dates = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/**
 * Formats a duration as a player displays it: `1:04`, `1:02:03`.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const pad = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/**
 * Formats a duration in words: `1 minute 4 seconds`.
 */
export function formatSpokenDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const units = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor(whole / 60) % 60, 'minute'],
    [whole % 60, 'second'],
  ] as const;
  const said = units.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return said.join(' ') || '0 seconds';
}

/**
 * Formats the day on which a video was added.
 */
export function formatAdded({ createdAt }: Pick<Video, 'createdAt'>): string {
  const added = new Date(createdAt);
  if (Number.isNaN(added.getTime())) return '';
  return added.toDateString() === new Date().toDateString() ? 'Added today' : `Added ${dates.format(added)}`;
}

/**
 * Describes the status of a video in a few words.
 *
 * @param sentPercent Percentage that this page has sent, while it is uploading the video.
 */
export function describeStatus(video: Video, sentPercent: number | undefined): string {
  switch (video.status) {
    case 'pending':
      return sentPercent === undefined ? 'Waiting for the file' : `Uploading, ${sentPercent}%`;
    case 'processing':
      return video.percent === null ? 'Processing…' : `Processing, ${Math.floor(video.percent)}%`;
    case 'ready':
      return formatAdded(video);
    case 'error':
      return FAILURE_REASONS[video.errorCode ?? ''] ?? 'We couldn’t process this video.';
  }
}

/** Counts of the meter. */
export interface MeterReading {
  readonly renewals: number;
  /** Seconds until the token is renewed; `null` if that is not due. */
  readonly nextSeconds: number | null;
  readonly stalls: number;
  readonly fetchedSeconds: number;
  readonly watchedSeconds: number;
}

/** Formats the counts of the meter. */
export function formatMeter({
  renewals,
  nextSeconds,
  stalls,
  fetchedSeconds,
  watchedSeconds,
}: MeterReading): readonly string[] {
  return [
    `Token renewed ${renewals}×`,
    ...(nextSeconds === null ? [] : [`next in ${formatDuration(nextSeconds)}`]),
    `${stalls} ${stalls === 1 ? 'stall' : 'stalls'}`,
    `${Math.round(fetchedSeconds)} s fetched, ${Math.round(watchedSeconds)} s watched`,
  ];
}
