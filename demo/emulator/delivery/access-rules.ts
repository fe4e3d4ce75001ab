import { BlockList, isIP } from 'node:net';
import { AccessError } from './access-error.js';
import type { Visitor } from './visitor.js';

/** Rule for who may watch with a token. */
export interface AccessRule {
  readonly type: 'any' | 'ip.src' | 'ip.geoip.country';
  readonly action: 'allow' | 'block';
  /** Two letters each, as in ISO 3166-1. */
  readonly country: readonly string[];
  /** Addresses and ranges. */
  readonly ip: readonly string[];
}

/**
 * Most rules of a token.
 * @see https://developers.cloudflare.com/stream/viewing-videos/securing-your-stream/
 */
const MAX_RULES = 5;

/** Reads the `accessRules` of a token; nothing where they are none. */
export function parseAccessRules(value: unknown): readonly AccessRule[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > MAX_RULES) return undefined;
  const rules = value.map(parseRule);
  return rules.every((rule) => rule !== undefined) ? rules : undefined;
}

/**
 * Lets a visitor through, or not: the first rule that is about them decides; whom none is about may watch.
 *
 * @throws {AccessError} 401 naming the kind of rule.
 */
export function checkAccessRules(rules: readonly AccessRule[], visitor: Visitor): void {
  const rule = rules.find((one) => isAbout(one, visitor));
  if (rule?.action === 'block') throw new AccessError(401, `401 unauthorized blocked by rule on '${rule.type}'`);
}

function parseRule(value: unknown): AccessRule | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, action, country = [], ip = [] } = value as Record<string, unknown>;
  if (action !== 'allow' && action !== 'block') return undefined;
  if (!isList(country, (item) => /^[a-z]{2}$/i.test(item)) || !isList(ip, isRange)) return undefined;
  if (type === 'any') return { type, action, country, ip };
  if (type === 'ip.src' && ip.length > 0) return { type, action, country, ip };
  if (type === 'ip.geoip.country' && country.length > 0) return { type, action, country, ip };
  return undefined;
}

function isList(value: unknown, isItem: (item: string) => boolean): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && isItem(item));
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function isAbout(rule: AccessRule, { ip, country }: Visitor): boolean {
  if (rule.type === 'any') return true;
  if (rule.type === 'ip.geoip.country') return rule.country.some((one) => one.toUpperCase() === country);
  const list = new BlockList();
  for (const range of rule.ip) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return isIP(ip) !== 0 && list.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');
}
