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

/** Options of the element about its source, read when the source is opened. */
export interface PlaybackOptions extends DeliveryOptions {
  readonly engine: EnginePreference;
  /** `lowest`, or the height of the first rendition; otherwise, bandwidth and player size decide. */
  readonly startQuality: string | undefined;
}

/** The page's options for qualities and hls.js, read when an engine is created. */
export interface QualityWishes {
  readonly minResolution?: string | undefined;
  readonly maxResolution?: string | undefined;
  readonly hlsConfig?: HlsOptions | undefined;
}

/** State of a video at one moment. */
export type MediaReading = ReturnType<typeof snapshotMedia> & {
  readonly livePosition: number;
  /** Whether it has played, or somebody has sought, since it was opened. */
  readonly hasBegun: boolean;
  /** Whether a frame of the video is on the screen. */
  readonly hasFrame: boolean;
};

/** Callbacks of the controller to its element. */
export interface PlaybackControllerOptions {
  options(): PlaybackOptions;
  onState(state: PlaybackState): void;
  onToken(token: PlaybackToken): void;
  /** Called when renditions, tracks, or the active ones have changed. */
  onTracks(): void;
  onDelivery(totals: DeliveryTotals): void;
  /** Called with each event of the `<video>` that the page should get. */
  onMedia(type: string): void;
  /** Called when there is something new to draw. */
  onReading(): void;
  /** Returns the canvas that shows the last frame during a swap of the source. */
  heldCanvas(): HTMLCanvasElement | null;
  /** Called when the last frame is shown, or no longer shown. */
  onHold(isHeld: boolean): void;
  /** Tells whether it may play sound together with other players. */
  sharesAudio(): boolean;
}

/** Player as seen by its session. */
export interface PlaybackSessionOptions extends Omit<PlaybackControllerOptions, 'options' | 'onState'> {
  readonly element: HTMLElement;
  readonly options: PlaybackOptions;
  readonly intent: PlaybackIntent;
  send(event: PlaybackEvent): void;
  /** Called whenever the `<video>` gets its source. */
  onEngine(): void;
  pause(): void;
}

/** Player that can show a preview before playback. */
interface PreviewedPlayer {
  readonly hoverPreview: boolean;
  readonly posterTime: number | undefined;
  readonly state: PlaybackState;
  bring<Code>(load: () => Promise<Code>): Promise<Code | undefined>;
}

/** Player that reports errors to its page, even those that leave its state unchanged. */
interface TellingPlayer {
  tellError(state: PlaybackState): void;
}

/** Player as seen by its session, with the preferences that are restored when the source is first opened. */
export interface PlaybackSessionHost extends PlaybackSessionOptions {
  readonly element: HTMLElement & RestorablePlayer & StyledPlayer & PreviewedPlayer & QualityWishes & TellingPlayer;
}

/** Actions for recovering playback. */
export interface RecoveryOptions {
  send(event: PlaybackEvent): void;
  /** Resumes fetching. */
  resume(): void;
  /** Restarts the engine, `skipSeconds` ahead. */
  restart(skipSeconds?: number): void;
}
