import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
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

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After, Location, stream-media-id',
};

/** The faults that are set. Of several that match a request, the first one that has not run out is taken. */
export class Faults {
  #rules: ActiveRule[] = [];
  #lastId = 0;

  /** Answers the rule's number. */
  add(rule: FaultRule): number {
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

  /** Does to a request what a rule says. Answers whether that was all: then nobody else may answer it. */
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
    res.writeHead(rule.status, { ...CORS, ...rule.headers });
    res.end(rule.body ?? '');
    return true;
  }

  #take(method: string, url: string): FaultRule | undefined {
    for (const active of this.#rules) {
      const { rule, pattern } = active;
      if (rule.method !== undefined && rule.method.toUpperCase() !== method) continue;
      if (!pattern.test(url)) continue;
      const skip = rule.skip ?? 0;
      if (active.seen >= skip + (rule.times ?? Infinity)) continue;
      active.seen += 1;
      if (active.seen > skip) return rule;
    }
    return undefined;
  }
}
