import { LitElement } from 'lit';

const NO_RANGES: TimeRanges = {
  length: 0,
  start: () => { throw new RangeError('There is no range.'); },
  end: () => { throw new RangeError('There is no range.'); },
};

/**
 * What a host has in common with an `HTMLVideoElement`, answered by the `<video>` inside, or by the values of a media
 * element without a source as long as there is none.
 *
 * @since 0.1.0
 */
export abstract class MediaHost extends LitElement {
  /** The `<video>`, once there is one. */
  protected abstract get media(): HTMLVideoElement | undefined;

  /** Length in seconds; `NaN` until it is known. */
  get duration(): number {
    return this.media?.duration ?? NaN;
  }
  /** Whether playback is paused. */
  get paused(): boolean {
    return this.media?.paused ?? true;
  }
  /** Whether the end was reached. */
  get ended(): boolean {
    return this.media?.ended ?? false;
  }
  /** Whether a seek is under way. */
  get seeking(): boolean {
    return this.media?.seeking ?? false;
  }
  /** What is buffered, in seconds. */
  get buffered(): TimeRanges {
    return this.media?.buffered ?? NO_RANGES;
  }
  /** Where one may seek to, in seconds. */
  get seekable(): TimeRanges {
    return this.media?.seekable ?? NO_RANGES;
  }
  /** What was played, in seconds. */
  get played(): TimeRanges {
    return this.media?.played ?? NO_RANGES;
  }
  /** How much is there, as `HTMLMediaElement.readyState`, 0–4. */
  get readyState(): number {
    return this.media?.readyState ?? 0;
  }
  /** Width of the picture in pixels; 0 until it is known. */
  get videoWidth(): number {
    return this.media?.videoWidth ?? 0;
  }
  /** Height of the picture in pixels; 0 until it is known. */
  get videoHeight(): number {
    return this.media?.videoHeight ?? 0;
  }
  /** Captions and other text tracks; `undefined` until the video is wanted. */
  get textTracks(): TextTrackList | undefined {
    return this.media?.textTracks;
  }
}
