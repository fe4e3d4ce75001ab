import type { MediaEventType } from '../model/media-events.js';

/** Player as far as it plays only a part of its video. */
export interface ClippedPlayer {
  readonly startTime: string | undefined;
  readonly endTime: string | undefined;
  readonly loop: boolean;
  /** Start and end of what is played again and again, in seconds. */
  readonly loopRange: readonly [start: number, end: number] | null;
  pause(): void;
  play(): Promise<void>;
}

/** A `<video>` that is listened to, and can be sought in. */
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

/** The same, where one may seek only so far. */
export interface ProgressMedia extends ClippedMedia {
  /** Latest position that can be sought, in seconds. */
  limit: number;
}

/** Tells whether only a part of a video is wanted. */
export const isClipped = ({ startTime, endTime, loop, loopRange }: ClippedPlayer): boolean =>
  Boolean(endTime ?? loopRange ?? (loop && startTime));
