import type { ReactiveControllerHost } from 'lit';
import type { PlaybackState } from '../model/playback-state.js';
import type { ViewerMemory } from './preference-storage.js';
import type { PlayerTexts } from '../strings/texts.js';

/** A quality as the player names it. */
interface HostRendition {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly active: boolean;
}

/** A language or version of the sound as the player names it. */
interface HostAudioTrack {
  readonly id: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

/**
 * What everything around the controls needs to know of the player.
 *
 * @since 0.1.0
 */
export interface ChromeHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly state: PlaybackState;
  readonly uid: string | undefined;
  readonly engine: unknown;
  readonly paused: boolean;
  readonly duration: number;
  readonly label: string;
  readonly poster: string | undefined;
  readonly noControls: boolean;
  readonly renditions: readonly HostRendition[];
  readonly audioTracks: Iterable<HostAudioTrack>;
  selectedRendition: string | null;
  currentTime: number;
  muted: boolean;
  volume: number;
  playbackRate: number;
  defaultPlaybackRate: number;
  /** Where preferences are kept, if not where all players keep theirs; `null` for nowhere. */
  readonly memory?: ViewerMemory | null;
  play(): Promise<void>;
  pause(): void;
  texts: PlayerTexts | undefined;
  /** Takes the language of the page, now and when that changes. */
  localize(): void;
  /** A still of the video; `undefined` where there is none. */
  still(time: number | undefined, height: number | undefined, signal: AbortSignal): Promise<ImageBitmap | undefined>;
}

/** What all players of a page share. */
export interface ChromeHostClass {
  readonly memory: ViewerMemory | null | undefined;
}
