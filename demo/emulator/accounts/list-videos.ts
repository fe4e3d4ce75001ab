import { VIDEO_STATES } from '../records/video-record.js';
import { ApiError } from '../shared/envelope.js';
import { toVideoObject } from '../records/video-object.js';
import type { VideoStore } from '../state/video-store.js';

/** Most videos in one answer. @see https://developers.cloudflare.com/api/resources/stream/methods/list/ */
const MAX_LISTED = 1000;

type Video = Readonly<Record<string, unknown>>;
type Query = (name: string) => string | undefined;

/** Response of `GET /stream`. */
export interface VideoList {
  readonly videos: readonly Video[];
  /** Counts, returned if requested. */
  readonly counts: { readonly total: number; readonly range: number } | undefined;
}

/**
 * Lists videos with the filters of the API, newest first unless `asc`. `start`, `end` and their aliases are positions
 * for paging: `range` is the number of remaining videos, `total` of all that match the other filters.
 *
 * @throws {ApiError} `badRequest` naming the parameter.
 * @see https://developers.cloudflare.com/api/resources/stream/methods/list/
 */
export function listVideos(
  { videos, origin }: { readonly videos: VideoStore; readonly origin: string },
  query: Query,
): VideoList {
  const after = readTime(query, 'start') ?? readTime(query, 'after') ?? -Infinity;
  const before = readTime(query, 'end') ?? readTime(query, 'before') ?? Infinity;
  const limit = readLimit(query('limit'));
  const tests = readFilters(query);
  const matching = videos
    .list()
    .map((record): Video => toVideoObject(record, origin))
    .filter((video) => tests.every((test) => test(video)));
  if (readFlag(query, 'asc')) matching.reverse();
  const within = matching.filter(({ created }) => {
    const ms = Date.parse(String(created));
    return ms > after && ms < before;
  });
  return {
    videos: within.slice(0, limit),
    counts: readFlag(query, 'include_counts') ? { total: matching.length, range: within.length } : undefined,
  };
}

function readFilters(query: Query): ((video: Video) => boolean)[] {
  const text = (name: string, test: (video: Video, value: string) => boolean) => {
    const value = query(name);
    return value === undefined || value === '' ? [] : [(video: Video) => test(video, value)];
  };
  const nameOf = ({ meta }: Video) => {
    const { name } = meta as { name?: unknown };
    return typeof name === 'string' ? name : '';
  };
  const anyOf = (value: string) => value.split(',').map((part) => part.trim());
  const status = query('status');
  if (status !== undefined && ![...VIDEO_STATES, 'live-inprogress'].includes(status))
    throw wrong('status', 'is no state of a video');
  const type = query('type');
  if (type !== undefined && type !== 'vod' && type !== 'live') throw wrong('type', 'must be vod or live');
  return [
    ...text('id', ({ uid }, value) => anyOf(value).includes(String(uid))),
    ...text('name', (video, value) => anyOf(value).some((part) => part === nameOf(video) || part === video.uid)),
    ...text('video_name', (video, value) => nameOf(video) === value),
    ...text('search', (video, value) => nameOf(video).toLowerCase().includes(value.toLowerCase())),
    ...text('creator', ({ creator }, value) => creator === value),
    ...text('status', (video, value) => (video.status as { state: string }).state === value),
    ...text('type', ({ liveInput }, value) => (value === 'live') === (typeof liveInput === 'string')),
    ...text('live_input_id', ({ liveInput }, value) => liveInput === value),
  ];
}

function readTime(query: Query, name: string): number | undefined {
  const value = query(name);
  if (value === undefined) return undefined;
  const ms = /^\d{4}-\d\d-\d\d(?:T|$)/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(ms)) throw wrong(name, 'must be a time as in RFC 3339');
  return ms;
}

function readLimit(value: string | undefined): number {
  if (value === undefined) return MAX_LISTED;
  if (!/^\d{1,9}$/.test(value) || Number(value) < 1 || Number(value) > MAX_LISTED)
    throw wrong('limit', `must be 1 to ${MAX_LISTED}`);
  return Number(value);
}

function readFlag(query: Query, name: string): boolean {
  const value = query(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw wrong(name, 'must be true or false');
  return value === 'true';
}

function wrong(name: string, what: string): ApiError {
  return new ApiError('badRequest', `${name} ${what}`);
}
