import type { DeliveryOptions } from '../delivery/video-delivery.js';
import type { DeliveryTotals } from '../delivery/delivery-meter.js';
import type { HlsOptions } from '../engine/engine.js';
import type { EnginePreference } from '../engine/engine-choice.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { PlaybackEvent, PlaybackState } from '../model/playback-state.js';
import type { snapshotMedia } from '../model/snapshot-media.js';
import type { PlaybackToken } from '../token/token.js';
import type { RestorablePlayer } from './restore-viewer.js';
import type { StyledPlayer } from './not-ready-panel.js';

/** Options of the element about its source, read when a source is opened. */
export interface PlaybackOptions extends DeliveryOptions {
  readonly engine: EnginePreference;
  /** `lowest`, or the height of the rendition to begin with; otherwise what fits the line and the box. */
  readonly startQuality: string | undefined;
}

/** Wishes of the page about qualities and hls.js, read when an engine is made. */
export interface QualityWishes {
  readonly minResolution?: string | undefined;
  readonly maxResolution?: string | undefined;
  readonly hlsConfig?: HlsOptions | undefined;
}

/** State of a video at one moment. */
export type MediaReading = ReturnType<typeof snapshotMedia> & {
  readonly livePosition: number;
  /** Whether it was played, or sought by somebody, since it was opened. */
  readonly hasBegun: boolean;
  /** Whether a frame of what has begun is on the screen. */
  readonly hasFrame: boolean;
};

/** Element as the controller sees it, beyond asking its host for an update. */
export interface PlaybackControllerOptions {
  options(): PlaybackOptions;
  onState(state: PlaybackState): void;
  onToken(token: PlaybackToken): void;
  /** Hears that renditions, tracks, or which of them is playing have changed. */
  onTracks(): void;
  onDelivery(totals: DeliveryTotals): void;
  /** Hears each event of the `<video>` that the page should hear. */
  onMedia(type: string): void;
  /** Hears that there is something new to draw. */
  onReading(): void;
  /** Gets the canvas for the last frame while a source is swapped. */
  heldCanvas(): HTMLCanvasElement | null;
  /** Hears that the last frame is shown from now on, or not any more. */
  onHold(isHeld: boolean): void;
  /** Tells whether it may be heard together with other players. */
  sharesAudio(): boolean;
}

/** Player as a session sees it. */
export interface PlaybackSessionOptions extends Omit<PlaybackControllerOptions, 'options' | 'onState'> {
  readonly element: HTMLElement;
  readonly options: PlaybackOptions;
  readonly intent: PlaybackIntent;
  send(event: PlaybackEvent): void;
  /** Hears that the `<video>` has its source, maybe once more. */
  onEngine(): void;
  pause(): void;
}

/** Player that may show some of its video before that is played. */
interface PreviewedPlayer {
  readonly hoverPreview: boolean;
  readonly posterTime: number | undefined;
  readonly state: PlaybackState;
  bring<Code>(load: () => Promise<Code>): Promise<Code | undefined>;
}

/** Player that tells its page of errors, also of those by which its state stays as it is. */
interface TellingPlayer {
  tellError(state: PlaybackState): void;
}

/** The same, with what is restored when the source is opened for the first time. */
export interface PlaybackSessionHost extends PlaybackSessionOptions {
  readonly element: HTMLElement & RestorablePlayer & StyledPlayer & PreviewedPlayer & QualityWishes & TellingPlayer;
}

/** Actions for playback that does not go on. */
export interface RecoveryOptions {
  send(event: PlaybackEvent): void;
  /** Goes on fetching, where it stopped. */
  resume(): void;
  /** Restarts the engine, `skipSeconds` further on. */
  restart(skipSeconds?: number): void;
}
