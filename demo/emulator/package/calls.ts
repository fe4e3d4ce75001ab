import type { LocalStream } from '../options.js';

/** How long a helper waits for an encoding unless told otherwise. */
export const WAIT_MS = 120_000;
const POLL_MS = 50;

/** A call that a local Stream refused; the message is its reason, and holds neither a token nor an upload URL. */
export class LocalStreamError extends Error {
  override readonly name = 'LocalStreamError';
  /** The status of the answer. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

interface Envelope {
  readonly result: unknown;
  readonly success: boolean;
  readonly errors: readonly { readonly message: string }[];
  readonly messages: readonly { readonly message: string }[];
}

/** Target of calls: everything goes over HTTP, as for the program under test. */
export type CallTarget = Pick<LocalStream, 'origin' | 'apiBase' | 'accountId' | 'apiToken'>;

/** Sends a request to the API, below `/stream`, with the token. */
export function callApi(target: CallTarget, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${target.apiToken}`);
  return fetch(`${target.apiBase}/accounts/${target.accountId}/stream${path}`, { ...init, headers });
}

/**
 * Calls the API and unpacks Cloudflare's envelope.
 *
 * @throws {LocalStreamError} with the API's own detail.
 */
export async function askApi<T>(target: CallTarget, method: string, path: string, body?: unknown): Promise<T> {
  const response = await callApi(target, path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (text === '' && response.ok) return undefined as T;
  const { result, success, errors, messages } = JSON.parse(text) as Envelope;
  if (success) return result as T;
  const detail = messages[0]?.message ?? errors[0]?.message ?? 'no reason given';
  throw new LocalStreamError(`${method} /stream${path}: ${response.status}, ${detail}.`, response.status);
}

/**
 * Calls a control below `/__sim`.
 *
 * @throws {LocalStreamError} with the reason.
 */
export async function askSim<T>({ origin }: CallTarget, method: string, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(`${origin}/__sim/${path}`, init);
  const text = await response.text();
  const answer = (text === '' ? undefined : JSON.parse(text)) as { readonly error?: { readonly message: string } };
  if (response.ok) return answer as T;
  throw new LocalStreamError(answer.error?.message ?? `/__sim/${path}: ${response.status}`, response.status);
}

/**
 * Polls until there is a result.
 *
 * @throws {LocalStreamError} when there is none in time.
 */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, timeoutMs: number): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new LocalStreamError(`${what} within ${timeoutMs} ms.`, 0);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
