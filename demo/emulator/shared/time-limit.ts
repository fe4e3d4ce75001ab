/**
 * A signal that ends with another one, or after so many milliseconds. An `AbortSignal.any()` of an
 * `AbortSignal.timeout()` is no such limit: Node may collect the timeout as garbage, and then it never comes.
 */
export function timeLimit(signal: AbortSignal, limitMs: number): AbortSignal {
  const limit = new AbortController();
  setTimeout(() => limit.abort(new DOMException('The time is over.', 'TimeoutError')), limitMs).unref();
  return AbortSignal.any([signal, limit.signal]);
}
