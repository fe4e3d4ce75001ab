import type { EnginePreference } from '../engine/engine-choice.js';
import type { PlaybackEvent, PlaybackState } from '../model/playback-state.js';
import type { LiveOptions } from '../delivery/live-query.js';
import type { StreamSource } from '../delivery/source.js';
import type { PlaybackToken } from '../token/token.js';
import type { snapshotMedia } from '../model/snapshot-media.js';
import type { DeliveryTotals } from '../delivery/delivery-meter.js';
import type { GetToken } from '../token/token-registry.js';

/** What the element says about its source, read when a source is opened. */
export interface PlaybackOptions extends LiveOptions {
  readonly source: StreamSource;
  readonly engine: EnginePreference;
  readonly token?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
  readonly marginSeconds?: number | undefined;
}

/** What can be seen of a video at one moment. */
export type MediaReading = ReturnType<typeof snapshotMedia> & { readonly livePosition: number };

/** Whom the controller tells, besides asking its host for an update. */
export interface PlaybackListener {
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
  sharesSound(): boolean;
}

/** The player as a session sees it. */
export interface SessionHost extends Omit<PlaybackListener, 'options' | 'onState'> {
  readonly element: HTMLElement;
  video(): HTMLVideoElement;
  readonly options: PlaybackOptions;
  state(): PlaybackState;
  send(event: PlaybackEvent): void;
  /** The `<video>` has its source, maybe once more. */
  onEngine(): void;
  pause(): void;
}
