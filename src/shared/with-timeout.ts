/** Makes a signal for one request: it aborts when `signal` does, and when `ms` milliseconds are over. */
export function withTimeout(signal: AbortSignal | undefined, ms: number): AbortSignal {
  const late = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, late]) : late;
}
