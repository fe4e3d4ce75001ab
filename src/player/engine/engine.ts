import type { HlsConfig } from 'hls.js';
import type { StartedMedia } from './track-feed.js';
import type { EngineName } from './engine-choice.js';
import type { StreamError } from '../../shared/errors.js';
import type { AudioTrack, Rendition } from './rendition.js';
import type { ResolutionLimits } from '../delivery/resolution-limits.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { VideoDelivery } from '../delivery/video-delivery.js';

/** Options that hls.js is made with. */
export type HlsOptions = Partial<HlsConfig>;

/** Action during an engine's reload of its source, or its end. */
export type ReloadEvent = 'play' | 'pause' | 'seeking' | 'done';

/** Video that an engine plays, and who hears from it. */
export interface EngineOptions {
  readonly video: HTMLVideoElement;
  /** Wishes that it follows when it begins or restarts, and keeps up to date. */
  readonly intent: PlaybackIntent;
  /** Delivery of the video; the token at hand is good when the engine is made. */
  readonly delivery: Pick<VideoDelivery, 'manifestUrl' | 'tokens' | 'urls' | 'prefetch'>;
  /** Tallest rendition in pixels that is chosen by itself; `undefined` leaves it to the size of the player. */
  readonly maxHeight?: number | undefined;
  /** Qualities that the page offers, by hand and by itself. */
  readonly limits?: ResolutionLimits | undefined;
  /** What the viewer has chosen for all videos: a quality by the shorter side in pixels, and a language of the sound. */
  readonly preferred?: { readonly height: number | undefined; readonly audio: string | undefined };
  /** Options of the page's own for hls.js. */
  readonly hlsConfig?: HlsOptions | undefined;
  /** Hears that playback cannot go on; the engine has tried what it can. */
  onError(error: StreamError): void;
  /** Hears that renditions, tracks or which of them is playing have changed. */
  onTracks(): void;
  /** Hears how many more seconds of video were fetched, and the key of the segment. */
  onFetched(seconds: number, key?: string): void;
  /** Hears what is done while the engine reloads underneath, and when that is over. */
  onReloading(what: ReloadEvent): void;
  /** Covers the video with its last frame until the function that is returned is called. */
  holdFrame(): () => void;
}

/** Player of a source in a `<video>`, which plays on while tokens come and go. */
export interface PlaybackEngine {
  readonly name: EngineName;
  /** Instance of hls.js, for those who need it; `undefined` with the native engine. */
  readonly instance: unknown;
  /** Takes up a new token. */
  tokenRenewed(): void;
  /** Plays; resolves when it does. */
  play(): Promise<void>;
  pause(): void;
  /** Moves the playback position, in seconds; `Infinity` is the live edge. */
  seek(time: number): void;
  /** Position at which a broadcast is joined, in seconds: as near to the live edge as it plays without a break. */
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

/** Class of an engine. */
export type EngineClass = new (options: EngineOptions, started?: StartedMedia) => PlaybackEngine;

/** Gives the end of the last range, in seconds; 0 where there is none. */
export const endOf = (times: TimeRanges): number => (times.length > 0 ? times.end(times.length - 1) : 0);
