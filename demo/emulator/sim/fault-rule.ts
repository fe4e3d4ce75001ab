import { validateHeaderName, validateHeaderValue } from 'node:http';

/** Something that goes wrong on purpose, for requests that match. */
export interface FaultRule {
  /** @defaultValue any */
  readonly method?: string;
  /** Source of a regular expression for path and query. @defaultValue any */
  readonly path?: string;
  /** Matching requests that are let through first. @defaultValue 0 */
  readonly skip?: number;
  /** Matching requests that are hit after those. @defaultValue all */
  readonly times?: number;
  /** Milliseconds that pass before anything else. */
  readonly delayMs?: number;
  /** Answered instead of the real thing. */
  readonly status?: number;
  /** Sent with `status`. None that a browser would keep, and no `Content-Type` of which it would run something. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with `status`, as plain text unless `headers` say otherwise. */
  readonly body?: string;
  /** Never answers. */
  readonly hang?: boolean;
  /** Cuts the connection once this many bytes of the request's body have arrived. */
  readonly resetRequestAfter?: number;
  /** Cuts the connection once this many bytes were answered; -1 before the first, when all the work is done. */
  readonly resetResponseAfter?: number;
  /** Sends the answer's body no faster than this. */
  readonly bytesPerSecond?: number;
}

/** Longer waits than timers can count end at once. */
const MAX_COUNT = 2_147_483_647;
const MAX_PATTERN_LENGTH = 1_000;
const MAX_BODY_LENGTH = 1_000_000;

/** Types of which browsers run nothing. */
const TYPES =
  /^(?:text\/(?:plain|vtt)|application\/(?:json|octet-stream|offset\+octet-stream|x-mpegurl|vnd\.apple\.mpegurl)|(?:video|audio)\/[\w.+-]+|image\/(?:png|jpeg|gif|webp|avif))\s*(?:;|$)/i;
/** Headers that a browser would store for `localhost` on all ports, or follow by itself, or that frame the response. */
const FORBIDDEN_HEADERS =
  /^(?:set-cookie2?|refresh|link|clear-site-data|service-worker-allowed|strict-transport-security|alt-svc|nel|report-to|content-security-policy.*|x-content-type-options|transfer-encoding|connection|upgrade|trailer)$/i;

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_COUNT;
const isText = (value: unknown) => typeof value === 'string';
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const CHECKS: { readonly [K in keyof Required<FaultRule>]: (value: unknown) => boolean } = {
  method: (value) => isText(value) && /^[a-z]{1,20}$/i.test(value),
  path: (value) => isText(value) && isPattern(value),
  skip: isCount,
  times: isCount,
  delayMs: isCount,
  status: (value) => isCount(value) && (value as number) >= 200 && (value as number) <= 599,
  headers: (value) => isRecord(value) && Object.entries(value).every(isHeader),
  body: (value) => isText(value) && value.length <= MAX_BODY_LENGTH,
  hang: (value) => typeof value === 'boolean',
  resetRequestAfter: isCount,
  resetResponseAfter: (value) => value === -1 || isCount(value),
  bytesPerSecond: (value) => isCount(value) && value !== 0,
};

/**
 * Checks a rule.
 *
 * @throws {TypeError} naming the part that does not exist or has no such value.
 */
export function parseFaultRule(value: unknown): FaultRule {
  if (!isRecord(value)) throw new TypeError('A fault rule is a JSON object.');
  for (const [name, part] of Object.entries(value)) {
    if (!Object.hasOwn(CHECKS, name)) throw new TypeError(`A fault rule has no "${name}".`);
    if (!CHECKS[name as keyof FaultRule](part)) throw new TypeError(`"${name}" of a fault rule has no such value.`);
  }
  return value;
}

function isHeader([name, value]: readonly [string, unknown]): boolean {
  if (typeof value !== 'string' || FORBIDDEN_HEADERS.test(name)) return false;
  if (/^content-type$/i.test(name) && !TYPES.test(value)) return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function isPattern(source: string): boolean {
  if (source.length > MAX_PATTERN_LENGTH) return false;
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
