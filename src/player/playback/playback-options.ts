import type { DeliveryOptions } from '../delivery/video-delivery.js';
import type { DeliveryTotals } from '../delivery/delivery-meter.js';
import type { EnginePreference } from '../engine/engine-choice.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { PlaybackEvent, PlaybackState } from '../model/playback-state.js';
import type { snapshotMedia } from '../model/snapshot-media.js';
import type { PlaybackToken } from '../token/token.js';

/** What the element says about its source, read when a source is opened. */
export interface PlaybackOptions extends DeliveryOptions {
  readonly engine: EnginePreference;
}

/** What can be seen of a video at one moment. */
export type MediaReading = ReturnType<typeof snapshotMedia> & { readonly livePosition: number };

/** What the controller asks the element, and whom it tells, besides asking its host for an update. */
export interface PlaybackControllerOptions {
  options(): PlaybackOptions;
  onState(state: PlaybackState): void;
  onToken(token: PlaybackToken): void;
  /** Renditions, tracks, or which of them is playing have changed. */
  onTracks(): void;
  onDelivery(totals: DeliveryTotals): void;
  /** The `<video>` has said something of which everybody should know. */
  onMedia(type: string): void;
  /** What there is to draw has changed. */
  onReading(): void;
  /** What the last frame is drawn on while a source is swapped. */
  heldCanvas(): HTMLCanvasElement | null;
  /** It is shown from now on, or not any more. */
  onHold(isHeld: boolean): void;
  /** Whether it may be heard together with other players. */
  sharesAudio(): boolean;
}

/** The player as a session sees it. */
export interface PlaybackSessionOptions extends Omit<PlaybackControllerOptions, 'options' | 'onState'> {
  readonly element: HTMLElement;
  readonly options: PlaybackOptions;
  readonly intent: PlaybackIntent;
  send(event: PlaybackEvent): void;
  /** The `<video>` has its source, maybe once more. */
  onEngine(): void;
  pause(): void;
}

/** What can be done for playback that does not go on. */
export interface RecoveryOptions {
  send(event: PlaybackEvent): void;
  /** Goes on fetching, where it stopped. */
  resume(): void;
  /** Sets the engine up anew, so many seconds further on. */
  restart(skipSeconds?: number): void;
}
