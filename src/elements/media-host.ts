import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';

const NO_RANGES: TimeRanges = {
  length: 0,
  start: () => { throw new RangeError('There is no range.'); },
  end: () => { throw new RangeError('There is no range.'); },
};

/** What can be asked for before there is a `<video>` to ask, and is handed to it then. */
interface Wanted {
  muted?: boolean;
  volume?: number;
  playbackRate?: number;
  defaultPlaybackRate?: number;
  preservesPitch?: boolean;
  disablePictureInPicture?: boolean;
  disableRemotePlayback?: boolean;
}

const MEDIA_CONSTANTS = {
  NETWORK_EMPTY: 0, NETWORK_IDLE: 1, NETWORK_LOADING: 2, NETWORK_NO_SOURCE: 3,
  HAVE_NOTHING: 0, HAVE_METADATA: 1, HAVE_CURRENT_DATA: 2, HAVE_FUTURE_DATA: 3, HAVE_ENOUGH_DATA: 4,
};

/**
 * What a host has in common with an `HTMLVideoElement`, answered by the `<video>` inside, or by the values of a media
 * element without a source as long as there is none.
 *
 * @since 0.1.0
 */
export abstract class MediaHost extends LitElement {
  readonly #wanted: Wanted = {};

  /** The `<video>`, once there is one. */
  protected abstract get media(): HTMLVideoElement | undefined;
  /** The `<video>`, made now if there is none, and shown once it is wanted. */
  protected abstract ownMedia(): HTMLVideoElement;

  /** Length in seconds; `NaN` until it is known. */
  get duration(): number {
    return this.media?.duration ?? NaN;
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
  /** What the network does, as `HTMLMediaElement.networkState`, 0–3. */
  get networkState(): number {
    return this.media?.networkState ?? 0;
  }
  /** Width of the picture in pixels; 0 until it is known. */
  get videoWidth(): number {
    return this.media?.videoWidth ?? 0;
  }
  /** Height of the picture in pixels; 0 until it is known. */
  get videoHeight(): number {
    return this.media?.videoHeight ?? 0;
  }
  /** Captions and other text tracks. */
  get textTracks(): TextTrackList {
    return this.ownMedia().textTracks;
  }
  /** Whether there is no sound. */
  @property({ type: Boolean })
  get muted(): boolean {
    return this.#get('muted', false);
  }
  set muted(muted: boolean) {
    this.#set('muted', muted);
  }
  /** Loudness, 0–1. */
  get volume(): number {
    return this.#get('volume', 1);
  }
  set volume(volume: number) {
    this.#set('volume', Math.min(1, Math.max(0, volume)));
  }
  /** Speed; 1 is normal. */
  get playbackRate(): number {
    return this.#get('playbackRate', 1);
  }
  set playbackRate(rate: number) {
    this.#set('playbackRate', rate);
  }
  /** Speed that another source starts with. */
  get defaultPlaybackRate(): number {
    return this.#get('defaultPlaybackRate', 1);
  }
  set defaultPlaybackRate(rate: number) {
    this.#set('defaultPlaybackRate', rate);
  }
  /** Whether voices keep their pitch at other speeds. */
  get preservesPitch(): boolean {
    return this.#get('preservesPitch', true);
  }
  set preservesPitch(preserves: boolean) {
    this.#set('preservesPitch', preserves);
  }
  /** Whether picture-in-picture is not offered. */
  get disablePictureInPicture(): boolean {
    return this.#get('disablePictureInPicture', false);
  }
  set disablePictureInPicture(disable: boolean) {
    this.#set('disablePictureInPicture', disable);
  }
  /** Whether playing on another device is not offered. */
  get disableRemotePlayback(): boolean {
    return this.#get('disableRemotePlayback', false);
  }
  set disableRemotePlayback(disable: boolean) {
    this.#set('disableRemotePlayback', disable);
  }
  /** What `muted` was in the markup. */
  get defaultMuted(): boolean {
    return this.hasAttribute('muted');
  }
  set defaultMuted(muted: boolean) {
    this.toggleAttribute('muted', muted);
  }

  /** Whether this browser's `<video>` may play a type by itself: `''`, `maybe` or `probably`. */
  canPlayType(type: string): CanPlayTypeResult {
    return document.createElement('video').canPlayType(type);
  }
  /** Adds a text track for cues of your own. */
  addTextTrack(kind: TextTrackKind, label?: string, language?: string): TextTrack {
    return this.ownMedia().addTextTrack(kind, label, language);
  }
  /** Frames shown and dropped so far. */
  getVideoPlaybackQuality(): VideoPlaybackQuality {
    return this.ownMedia().getVideoPlaybackQuality();
  }
  /** Opens picture-in-picture. */
  requestPictureInPicture(): Promise<PictureInPictureWindow> {
    return this.ownMedia().requestPictureInPicture();
  }
  /** Calls back once the next frame is presented. */
  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    return this.ownMedia().requestVideoFrameCallback(callback);
  }
  /** Takes such a call back. */
  cancelVideoFrameCallback(handle: number): void {
    this.media?.cancelVideoFrameCallback(handle);
  }

  /** Hands over what was asked for before there was a `<video>`. */
  protected adoptMedia(media: HTMLVideoElement): void {
    Object.assign(media, this.#wanted);
  }

  #get<Name extends keyof Wanted>(name: Name, otherwise: NonNullable<Wanted[Name]>): NonNullable<Wanted[Name]> {
    return this.media?.[name] ?? this.#wanted[name] ?? otherwise;
  }

  #set<Name extends keyof Wanted>(name: Name, value: NonNullable<Wanted[Name]>): void {
    this.#wanted[name] = value;
    if (this.media) Object.assign(this.media, { [name]: value });
  }
}

/** The constants of `HTMLMediaElement`, on the class and on each element. */
export type MediaConstants = Readonly<typeof MEDIA_CONSTANTS>;

Object.assign(MediaHost, MEDIA_CONSTANTS);
Object.assign(MediaHost.prototype, MEDIA_CONSTANTS);
