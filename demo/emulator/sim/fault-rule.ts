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
  /** Sent with `status`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent with `status`. */
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

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const isText = (value: unknown) => typeof value === 'string';

const CHECKS: { readonly [K in keyof Required<FaultRule>]: (value: unknown) => boolean } = {
  method: isText,
  path: (value) => isText(value) && isPattern(value),
  skip: isCount,
  times: isCount,
  delayMs: isCount,
  status: (value) => isCount(value) && (value as number) >= 200 && (value as number) <= 599,
  headers: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isText),
  body: isText,
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
  if (typeof value !== 'object' || value === null) throw new TypeError('A fault rule is a JSON object.');
  for (const [name, part] of Object.entries(value)) {
    if (!(name in CHECKS)) throw new TypeError(`A fault rule has no "${name}".`);
    if (!CHECKS[name as keyof FaultRule](part)) throw new TypeError(`"${name}" of a fault rule has no such value.`);
  }
  return value;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
