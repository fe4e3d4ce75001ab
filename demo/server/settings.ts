/** Where settings are read from: `process.env` on Node, `env` on Workers. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Everything the server has to know, read once at the start.
 *
 * @since 0.1.0
 */
export interface Settings {
  /** Stream's API: where it is, whose account, and the token that opens it. */
  readonly stream: { readonly base: string; readonly accountId: string; readonly apiToken: string };
  /** The key that signs playback tokens, as `POST …/stream/keys` gave it out. One of `jwk` and `pem` is there. */
  readonly signing: { readonly keyId: string; readonly jwk: string | undefined; readonly pem: string | undefined };
  /** What `PUT …/stream/webhook` answered as `secret`. */
  readonly webhookSecret: string;
  /** Origins of other sites whose pages may call this server. Pages of its own origin always may. */
  readonly allowedOrigins: readonly string[];
  readonly tokenTtlSeconds: number;
  readonly maxUploadBytes: number;
  /** Longest video that may be uploaded. Stream keeps this much of the account's minutes free until it is there. */
  readonly maxDurationSeconds: number;
}

/** Says in one sentence which setting is missing or cannot be right. Never holds a setting's value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4';
const REQUIRED = ['STREAM_ACCOUNT_ID', 'STREAM_API_TOKEN', 'STREAM_SIGNING_KEY_ID', 'STREAM_WEBHOOK_SECRET'] as const;
const DAY_SECONDS = 86_400;
const GIB = 1024 ** 3;

/**
 * Reads the settings.
 *
 * @throws {SettingsError} naming every setting that is missing, or the one whose value cannot be used.
 * @since 0.1.0
 */
export function readSettings(env: Environment): Settings {
  const text = (name: string): string => env[name]?.trim() ?? '';
  const missing: string[] = REQUIRED.filter((name) => text(name) === '');
  if (text('STREAM_SIGNING_JWK') === '' && text('STREAM_SIGNING_PEM') === '') {
    missing.push('STREAM_SIGNING_JWK (or STREAM_SIGNING_PEM)');
  }
  if (missing.length > 0) {
    throw new SettingsError(`The server cannot start because ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set.`);
  }
  const integer = (name: string, fallback: number, max: number): number => {
    if (text(name) === '') return fallback;
    const value = Number(text(name));
    if (Number.isInteger(value) && value >= 1 && value <= max) return value;
    throw new SettingsError(`${name} must be a whole number from 1 to ${max}.`);
  };
  return {
    stream: {
      base: (text('STREAM_API_BASE') || CLOUDFLARE_API).replace(/\/+$/, ''),
      accountId: text('STREAM_ACCOUNT_ID'),
      apiToken: text('STREAM_API_TOKEN'),
    },
    signing: {
      keyId: text('STREAM_SIGNING_KEY_ID'),
      jwk: text('STREAM_SIGNING_JWK') || undefined,
      pem: text('STREAM_SIGNING_PEM') || undefined,
    },
    webhookSecret: text('STREAM_WEBHOOK_SECRET'),
    allowedOrigins: readOrigins(text('ALLOWED_ORIGINS')),
    // Stream takes no token that lives longer than a day.
    tokenTtlSeconds: integer('TOKEN_TTL_SECONDS', 3_600, DAY_SECONDS),
    maxUploadBytes: integer('MAX_UPLOAD_BYTES', 30 * GIB, 30 * GIB),
    maxDurationSeconds: integer('MAX_DURATION_SECONDS', 21_600, 36_000),
  };
}

function readOrigins(list: string): string[] {
  return list.split(/[\s,]+/).filter(Boolean).map((item) => {
    // Patterns and addresses with a path would look like they work and never match what browsers send.
    const origin = URL.canParse(item) ? new URL(item).origin : 'null';
    if (origin === 'null' || item.includes('*') || item.replace(/\/$/, '') !== origin) {
      throw new SettingsError('ALLOWED_ORIGINS must be a list of origins such as https://example.com, with commas between them.');
    }
    return origin;
  });
}
