import type { SegmentAccess } from '../options.js';

/**
 * The switches for what Cloudflare leaves open, changeable while running through `PUT /__sim/settings`.
 *
 * @since 0.1.0
 */
export interface Settings {
  segmentAccess: SegmentAccess;
  /** Which qualities a video has when it becomes `ready`: all of them, or the lowest, with `pctComplete` below 100. */
  readyAfter: 'all' | 'first';
  /** What a second request to an upload in use meets: 423, or it ends the first one. */
  busyUploads: 'refuse' | 'take-over';
  /** How often the end of a job is told to the webhook. */
  webhooks: 'once' | 'never' | 'twice';
  /** Milliseconds between the end of a job and its webhook. */
  webhookDelayMs: number;
}

const CHECKS: { readonly [K in keyof Settings]: (value: unknown) => boolean } = {
  segmentAccess: (value) => value === 'lenient' || value === 'strict' || value === 'token-path',
  readyAfter: (value) => value === 'all' || value === 'first',
  busyUploads: (value) => value === 'refuse' || value === 'take-over',
  webhooks: (value) => value === 'once' || value === 'never' || value === 'twice',
  webhookDelayMs: (value) => Number.isInteger(value) && (value as number) >= 0,
};

/**
 * Checks a change of settings.
 *
 * @throws {TypeError} naming the setting that does not exist or has no such value.
 * @since 0.1.0
 */
export function parseSettings(value: unknown): Partial<Settings> {
  if (typeof value !== 'object' || value === null) throw new TypeError('Settings are a JSON object.');
  for (const [name, setting] of Object.entries(value)) {
    if (!(name in CHECKS)) throw new TypeError(`There is no setting "${name}".`);
    if (!CHECKS[name as keyof Settings](setting)) throw new TypeError(`Setting "${name}" has no such value.`);
  }
  return value;
}
