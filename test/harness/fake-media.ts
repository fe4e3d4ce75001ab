// A <video> with the state and events that a test wants, and a `MediaObserver` of it.
import { onMediaEvents, type MediaEventType } from '../../src/player/model/media-events.js';

/** The state that can be set. */
export interface FakeVideo extends EventTarget {
  currentTime: number;
  readyState: number;
  paused: boolean;
  muted: boolean;
  volume: number;
}

/** Takes the place of a `MediaObserver`. */
export class FakeMedia {
  readonly fake: FakeVideo;
  readonly video: HTMLVideoElement;

  constructor(state: Partial<FakeVideo> = {}) {
    const video = Object.assign(new EventTarget(), {
      currentTime: 0,
      readyState: HTMLMediaElement.HAVE_ENOUGH_DATA,
      paused: false,
      muted: false,
      volume: 1,
      getRootNode: () => ({}),
      ...state,
    });
    this.fake = video;
    this.video = video as unknown as HTMLVideoElement;
  }

  on(
    types: readonly MediaEventType[],
    listener: (type: MediaEventType) => void,
    { signal }: { readonly signal: AbortSignal },
  ): void {
    onMediaEvents(this.video, (type) => types.includes(type) && listener(type), signal);
  }

  /** Fires an event, after setting the state that comes with it. */
  say(type: MediaEventType, state: Partial<Omit<FakeVideo, keyof EventTarget>> = {}): void {
    Object.assign(this.fake, state);
    this.video.dispatchEvent(new Event(type));
  }
}

/** Time ranges, as of a media element. */
export const timeRanges = (...ranges: readonly (readonly [start: number, end: number])[]): TimeRanges => ({
  length: ranges.length,
  start: (index) => ranges[index]![0],
  end: (index) => ranges[index]![1],
});
