import type { Video } from './api.js';

const FAILURE_REASONS: Readonly<Record<string, string>> = {
  ERR_NON_VIDEO: 'This file is not a video that can be read.',
  ERR_MALFORMED_VIDEO: 'The video file is damaged.',
  ERR_DURATION_EXCEED_CONSTRAINT: 'The video is longer than allowed here.',
  ERR_DURATION_TOO_SHORT: 'The video is too short to be played.',
  ERR_FETCH_ORIGIN_ERROR: 'The video could not be fetched.',
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
      return FAILURE_REASONS[video.errorCode ?? ''] ?? 'This video could not be processed.';
  }
}
