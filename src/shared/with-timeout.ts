/** Creates a signal for one request: it aborts with `signal`, or after `ms` milliseconds. */
export function withTimeout(signal: AbortSignal | undefined, ms: number): AbortSignal {
  const late = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, late]) : late;
}
