import type { IncomingMessage, ServerResponse } from 'node:http';
import { redactUrl } from './redact.js';

/** Purpose of a request. */
export type RequestKind = 'api' | 'upload' | 'master' | 'playlist' | 'segment' | 'thumbnail' | 'lifecycle' | 'other';

/** A request that was seen. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, without anything secret. */
  readonly path: string;
  readonly kind: RequestKind;
  /** 0 for as long as nothing was answered. */
  status: number;
}

/** The oldest are forgotten beyond this many. */
const MAX_KEPT = 5000;

const KINDS: readonly (readonly [RegExp, RequestKind])[] = [
  [/^\/client\/v4\/accounts\/[^/]+\/media\//, 'upload'],
  [/^\/client\//, 'api'],
  [/^\/(?:tus|upload)\//, 'upload'],
  [/^\/[^/]+\/manifest\/video\./, 'master'],
  [/^\/[^/]+\/manifest\//, 'playlist'],
  [/^\/[^/]+\/(?:video|audio|text)\//, 'segment'],
  [/^\/[^/]+\/thumbnails\//, 'thumbnail'],
  [/^\/[^/]+\/lifecycle$/, 'lifecycle'],
];

/** Latest requests, for tests of what a player or uploader has fetched. */
export class RequestLog {
  #seen: SeenRequest[] = [];

  /** Notes a request now, and its status once it is answered. */
  watch(req: IncomingMessage, res: ServerResponse): void {
    const url = req.url ?? '/';
    const path = url.split('?', 1)[0] ?? url;
    const kind = KINDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
    const entry: SeenRequest = { method: req.method ?? 'GET', path: redactUrl(url), kind, status: 0 };
    this.#seen.push(entry);
    if (this.#seen.length > MAX_KEPT) this.#seen.shift();
    res.once('close', () => {
      if (res.headersSent) entry.status = res.statusCode;
    });
    res.once('finish', () => (entry.status = res.statusCode));
  }

  /** Oldest first. */
  list(): readonly SeenRequest[] {
    return this.#seen;
  }

  clear(): void {
    this.#seen = [];
  }
}
