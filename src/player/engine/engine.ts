import type { EngineName } from './engine-choice.js';
import type { StreamError } from '../../shared/errors.js';
import type { AudioTrack, Rendition } from './rendition.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { VideoDelivery } from '../delivery/video-delivery.js';

/** What is done while an engine loads its source anew, and that it has. */
export type ReloadEvent = 'play' | 'pause' | 'seeking' | 'done';

/** What an engine plays, and who hears from it. */
export interface EngineOptions {
  readonly video: HTMLVideoElement;
  /** What it goes by when it begins or begins anew, and what it keeps up to date. */
  readonly intent: PlaybackIntent;
  /** Where the video comes from; the token at hand is good when the engine is made. */
  readonly delivery: Pick<VideoDelivery, 'manifestUrl' | 'tokens' | 'urls' | 'prefetch'>;
  /** Tallest rendition in pixels that is chosen by itself; `undefined` leaves it to the size of the player. */
  readonly maxHeight?: number | undefined;
  /** Playback cannot go on; the engine has tried what it can. */
  onError(error: StreamError): void;
  /** Renditions, tracks or which of them is playing have changed. */
  onTracks(): void;
  /** So many more seconds of video were fetched. */
  onFetched(seconds: number): void;
  /** Something was done while the engine reloads underneath, or that is over. */
  onReloading(what: ReloadEvent): void;
  /** Covers the video with its last frame until the function that is given back is called. */
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
  /** Plays; resolves when it does. */
  play(): Promise<void>;
  pause(): void;
  /** Moves the playback position, in seconds; `Infinity` is what happens now. */
  seek(time: number): void;
  /** Where a broadcast is joined, in seconds: as near to what happens now as it plays without a break. */
  readonly livePosition: number;
  /** Position in seconds as the viewer sees it, also while the engine reloads underneath. */
  readonly currentTime: number;
  /** Whether what the `<video>` says is the engine's own doing and none of the page's business. */
  readonly reloading: boolean;
  /** Bytes that have come of the segments under way; `undefined` where the browser itself loads. */
  readonly arrivingBytes: number | undefined;
  /** Fetches nothing more until {@link PlaybackEngine.resume}. */
  suspend(): void;
  /** Goes on fetching, also after a failure. */
  resume(): void;
  readonly renditions: readonly Rendition[];
  /** Id of the rendition that was chosen by hand; `null` while the engine chooses. */
  selectedRendition: string | null;
  readonly audioTracks: readonly AudioTrack[];
  destroy(): void;
}

/** Where a range of times ends, in seconds; 0 where there is none. */
export const endOf = (times: TimeRanges): number => (times.length > 0 ? times.end(times.length - 1) : 0);
