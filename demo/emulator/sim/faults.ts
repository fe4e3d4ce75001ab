import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Script, createContext } from 'node:vm';
import type { FaultRule } from './fault-rule.js';
import { resetRequestAfter, resetResponseAfter } from './reset.js';
import { throttleResponse } from './throttle.js';

interface ActiveRule {
  readonly id: number;
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  /** Matching requests so far, let through ones included. */
  seen: number;
}

const MAX_RULES = 1_000;
/**
 * Time after which a pattern counts as never ending for a request. Generous, since other processes may slow it down.
 */
const MATCH_MS = 1_000;
const MATCH = new Script('pattern.test(url)');
const matched = createContext({}) as { pattern?: RegExp; url?: string };

const HEADERS = {
  'Content-Type': 'text/plain; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, Location, stream-media-id',
};

/** Active faults. Of several that match a request, the first one with uses left applies. */
export class Faults {
  #rules: ActiveRule[] = [];
  #lastId = 0;

  /** Answers the rule's number. @throws {TypeError} when there are too many. */
  add(rule: FaultRule): number {
    if (this.#rules.length >= MAX_RULES) throw new TypeError(`There can be ${MAX_RULES} fault rules.`);
    this.#lastId += 1;
    this.#rules.push({ id: this.#lastId, rule, pattern: new RegExp(rule.path ?? ''), seen: 0 });
    return this.#lastId;
  }

  /** The rules with how many requests each has hit. */
  list(): { readonly id: number; readonly rule: FaultRule; readonly hits: number }[] {
    return this.#rules.map(({ id, rule, seen }) => {
      return { id, rule, hits: Math.min(rule.times ?? Infinity, Math.max(0, seen - (rule.skip ?? 0))) };
    });
  }

  clear(): void {
    this.#rules = [];
  }

  /**
   * Applies a matching rule to a request. Returns whether the request is finished: then no other handler may answer it.
   */
  async apply(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const rule = this.#take(req.method ?? 'GET', req.url ?? '/');
    if (!rule) return false;
    if (rule.delayMs) await wait(rule.delayMs, undefined, { ref: false });
    if (res.destroyed) return true;
    if (rule.hang) return true;
    if (rule.resetRequestAfter !== undefined) resetRequestAfter(req, rule.resetRequestAfter);
    if (rule.resetResponseAfter !== undefined) resetResponseAfter(res, rule.resetResponseAfter);
    if (rule.bytesPerSecond !== undefined) throttleResponse(res, rule.bytesPerSecond);
    if (rule.status === undefined) return false;
    // One by one: a header of the rule replaces ours however it is spelt.
    for (const [name, value] of Object.entries({ ...HEADERS, ...rule.headers })) res.setHeader(name, value);
    res.writeHead(rule.status);
    res.end(rule.body ?? '');
    return true;
  }

  #take(method: string, url: string): FaultRule | undefined {
    for (const active of [...this.#rules]) {
      const { rule, pattern } = active;
      if (rule.method !== undefined && rule.method.toUpperCase() !== method) continue;
      const matches = match(pattern, url);
      if (matches === undefined) this.#rules = this.#rules.filter((rule) => rule !== active);
      if (!matches) continue;
      const skip = rule.skip ?? 0;
      if (active.seen >= skip + (rule.times ?? Infinity)) continue;
      active.seen += 1;
      if (active.seen > skip) return rule;
    }
    return undefined;
  }
}

/**
 * Tells whether a URL matches; `undefined` if that takes too long. Run as a separate script, which alone can be
 * interrupted.
 */
function match(pattern: RegExp, url: string): boolean | undefined {
  if (pattern.source === '(?:)') return true;
  try {
    Object.assign(matched, { pattern, url });
    return MATCH.runInContext(matched, { timeout: MATCH_MS }) as boolean;
  } catch {
    return undefined;
  }
}
