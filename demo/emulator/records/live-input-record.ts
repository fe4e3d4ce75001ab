/**
 * Connection of an encoder to its input, as the API names it; `null` before the first one.
 *
 * @see https://developers.cloudflare.com/api/resources/stream/subresources/live_inputs/
 */
export type LiveInputStatus =
  | 'connected'
  | 'reconnected'
  | 'reconnecting'
  | 'client_disconnect'
  | 'ttl_exceeded'
  | 'failed_to_connect'
  | 'failed_to_reconnect'
  | 'new_configuration_accepted'
  | null;

/** Handling of what an input receives. */
export interface LiveRecording {
  /** Nothing can be played, nor is anything kept, unless it is `automatic`. */
  readonly mode: 'off' | 'automatic';
  readonly requireSignedURLs: boolean;
  readonly allowedOrigins: readonly string[];
  readonly hideLiveViewerCount: boolean;
  /** Seconds that a broadcast waits for its encoder to come back. */
  readonly timeoutSeconds: number;
}

/** Options of a live input. */
export interface LiveInputOptions {
  readonly meta: Readonly<Record<string, unknown>>;
  readonly enabled: boolean;
  readonly preferLowLatency: boolean;
  readonly deleteRecordingAfterDays: number | null;
  readonly defaultCreator: string | null;
  readonly recording: LiveRecording;
}

/** Credentials of encoders. Never logged. */
export interface LiveInputKeys {
  readonly streamKey: string;
  readonly playbackKey: string;
  readonly passphrase: string;
  readonly playbackPassphrase: string;
  readonly publishSecret: string;
}

/** Everything that is kept about a live input. */
export interface LiveInputRecord extends LiveInputOptions {
  readonly uid: string;
  readonly created: string;
  readonly modified: string;
  readonly keys: LiveInputKeys;
  readonly keysRotatedAt: string | null;
  readonly status: LiveInputStatus;
  /** The broadcast that is on, or the last one. */
  readonly videoUid: string | null;
  /** Whether the connected encoder uses WHIP: then there is no video, and no playlist. */
  readonly isWebRtc?: boolean;
}
