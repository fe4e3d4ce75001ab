import { ApiError } from './errors.js';
import { isUid } from './video-state.js';

/** Rule for where a token plays. Stream applies the first matching rule, and allows everybody else. */
export interface AccessRule {
  readonly type: 'any' | 'ip.src' | 'ip.geoip.country';
  readonly action: 'allow' | 'block';
  /** ISO 3166-1 alpha-2 codes such as `DE`, with `ip.geoip.country`. */
  readonly country?: readonly string[];
  /** Addresses and networks, such as `203.0.113.0/24`, with `ip.src`. */
  readonly ip?: readonly string[];
}

/** Restrictions of a token. */
export interface TokenOptions {
  /** At most five. @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/ */
  readonly accessRules?: readonly AccessRule[];
  /** Whether the MP4 may be downloaded. */
  readonly downloadable?: boolean;
  /** Latest expiry, in seconds since the epoch; `TOKEN_TTL_SECONDS` may end it earlier. */
  readonly exp?: number;
}

/** Options of an upload for Stream, besides its name. */
export interface VideoOptions {
  /** Owner, if not the uploader. Up to 64 characters. */
  readonly creator?: string;
  /** Hosts whose pages may show it, such as `www.example.com` or `*.example.com`. */
  readonly allowedOrigins?: readonly string[];
  /** @defaultValue true */
  readonly requireSignedURLs?: boolean;
  readonly watermark?: { readonly uid: string };
  /** Time of deletion on Stream: RFC 3339, 30 to 1,096 days ahead. */
  readonly scheduledDeletion?: string;
  /** Position of its thumbnail, 0 to 1. */
  readonly thumbnailTimestampPct?: number;
  /** Longest accepted video, in seconds. @defaultValue `MAX_DURATION_SECONDS` */
  readonly maxDurationSeconds?: number;
}

const MAX_RULES = 5;
const MAX_DURATION_SECONDS = 36_000;
const DAY_MS = 86_400_000;
const DELETION_DAYS = { min: 30, max: 1_096 };
/** Most characters of `creator` on Stream. */
export const MAX_CREATOR_LENGTH = 64;

type Fields = Readonly<Record<string, unknown>>;
/** Check of a member, and a description of valid values. */
type Rules = Readonly<Record<string, readonly [(value: unknown) => boolean, string]>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isListOf = (value: unknown, test: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(test);
const isWithin = (value: unknown, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isCreator = (value: unknown): boolean =>
  isText(value) && value !== '' && value.length <= MAX_CREATOR_LENGTH && !/\p{Cs}/u.test(value);
const isHost = (value: unknown): boolean =>
  isText(value) && /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(value);
const isNetwork = (value: unknown): boolean =>
  isText(value) && /^(\d{1,3}(\.\d{1,3}){3}(\/([12]?\d|3[0-2]))?|[0-9a-f:.]*:[0-9a-f:.]*(\/\d{1,3})?)$/i.test(value);

const RULE = {
  type: [
    (value) => isText(value) && ['any', 'ip.src', 'ip.geoip.country'].includes(value),
    'any, ip.src or ip.geoip.country',
  ],
  action: [(value) => value === 'allow' || value === 'block', 'allow or block'],
  country: [
    (value) => isListOf(value, (item) => isText(item) && /^[A-Z]{2}$/.test(item)),
    'a list of codes such as DE',
  ],
  ip: [(value) => isListOf(value, isNetwork), 'a list of addresses or networks such as 203.0.113.0/24'],
} satisfies Rules;
/** Member that each type of rule needs. */
const NEEDS: Readonly<Record<string, string | undefined>> = { 'ip.src': 'ip', 'ip.geoip.country': 'country' };

/** Validates the restrictions of a token. @throws {ApiError} `AUTHORIZATION_INVALID`, naming what is wrong. */
export function readTokenOptions({ accessRules, downloadable, exp }: Fields, nowMs: number): TokenOptions {
  check(
    '',
    { downloadable, exp },
    {
      downloadable: [isFlag, 'true or false'],
      exp: [(value) => isWithin(value, nowMs / 1000 + 1, Infinity), 'a time ahead, in seconds since the epoch'],
    },
  );
  if (accessRules !== undefined) {
    if (!Array.isArray(accessRules) || accessRules.length > MAX_RULES)
      throw wrong('accessRules', `a list of at most ${MAX_RULES} rules`);
    accessRules.forEach((rule: unknown, index) => {
      const at = `accessRules[${index}]`;
      if (typeof rule !== 'object' || rule === null) throw wrong(at, 'a rule');
      const { type, action } = rule as Fields;
      check(`${at}.`, { ...rule, type: type ?? null, action: action ?? null }, RULE);
      const needed = NEEDS[String(type)];
      for (const name of ['country', 'ip'] as const) {
        if (name === needed ? !(name in rule) : name in rule)
          throw wrong(`${at}.${name}`, name === needed ? RULE[name][1] : `left out where type is ${String(type)}`);
      }
    });
  }
  return drop({ accessRules, downloadable, exp });
}

/** Validates the options of an upload. @throws {ApiError} `AUTHORIZATION_INVALID`, naming what is wrong. */
export function readVideoOptions(given: unknown, nowMs: number): VideoOptions {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null) throw wrong('videoOptions', 'an object');
  const { min, max } = DELETION_DAYS;
  check('videoOptions.', given, {
    creator: [isCreator, `a text of at most ${MAX_CREATOR_LENGTH} characters`],
    allowedOrigins: [(value) => isListOf(value, isHost), 'a list of hosts such as www.example.com, without https://'],
    requireSignedURLs: [isFlag, 'true or false'],
    watermark: [(value) => isUid((value as { uid?: unknown } | null)?.uid), '{ uid } of a watermark'],
    scheduledDeletion: [
      (value) => isText(value) && isWithin((Date.parse(value) - nowMs) / DAY_MS, min, max),
      `a time of RFC 3339, ${min} to ${max} days ahead`,
    ],
    thumbnailTimestampPct: [(value) => isWithin(value, 0, 1), 'a number from 0 to 1'],
    maxDurationSeconds: [
      (value) => Number.isInteger(value) && isWithin(value, 1, MAX_DURATION_SECONDS),
      `a whole number from 1 to ${MAX_DURATION_SECONDS}`,
    ],
  });
  return drop(given);
}

/** Validates each member, and refuses unknown ones: a typo would restrict nothing. */
function check(prefix: string, fields: object, rules: Rules): void {
  for (const [name, value] of Object.entries(fields)) {
    const rule = rules[name];
    if (!rule) throw wrong(prefix + name, 'left out: there is no such thing');
    const [isRight, wanted] = rule;
    if (value !== undefined && !isRight(value)) throw wrong(prefix + name, wanted);
  }
}

/** Names what is wrong, but no value: it may be somebody's address. */
function wrong(name: string, wanted: string): ApiError {
  return new ApiError(500, 'AUTHORIZATION_INVALID', `authorize answered ${name}, which has to be ${wanted}.`);
}

const drop = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
