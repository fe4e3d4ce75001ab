/** Source of settings: `process.env` on Node, `env` on Workers. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** All settings of the server, read once at the start. */
export interface Settings {
  /** Stream's API: base URL, account and token. */
  readonly stream: { readonly base: string; readonly accountId: string; readonly apiToken: string };
  /** Key for signing playback tokens, from `POST …/stream/keys`. One of `jwk` and `pem` is set. */
  readonly signing: { readonly keyId: string; readonly jwk: string | undefined; readonly pem: string | undefined };
  /** `secret` in the response to `PUT …/stream/webhook`. */
  readonly webhookSecret: string;
  /** Marks this server's videos on Stream, so that one account can serve several servers. */
  readonly appName: string;
  /** Most calls to Stream's API in five minutes. Servers that share an account share Stream's 1,200. */
  readonly maxStreamCalls: number;
  /** Whether everybody may watch and upload if the site has not set who may do what. */
  readonly allowsEveryone: boolean;
  /** Whether to look up videos of the account that this server did not create. */
  readonly looksUpVideos: boolean;
  /** Origins of other sites whose pages may call this server. Pages of its own origin always may. */
  readonly allowedOrigins: readonly string[];
  /** Hosts from which videos may be copied; none if empty. */
  readonly linkHosts: readonly string[];
  /** Languages of generated captions. */
  readonly captionLanguages: readonly string[];
  readonly tokenTtlSeconds: number;
  readonly maxUploadBytes: number;
  /** Keys that a browser may add to a video's `meta` at Stream. */
  readonly metaKeys: readonly string[];
  /** Longest video for upload. Stream reserves as many minutes of the account until it has arrived. */
  readonly maxDurationSeconds: number;
}

/** Settings for calls to Stream's API. */
export type StreamSettings = Pick<Settings, 'stream' | 'appName' | 'maxStreamCalls' | 'maxDurationSeconds'>;

/** Error about a missing or invalid setting, in one sentence. Never contains its value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4';
const REQUIRED = ['STREAM_ACCOUNT_ID', 'STREAM_API_TOKEN', 'STREAM_SIGNING_KEY_ID', 'STREAM_WEBHOOK_SECRET'] as const;
/** Stream's limit is `max`. By default, some calls are left for other programs and the dashboard. */
const STREAM_CALLS = { default: 1_100, max: 1_200 };
/** Keys with a meaning for Stream or this server, which a browser must not set. */
const RESERVED_KEYS = [
  'name',
  'app',
  'requiresignedurls',
  'allowedorigins',
  'thumbnailtimestamppct',
  'watermark',
  'scheduleddeletion',
  'maxdurationseconds',
  'expiry',
  'creator',
];
const DAY_SECONDS = 86_400;
/** Stream's own limit for a file, 30 GB. @see https://developers.cloudflare.com/stream/uploading-videos/ */
const MAX_UPLOAD_BYTES = 30_000_000_000;

/**
 * Reads the settings.
 *
 * @throws {SettingsError} Naming every missing setting, or the invalid one.
 */
export function readSettings(env: Environment): Settings {
  const missing: string[] = REQUIRED.filter((name) => textOf(env, name) === '');
  if (textOf(env, 'STREAM_SIGNING_JWK') === '' && textOf(env, 'STREAM_SIGNING_PEM') === '') {
    missing.push('STREAM_SIGNING_JWK (or STREAM_SIGNING_PEM)');
  }
  if (missing.length > 0) throw new SettingsError(`The server cannot start because ${notSet(missing)}`);
  return {
    ...readStreamSettings(env),
    signing: {
      keyId: textOf(env, 'STREAM_SIGNING_KEY_ID'),
      jwk: textOf(env, 'STREAM_SIGNING_JWK') || undefined,
      pem: textOf(env, 'STREAM_SIGNING_PEM') || undefined,
    },
    webhookSecret: textOf(env, 'STREAM_WEBHOOK_SECRET'),
    allowsEveryone: flagOf(env, 'ALLOW_EVERYONE', false),
    looksUpVideos: flagOf(env, 'LOOK_UP_VIDEOS', true),
    allowedOrigins: readOrigins(textOf(env, 'ALLOWED_ORIGINS')),
    linkHosts: listOf(
      env,
      'LINK_HOSTS',
      /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/,
      'hosts such as files.example.com',
    ),
    captionLanguages: listOf(env, 'CAPTION_LANGUAGES', /^[a-z]{2}(-[A-Za-z0-9]+)*$/, 'languages such as en'),
    metaKeys: readMetaKeys(textOf(env, 'META_KEYS')),
    // Stream accepts no token with a lifetime of more than a day.
    tokenTtlSeconds: integerOf(env, 'TOKEN_TTL_SECONDS', 3_600, DAY_SECONDS),
    maxUploadBytes: integerOf(env, 'MAX_UPLOAD_BYTES', MAX_UPLOAD_BYTES, MAX_UPLOAD_BYTES),
  };
}

/**
 * Reads the settings for calls to Stream's API: all that `upload-file` needs.
 *
 * @throws {SettingsError} Like `readSettings`.
 */
export function readStreamSettings(env: Environment): StreamSettings {
  const missing = REQUIRED.slice(0, 2).filter((name) => textOf(env, name) === '');
  if (missing.length > 0) throw new SettingsError(notSet(missing));
  return {
    stream: {
      base: readBase(textOf(env, 'STREAM_API_BASE') || CLOUDFLARE_API),
      accountId: textOf(env, 'STREAM_ACCOUNT_ID'),
      apiToken: textOf(env, 'STREAM_API_TOKEN'),
    },
    appName: textOf(env, 'STREAM_APP_NAME') || 'cf-stream-elements',
    maxStreamCalls: integerOf(env, 'STREAM_MAX_CALLS', STREAM_CALLS.default, STREAM_CALLS.max),
    maxDurationSeconds: integerOf(env, 'MAX_DURATION_SECONDS', 21_600, 36_000),
  };
}

/** Reads a setting as text; empty if not set. */
export const textOf = (env: Environment, name: string): string => env[name]?.trim() ?? '';

const notSet = (names: readonly string[]): string => `${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} not set.`;

/** Reads a whole number. @throws {SettingsError} */
export function integerOf(env: Environment, name: string, fallback: number, max: number, min = 1): number {
  if (textOf(env, name) === '') return fallback;
  const value = Number(textOf(env, name));
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new SettingsError(`${name} must be a whole number from ${min} to ${max}.`);
}

/** Reads a list. @throws {SettingsError} */
function listOf(env: Environment, name: string, form: RegExp, what: string): string[] {
  const items = textOf(env, name)
    .split(/[\s,]+/)
    .filter(Boolean);
  if (items.every((item) => form.test(item))) return items;
  throw new SettingsError(`${name} must be a list of ${what}, with commas between them.`);
}

/** Reads a switch. @throws {SettingsError} */
function flagOf(env: Environment, name: string, fallback: boolean): boolean {
  const value = textOf(env, name) || (fallback ? '1' : '0');
  if (value === '1' || value === '0') return value === '1';
  throw new SettingsError(`${name} must be 1 or 0.`);
}

function readBase(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new SettingsError('STREAM_API_BASE must be an http or https URL.');
  }
  return url.replace(/\/+$/, '');
}

function readMetaKeys(list: string): string[] {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((key) => {
      if (/^[\w.-]{1,64}$/.test(key) && !RESERVED_KEYS.includes(key.toLowerCase())) return key;
      throw new SettingsError(
        'META_KEYS must be a list of keys that mean nothing to Stream, with commas between them.',
      );
    });
}

function readOrigins(list: string): string[] {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((item) => {
      // Patterns, and URLs with a path, would look valid but never match what browsers send.
      const origin = URL.canParse(item) ? new URL(item).origin : 'null';
      if (origin === 'null' || item.includes('*') || item.replace(/\/$/, '') !== origin) {
        throw new SettingsError(
          'ALLOWED_ORIGINS must be a list of origins such as https://example.com, with commas between them.',
        );
      }
      return origin;
    });
}
