/** Level of a log line: `warn` for mistakes of clients, `error` for failures of this server. */
export type LogLevel = 'info' | 'warn' | 'error';

/**
 * Log entry. It has no member for paths, headers, bodies or foreign messages, so that no line can contain a token, a
 * key or an upload URL.
 */
export interface LogEntry {
  readonly level: LogLevel;
  readonly event: 'start' | 'request' | 'webhook' | 'poll' | 'failure';
  /** Id of the request, also sent as `X-Request-Id`. */
  readonly id?: string | undefined;
  readonly method?: string | undefined;
  /** The route's pattern, such as `/api/videos/:uid/token`. */
  readonly route?: string | undefined;
  readonly uid?: string | undefined;
  readonly status?: number | undefined;
  readonly durationMs?: number | undefined;
  /** Code of the error response, of a rejected webhook, of the poll or of the start. */
  readonly code?: string | undefined;
  /** Name of an unexpected error, and where it was thrown. */
  readonly errorName?: string | undefined;
  readonly at?: string | undefined;
}

/** Writes a log entry. */
export type Log = (entry: LogEntry) => void;

/** Formats an entry as one line of JSON. */
export function formatLogEntry(entry: LogEntry, now: Date = new Date()): string {
  return JSON.stringify({ time: now.toISOString(), ...entry });
}

/** Describes an unexpected error by its kind and place, but without its message, which may quote anything. */
export function describeFailure(error: unknown): Pick<LogEntry, 'errorName' | 'code' | 'at'> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const { name, message, stack = '' } = error;
  // Such as ECONNREFUSED, or an SQLSTATE of five characters.
  const code = 'code' in error && /^[A-Z0-9_]{2,40}$/.test(String(error.code)) ? String(error.code) : undefined;
  // The stack begins with the message.
  const frames = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const frame = /^ +at (?:.*\()?([^()]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
  return { errorName: name, code, at: frame?.split('/').slice(-3).join('/') };
}
