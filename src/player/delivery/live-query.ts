/** How a broadcast is watched. */
export interface LiveOptions {
  /** Seconds behind what happens rather than tens of them, where the input is set up for it. */
  readonly lowLatency: boolean;
  /** Back to the beginning of the broadcast. */
  readonly dvr: boolean;
}

/**
 * What is added to the address of a master playlist, for a broadcast.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/dvr-for-live/
 * @since 0.1.0
 */
export function liveQuery({ lowLatency, dvr }: LiveOptions): string {
  const query = [lowLatency && 'protocol=llhls', dvr && 'dvrEnabled=true'].filter(Boolean).join('&');
  return query && `?${query}`;
}
