import type { CaptionStyle } from '../model/caption-style.js';

/** Requests of the controls, each with the detail that it carries; `null` is none. */
export interface PlayerRequests {
  'play-request': null;
  'pause-request': null;
  /** To go to `time`, in seconds from the start. */
  'seek-request': { readonly time: number };
  /** To go some seconds on, or back. */
  'skip-request': { readonly seconds: number };
  'mute-request': { readonly muted: boolean };
  /** To set the volume, from 0 to 1. */
  'volume-request': { readonly volume: number };
  /** To go on where the live picture is. */
  'live-request': null;
  /** To play at another speed; 1 is the recorded one. */
  'rate-request': { readonly playbackRate: number };
  /** To play a rendition, or with `null` to choose again by itself. */
  'quality-request': { readonly id: string | null };
  'audio-request': { readonly id: string };
  /** To show the captions of a track, or with `null` none. */
  'captions-request': { readonly id: string | null };
  'caption-style-request': CaptionStyle;
  /** To show how much is left, or how much has passed. */
  'time-left-request': { readonly timeLeft: boolean };
  /** To go round from here, or up to here, or with `null` not any more. */
  'loop-request': { readonly edge: 'start' | 'end' | null };
  /** To choose a device to play on. */
  'airplay-request': null;
  /** To show which keys do what. */
  'help-request': null;
  /** To enter full screen, or to leave it. */
  'fullscreen-request': null;
  /** To enter picture in picture, or to leave it. */
  'picture-in-picture-request': null;
}

/** The event a request travels as: `PlayerRequestEvent<'seek-request'>`. */
export type PlayerRequestEvent<Name extends keyof PlayerRequests> = CustomEvent<PlayerRequests[Name]>;

/** Arguments after the name: none where a request carries nothing. */
type DetailArgument<Name extends keyof PlayerRequests> = PlayerRequests[Name] extends null
  ? []
  : [detail: PlayerRequests[Name]];

/**
 * Asks for something to be done to the video. Bubbles, and does not leave the shadow root of whoever draws the part.
 */
export function request<Name extends keyof PlayerRequests>(
  target: EventTarget,
  name: Name,
  ...[detail]: DetailArgument<Name>
): void {
  target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: false, detail: detail ?? null }));
}
