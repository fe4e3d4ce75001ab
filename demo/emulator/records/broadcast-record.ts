/** Stored description of a broadcast: enough to compute what was shown at any time, so it continues after a restart. */
export interface BroadcastRecord {
  /** The encoded video that is fed to the input again and again. */
  readonly sourceUid: string;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  readonly segmentSeconds: number;
  readonly partSeconds: number;
  /** Seconds that a player can go back without DVR. */
  readonly windowSeconds: number;
  /** Times without a feed that are over: after how many seconds of the broadcast, and for how long. */
  readonly pauses: readonly { readonly atSeconds: number; readonly ms: number }[];
  /** Since when nothing has been fed, in milliseconds since the epoch. */
  readonly pausedAtMs: number | null;
  /** Duration of the broadcast in seconds; `null` while live. */
  readonly endSeconds: number | null;
  /** Whether low-latency playlists are offered. */
  readonly lowLatency: boolean;
}
