import { isIP } from 'node:net';

/**
 * How long a listed segment can be fetched, which Cloudflare does not document.
 * - `lenient`: its own signature is enough, and never expires: after the token's end only playlists fail.
 * - `strict`: the signature carries the token's expiry: listed segments fail, too.
 * - `token-path`: the segment stands under the token as playlists do, and the token is checked for each one.
 */
export type SegmentAccess = 'lenient' | 'strict' | 'token-path';

/** Settings for behaviour that Cloudflare leaves open, changeable at run time through `PUT /__sim/settings`. */
export interface Settings {
  segmentAccess: SegmentAccess;
  /** Which qualities a video has when it becomes `ready`: all of them, or the lowest, with `pctComplete` below 100. */
  readyAfter: 'all' | 'first';
  /** Handling of a second request to an upload in use: answer 423, or end the first one. */
  busyUploads: 'refuse' | 'take-over';
  /** Number of webhook calls at the end of a job. */
  webhooks: 'once' | 'never' | 'twice';
  /** Milliseconds between the end of a job and its webhook. */
  webhookDelayMs: number;
  /** Calls of the API that the token may make within {@link Settings.rateLimitSeconds}; 0 for any number. */
  rateLimit: number;
  /** Also how long calls are refused once there were too many. */
  rateLimitSeconds: number;
  /** Videos that may be downloading, queued or encoding at one time. */
  maxVideosInProgress: number;
  /** Minutes of video that the account may hold. */
  storageMinutes: number;
  /** Handling of requests to generate captions: nothing here can transcribe. */
  captionGeneration: 'refused' | 'placeholder';
  /** Whether a server that is copied from has to answer `HEAD` and ranges, as Cloudflare says it must. */
  copyOrigin: 'strict' | 'lenient';
  /** Whether a video with `allowedOrigins` is served to requests without `Origin` and `Referer`. */
  withoutOrigin: 'allow' | 'refuse';
  /** Response before a video's encoding is registered: 404, or a 500 without CORS. */
  notEncoded: '404' | '500-without-cors';
  /** Address of visitors that send no `CF-Connecting-IP`; empty for their real one. */
  visitorIp: string;
  /** Country of visitors that send no `CF-IPCountry`, as two letters; empty for none. */
  visitorCountry: string;
  /** Where events of live inputs are told; empty for nowhere. */
  liveNotificationUrl: string;
}

/** The settings where nothing else is said. */
export const DEFAULT_SETTINGS: Readonly<Settings> = {
  segmentAccess: 'lenient',
  readyAfter: 'all',
  busyUploads: 'refuse',
  webhooks: 'once',
  webhookDelayMs: 0,
  // https://developers.cloudflare.com/fundamentals/api/reference/limits/
  rateLimit: 1200,
  rateLimitSeconds: 300,
  // https://developers.cloudflare.com/stream/faq/
  maxVideosInProgress: 120,
  storageMinutes: 100_000,
  captionGeneration: 'refused',
  copyOrigin: 'strict',
  withoutOrigin: 'allow',
  notEncoded: '404',
  visitorIp: '',
  visitorCountry: '',
  liveNotificationUrl: '',
};

/** Longer waits than timers can count end at once. */
const MAX_COUNT = 2_147_483_647;

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_COUNT;

const CHECKS: { readonly [K in keyof Settings]: (value: unknown) => boolean } = {
  segmentAccess: (value) => value === 'lenient' || value === 'strict' || value === 'token-path',
  readyAfter: (value) => value === 'all' || value === 'first',
  busyUploads: (value) => value === 'refuse' || value === 'take-over',
  webhooks: (value) => value === 'once' || value === 'never' || value === 'twice',
  webhookDelayMs: isCount,
  rateLimit: isCount,
  rateLimitSeconds: (value) => isCount(value) && value !== 0,
  maxVideosInProgress: isCount,
  storageMinutes: isCount,
  captionGeneration: (value) => value === 'refused' || value === 'placeholder',
  copyOrigin: (value) => value === 'strict' || value === 'lenient',
  withoutOrigin: (value) => value === 'allow' || value === 'refuse',
  notEncoded: (value) => value === '404' || value === '500-without-cors',
  visitorIp: (value) => value === '' || (typeof value === 'string' && isIP(value) !== 0),
  visitorCountry: (value) => typeof value === 'string' && /^(?:[A-Z]{2})?$/.test(value),
  liveNotificationUrl: (value) =>
    value === '' || (typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)),
};

/**
 * Checks a change of settings.
 *
 * @throws {TypeError} naming the setting that does not exist or has no such value.
 */
export function parseSettings(value: unknown): Partial<Settings> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('Settings are a JSON object.');
  for (const [name, setting] of Object.entries(value)) {
    if (!Object.hasOwn(CHECKS, name)) throw new TypeError(`There is no setting "${name}".`);
    if (!CHECKS[name as keyof Settings](setting)) throw new TypeError(`Setting "${name}" has no such value.`);
  }
  return value;
}
