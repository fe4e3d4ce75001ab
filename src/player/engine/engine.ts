import type { HlsConfig } from 'hls.js';
import type { StartedMedia } from './track-feed.js';
import type { EngineName } from './engine-choice.js';
import type { StreamError } from '../../shared/errors.js';
import type { AudioTrack, Rendition } from './rendition.js';
import type { ResolutionLimits } from '../delivery/resolution-limits.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { VideoDelivery } from '../delivery/video-delivery.js';

/** Options of hls.js. */
export type HlsOptions = Partial<HlsConfig>;

/** What the page does while the engine reloads its source, or the end of the reload. */
export type ReloadEvent = 'play' | 'pause' | 'seeking' | 'done';

/** Video to play, and callbacks of the engine. */
export interface EngineOptions {
  readonly video: HTMLVideoElement;
  /** What page and viewer want: applied when the engine begins or restarts, and kept up to date by it. */
  readonly intent: PlaybackIntent;
  /** Delivery of the video; its token is valid when the engine is created. */
  readonly delivery: Pick<VideoDelivery, 'manifestUrl' | 'tokens' | 'urls' | 'prefetch'>;
  /** Highest rendition for automatic selection, in pixels; `undefined` leaves it to the player's size. */
  readonly maxHeight?: number | undefined;
  /** Qualities that the page allows, for automatic and manual selection. */
  readonly limits?: ResolutionLimits | undefined;
  /** The viewer's choices for all videos: quality by the shorter side in pixels, and audio language. */
  readonly preferred?: { readonly height: number | undefined; readonly audio: string | undefined };
  /** The page's own options for hls.js. */
  readonly hlsConfig?: HlsOptions | undefined;
  /** Called when playback cannot go on, after the engine has tried to recover. */
  onError(error: StreamError): void;
  /** Called when renditions, tracks or the active ones change. */
  onTracks(): void;
  /** Called with the seconds of video that were fetched, and the key of the segment. */
  onFetched(seconds: number, key?: string): void;
  /** Called on actions during a reload, and when it is done. */
  onReloading(what: ReloadEvent): void;
  /** Covers the video with its last frame; the returned function uncovers it. */
  holdFrame(): () => void;
}

/** Engine that plays a source in a `<video>` and goes on when the token changes. */
export interface PlaybackEngine {
  readonly name: EngineName;
  /** Instance of hls.js, for pages that need it; `undefined` with the native engine. */
  readonly instance: unknown;
  /** Applies a renewed token. */
  tokenRenewed(): void;
  /** Plays; resolves when playback has begun. */
  play(): Promise<void>;
  pause(): void;
  /** Moves the playback position, in seconds; `Infinity` is the live edge. */
  seek(time: number): void;
  /**
   * Position at which a live stream is joined, in seconds: as close to the live edge as it can play without stalling.
   */
  readonly livePosition: number;
  /** Position that the viewer sees, in seconds, also while the engine reloads its source. */
  readonly currentTime: number;
  /** Whether events of the `<video>` come from a reload and are not to be passed on to the page. */
  readonly reloading: boolean;
  /** Bytes received of the segments being loaded; `undefined` if the browser itself loads them. */
  readonly arrivingBytes: number | undefined;
  /** Stops fetching until {@link PlaybackEngine.resume}. */
  suspend(): void;
  /** Resumes fetching, also after a failure. */
  resume(): void;
  readonly renditions: readonly Rendition[];
  /** Id of the manually selected rendition; `null` while the selection is automatic. */
  selectedRendition: string | null;
  readonly audioTracks: readonly AudioTrack[];
  destroy(): void;
}

/** Class of an engine. */
export type EngineClass = new (options: EngineOptions, started?: StartedMedia) => PlaybackEngine;

/** Returns the end of the last range, in seconds; 0 if there is none. */
export const endOf = (times: TimeRanges): number => (times.length > 0 ? times.end(times.length - 1) : 0);
