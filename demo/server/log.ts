/** How much a line matters: `warn` for what someone did wrong to us, `error` for what we cannot do. */
export type LogLevel = 'info' | 'warn' | 'error';

/**
 * One thing that happened. There is no member for a path, a header, a body or a message of someone else's, so that no
 * line can hold a token, a key or an upload URL.
 */
export interface LogEntry {
  readonly level: LogLevel;
  readonly event: 'start' | 'request' | 'webhook' | 'poll' | 'failure';
  /** The id that the answer carries as `X-Request-Id`. */
  readonly id?: string | undefined;
  readonly method?: string | undefined;
  /** The route's pattern, such as `/api/videos/:uid/token`. */
  readonly route?: string | undefined;
  readonly uid?: string | undefined;
  readonly status?: number | undefined;
  readonly durationMs?: number | undefined;
  /** The code of the error that was answered, why a webhook was not taken, what the poll found or the start has to say. */
  readonly code?: string | undefined;
  /** Name of an error that nobody expected, and where in the code it was thrown. */
  readonly errorName?: string | undefined;
  readonly at?: string | undefined;
}

/** Takes what happened. */
export type Log = (entry: LogEntry) => void;

/** Writes an entry as one line of JSON. */
export function formatLogEntry(entry: LogEntry, now: Date = new Date()): string {
  return JSON.stringify({ time: now.toISOString(), ...entry });
}

/**
 * What may be said of an error that nobody expected: its kind and its place, but not its message, which may quote
 * anything.
 */
export function describeFailure(error: unknown): Pick<LogEntry, 'errorName' | 'code' | 'at'> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { name, message, stack = '' } = error;
  // Such as ECONNREFUSED, or the five characters of an SQL state.
  const code = 'code' in error && /^[A-Z0-9_]{2,40}$/.test(String(error.code)) ? String(error.code) : undefined;
  // The stack begins with the message.
  const frames = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const frame = /^ +at (?:.*\()?([^()]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
  return { errorName: name, code, at: frame?.split('/').slice(-3).join('/') };
}
