/**
 * A signal for one request: aborts when `signal` does, and also when no whole answer is there after `ms` milliseconds.
 *
 * @since 0.1.0
 */
export function withTimeout(signal: AbortSignal | undefined, ms: number): AbortSignal {
  const late = AbortSignal.timeout(ms);
  return signal ? AbortSignal.any([signal, late]) : late;
}
