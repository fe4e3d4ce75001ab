/** How a server's time was learnt: its `Date` header, and the local clock around the request that brought it. */
export interface ClockReading {
  /** Value of the `Date` header, or `null` where it cannot be read (a cross-origin answer that does not expose it). */
  readonly dateHeader: string | null;
  /** Local time when the request left, in milliseconds since the epoch. */
  readonly sentAt: number;
  /** Local time when the answer was there, in milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** `Date` has a resolution of one second. */
const DATE_RESOLUTION_MS = 1000;
/**
 * So many milliseconds a busy server's `Date` may lag behind: servers write it once a second. Believing it would make
 * tokens seem to live longer than they do.
 */
const DATE_LAG_MS = 2000;

/**
 * What has to be added to the local clock to get the server's, in milliseconds: 0 where the two agree as far as a
 * header of whole seconds can tell, `undefined` where the server's time is unknown.
 *
 * @since 0.1.0
 */
export function clockOffsetMs({ dateHeader, sentAt, receivedAt }: ClockReading): number | undefined {
  const date = Date.parse(dateHeader ?? '');
  if (Number.isNaN(date)) return undefined;
  if (sentAt < date + DATE_RESOLUTION_MS + DATE_LAG_MS && receivedAt >= date) return 0;
  // The later end of the second: a token that seems to end too early is renewed early, which costs nothing.
  return date + DATE_RESOLUTION_MS - receivedAt;
}
