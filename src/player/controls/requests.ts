import type { CaptionStyle } from '../model/caption-style.js';

/** Requests of the controls and their details; `null` means no detail. */
export interface PlayerRequests {
  'play-request': null;
  'pause-request': null;
  /** Seeks to `time`, in seconds from the start. */
  'seek-request': { readonly time: number };
  /** Skips by some seconds; negative ones skip back. */
  'skip-request': { readonly seconds: number };
  'mute-request': { readonly muted: boolean };
  /** Sets the volume, from 0 to 1. */
  'volume-request': { readonly volume: number };
  /** Goes to the live edge. */
  'live-request': null;
  /** Sets the playback rate; 1 is normal speed. */
  'rate-request': { readonly playbackRate: number };
  /** Selects a rendition; `null` makes the choice automatic again. */
  'quality-request': { readonly id: string | null };
  'audio-request': { readonly id: string };
  /** Shows the captions of a track; `null` turns captions off. */
  'captions-request': { readonly id: string | null };
  'caption-style-request': CaptionStyle;
  /** Shows the remaining time, or the elapsed time. */
  'time-left-request': { readonly timeLeft: boolean };
  /** Starts or ends a loop at the current time; `null` removes it. */
  'loop-request': { readonly edge: 'start' | 'end' | null };
  /** Opens the picker of AirPlay devices. */
  'airplay-request': null;
  /** Shows the list of shortcuts. */
  'help-request': null;
  /** Enters or leaves full screen. */
  'fullscreen-request': null;
  /** Enters or leaves picture-in-picture. */
  'picture-in-picture-request': null;
}

/** Event that carries a request: `PlayerRequestEvent<'seek-request'>`. */
export type PlayerRequestEvent<Name extends keyof PlayerRequests> = CustomEvent<PlayerRequests[Name]>;

/** Arguments after the name: none for a request without a detail. */
type DetailArgument<Name extends keyof PlayerRequests> = PlayerRequests[Name] extends null
  ? []
  : [detail: PlayerRequests[Name]];

/** Sends a request to the player. Bubbles, but does not leave the shadow root in which the part is drawn. */
export function request<Name extends keyof PlayerRequests>(
  target: EventTarget,
  name: Name,
  ...[detail]: DetailArgument<Name>
): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: false, detail: detail ?? null }));
}
