import { BlockList, isIP } from 'node:net';
import { ApiError } from '../shared/envelope.js';

/** Seconds a token may live, seconds it lives by default, and seconds its start lies back by default. */
const MAX_LIFE_SECONDS = 24 * 3600;
const DEFAULT_LIFE_SECONDS = 3600;
const DEFAULT_BACKDATE_SECONDS = 3600;

/** Most rules of a token. @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/ */
const MAX_RULES = 5;

const RULE_TYPES: readonly unknown[] = ['any', 'ip.src', 'ip.geoip.country'];

/** Validated claims of a token. */
export interface TokenRequest {
  /** Seconds since the epoch. */
  readonly exp: number;
  /** Seconds since the epoch. */
  readonly nbf: number;
  /** Claims that are passed on as they are. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The caller's own key, in place of the account's. */
  readonly own: { readonly id: string; readonly pem: string } | undefined;
}

/**
 * Checks the body of `POST …/token`.
 *
 * @throws {ApiError} `badRequest` naming the field.
 * @see https://developers.cloudflare.com/api/resources/stream/subresources/token/methods/create/
 */
export function parseTokenRequest(body: Readonly<Record<string, unknown>>, nowSeconds: number): TokenRequest {
  const { id, pem, downloadable, accessRules, flags } = body;
  const exp = readSeconds(body.exp, 'exp') ?? nowSeconds + DEFAULT_LIFE_SECONDS;
  if (exp > nowSeconds + MAX_LIFE_SECONDS) throw wrong('exp must be at most 24 hours ahead');
  if (downloadable !== undefined && typeof downloadable !== 'boolean')
    throw wrong('downloadable must be true or false');
  if (accessRules !== undefined) checkRules(accessRules);
  if (flags !== undefined) checkFlags(flags);
  if ((id === undefined) !== (pem === undefined)) throw wrong('id and pem must be given together');
  if (id !== undefined && (typeof id !== 'string' || typeof pem !== 'string')) throw wrong('id and pem must be texts');
  return {
    exp,
    nbf: readSeconds(body.nbf, 'nbf') ?? nowSeconds - DEFAULT_BACKDATE_SECONDS,
    claims: Object.fromEntries(
      Object.entries({ downloadable, accessRules, flags }).filter(([, value]) => value !== undefined),
    ),
    own: typeof id === 'string' && typeof pem === 'string' ? { id, pem } : undefined,
  };
}

function wrong(detail: string): ApiError {
  return new ApiError('badRequest', detail);
}

function readSeconds(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  // Numbers in texts are taken, too: that is how the token itself has them.
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) throw wrong(`${name} must be a time in seconds`);
  return Math.floor(seconds);
}

function checkFlags(flags: unknown): void {
  const original = typeof flags === 'object' && flags !== null ? (flags as { original?: unknown }).original : NaN;
  if (original !== undefined && typeof original !== 'boolean')
    throw wrong('flags must be an object, and flags.original true or false');
}

function checkRules(rules: unknown): void {
  if (!Array.isArray(rules)) throw wrong('accessRules must be a list');
  if (rules.length > MAX_RULES) throw wrong(`accessRules must be at most ${MAX_RULES} rules`);
  rules.forEach((rule: unknown, index) => {
    const at = `accessRules[${index}]`;
    if (typeof rule !== 'object' || rule === null) throw wrong(`${at} must be an object`);
    const { type, action, country, ip } = rule as Record<string, unknown>;
    if (!RULE_TYPES.includes(type)) throw wrong(`${at}.type must be one of ${RULE_TYPES.join(', ')}`);
    if (action !== 'allow' && action !== 'block') throw wrong(`${at}.action must be allow or block`);
    if (type === 'ip.src' && !isListOf(ip, isNetwork))
      throw wrong(`${at}.ip must be a list of addresses or CIDR ranges`);
    if (type === 'ip.geoip.country' && !isListOf(country, isCountry)) {
      throw wrong(`${at}.country must be a list of countries of two letters each`);
    }
  });
}

function isListOf(value: unknown, test: (text: string) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string' && test(item));
}

function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/i.test(text);
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  try {
    new BlockList().addSubnet(
      address,
      /^\d{1,3}$/.test(bits) ? Number(bits) : NaN,
      isIP(address) === 6 ? 'ipv6' : 'ipv4',
    );
    return true;
  } catch {
    return false;
  }
}
