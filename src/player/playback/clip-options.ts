import type { MediaEventType } from '../model/media-events.js';

/** Parts of the player that playing a clip needs. */
export interface ClippedPlayer {
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly loop: boolean;
  /** Start and end of the loop, in seconds. */
  readonly loopRange: readonly [start: number, end: number] | null;
  pause(): void;
  play(): Promise<void>;
}

/** `<video>` that can be observed and sought in. */
export interface ClippedMedia {
  readonly currentTime: number;
  readonly reading: { readonly paused: boolean; readonly duration: number; readonly playbackRate: number };
  seek(time: number): void;
  on(
    types: readonly MediaEventType[],
    listener: (type: MediaEventType) => void,
    options: { readonly signal: AbortSignal },
  ): void;
}

/** The same, with a limit for seeking. */
export interface ProgressMedia extends ClippedMedia {
  /** Latest seekable position, in seconds. */
  limit: number;
}

/** Tells whether only part of a video is to be played. */
export const isClipped = ({ startTime, endTime, loop, loopRange }: ClippedPlayer): boolean =>
  Boolean(endTime ?? loopRange ?? (loop && startTime));
