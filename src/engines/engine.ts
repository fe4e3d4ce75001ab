import type { EngineName } from '../core/engine-choice.js';
import type { StreamError } from '../core/errors.js';
import type { TokenSource } from '../core/token-source.js';

/** What an engine plays, and who hears from it. */
export interface EngineInput {
  readonly video: HTMLVideoElement;
  /** Address of the master playlist, by uid or with a token that may be out of date. */
  readonly manifestUrl: string;
  /** Where tokens come from; the one at hand is good when the engine is made. */
  readonly tokens: TokenSource;
  /** Playback cannot go on; the engine has tried what it can. */
  onError(error: StreamError): void;
  /** Covers the picture with its last frame until the function that is given back is called. */
  holdFrame(): () => void;
}

/**
 * Puts a source into a `<video>` and keeps it playing while tokens come and go.
 *
 * @since 0.1.0
 */
export interface PlaybackEngine {
  readonly name: EngineName;
  /** hls.js itself, for those who need it; `undefined` with the native engine. */
  readonly instance: unknown;
  /** A new token has arrived. */
  tokenRenewed(): void;
  /** Moves the playback position, in seconds. */
  seek(time: number): void;
  /** Position in seconds as the viewer sees it, also while the engine reloads underneath. */
  readonly currentTime: number;
  /** Whether what the `<video>` says is the engine's own doing and none of the page's business. */
  readonly reloading: boolean;
  destroy(): void;
}
