import { property } from 'lit/decorators/property.js';
import { MovableElement } from '../shared/movable-element.js';
import { nextTask } from '../shared/next-task.js';
import type { AudioTrack, Rendition } from './engine/rendition.js';
import type { Chapter, NewChapter } from './model/chapters.js';
import type { ChapterView } from './tracks/chapter-view.js';

/** `<video>` in Chromium, whose `controlsList` also takes a string. */
interface ListingVideo {
  controlsList?: DOMTokenList | string;
}

/** Array that fires events when items come and go; the code that fills it is loaded with the first session. */
export class MediaList<Item> extends EventTarget implements Iterable<Item> {
  [index: number]: Item;
  readonly length: number = 0;
  declare [Symbol.iterator]: () => ArrayIterator<Item>;
}
MediaList.prototype[Symbol.iterator] = [].values;

/**
 * Audio tracks, as in the browser's `AudioTrackList`: an array that fires `addtrack`, `removetrack` and `change`.
 *
 * @since 0.1.0
 */
export type AudioTrackList = MediaList<AudioTrack>;

/**
 * Renditions in the form that the menus of media-chrome and Video.js expect: an array that fires `addrendition`,
 * `removerendition` and `change`, with the index of the selected one, or -1 during automatic selection.
 *
 * @since 0.1.0
 */
export type VideoRenditionList = MediaList<Rendition> & { selectedIndex: number };

type TracksCode = typeof import('./tracks/tracks.js');

/** Element that forwards members to its `<video>`. */
interface Passing {
  readonly ownMedia: Record<string, unknown>;
}

/**
 * Members that a player shares with `HTMLVideoElement`, forwarded to the inner `<video>`, which has no source and is
 * not in the page until playback is wanted; and chapters, which a `<video>` has only as cues.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constants are assigned below
export abstract class MediaHost extends MovableElement {
  /** The `<video>`, created when first asked for and put into the page once playback is wanted. */
  protected abstract get ownMedia(): HTMLVideoElement;
  /** Playback position in seconds. */
  abstract currentTime: number;
  /** Uid of the video. */
  abstract readonly uid: string | undefined;
  /** @internal Loads code on demand, and runs it. */
  abstract bring(load: () => Promise<TracksCode>, use: (code: TracksCode) => void): Promise<unknown>;

  /** Duration in seconds; `NaN` until known, `Infinity` during a broadcast. */
  declare readonly duration: number;
  /** Whether playback has reached the end. */
  declare readonly ended: boolean;
  /** Whether a seek is in progress. */
  declare readonly seeking: boolean;
  /** Buffered time ranges, in seconds. */
  declare readonly buffered: TimeRanges;
  /** Seekable time ranges, in seconds. */
  declare readonly seekable: TimeRanges;
  /** Played time ranges, in seconds. */
  declare readonly played: TimeRanges;
  /** Amount of media data available, from 0 to 4, as `HTMLMediaElement.readyState`. */
  declare readonly readyState: number;
  /** State of loading over the network, from 0 to 3, as `HTMLMediaElement.networkState`. */
  declare readonly networkState: number;
  /** Width of the current picture in pixels; 0 until known. */
  declare readonly videoWidth: number;
  /** Height of the current picture in pixels; 0 until known. */
  declare readonly videoHeight: number;
  /** Captions, subtitles and other text tracks, from the stream and from the page. */
  declare readonly textTracks: TextTrackList;
  /** Chapters of the video in order, from `<track kind="chapters">` and `addChapters()`. */
  declare readonly chapters: readonly Chapter[];
  /** Current chapter; `null` if there is none. */
  declare readonly activeChapter: Chapter | null;
  /** @internal Chapters as the controls draw them. */
  declare readonly chapterView: ChapterView | undefined;
  /** Remote playback on another device, as `HTMLMediaElement.remote`, where the browser supports it. */
  declare readonly remote: RemotePlayback;
  /** Whether the sound is muted. */
  @property({ type: Boolean })
  get muted(): boolean {
    return this.ownMedia.muted;
  }
  set muted(muted: boolean) {
    this.ownMedia.muted = muted;
  }
  /** Volume, from 0 to 1; other values are clamped. */
  get volume(): number {
    return this.ownMedia.volume;
  }
  set volume(volume: number) {
    this.ownMedia.volume = Math.min(1, Math.max(0, volume));
  }
  /** Playback speed; 1 is normal. */
  declare playbackRate: number;
  /** Playback speed that a new source starts with. */
  declare defaultPlaybackRate: number;
  /** Whether the pitch of the sound is preserved at other speeds. */
  declare preservesPitch: boolean;
  /** Whether picture-in-picture is disabled. */
  declare disablePictureInPicture: boolean;
  /** Whether playback on another device is disabled. */
  declare disableRemotePlayback: boolean;
  /** Whether an iPhone plays the video within the page rather than in its own full-screen player. */
  declare playsInline: boolean;
  /** Controls to hide, such as `nofullscreen`; a string in browsers without such a list. */
  @property({ attribute: 'controlslist' })
  get controlsList(): DOMTokenList | string | undefined {
    return (this.ownMedia as ListingVideo).controlsList;
  }
  set controlsList(list: DOMTokenList | string | null | undefined) {
    (this.ownMedia as ListingVideo).controlsList = list ?? '';
  }
  /** Whether the `muted` attribute is set. */
  get defaultMuted(): boolean {
    return this.hasAttribute('muted');
  }
  set defaultMuted(muted: boolean) {
    this.toggleAttribute('muted', muted);
  }

  constructor() {
    super();
    // A click on the player does not follow a link around it; the browser's own controls handle that themselves.
    const stay = (event: Event): void => {
      if (event.target === this && !this.renderRoot.querySelector('video[controls]')) event.preventDefault();
    };
    this.addEventListener('click', stay, true);
  }

  /** Renders for the first time in a separate task: creation and rendering would be one long task. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }

  /** Jumps to the live edge of a broadcast. */
  seekToLive(): void {
    this.currentTime = Infinity;
  }
  /** Seeks to a position in seconds, like setting `currentTime`. */
  fastSeek(seconds: number): void {
    this.currentTime = seconds;
  }
  /** Adds chapters to the current video until the source changes; resolves once they are in `chapters`. Ignores them if `uid` is that of another video. */
  async addChapters(chapters: Iterable<NewChapter>, uid: string | undefined = this.uid): Promise<void> {
    await this.bring(
      () => import('./tracks/tracks.js'),
      (code) => code.addChapters(this as never, this.ownMedia, chapters, uid),
    );
  }
  /** Tells whether the browser's own `<video>` can play a media type: `''`, `maybe` or `probably`. */
  declare readonly canPlayType: (type: string) => CanPlayTypeResult;
  /** Adds a text track for your own cues. */
  declare readonly addTextTrack: (kind: TextTrackKind, label?: string, language?: string) => TextTrack;
  /** Returns the counts of total and dropped video frames. */
  declare readonly getVideoPlaybackQuality: () => VideoPlaybackQuality;
  /** Enters picture-in-picture. */
  declare readonly requestPictureInPicture: () => Promise<PictureInPictureWindow>;
  /** Registers a callback for the next presented frame; returns its handle. */
  declare readonly requestVideoFrameCallback: (callback: VideoFrameRequestCallback) => number;
  /** Cancels a callback registered with `requestVideoFrameCallback()`. */
  declare readonly cancelVideoFrameCallback: (handle: number) => void;
}

/** The constants of `HTMLMediaElement`, such as `HAVE_METADATA`. */
export type MediaConstants = Pick<
  typeof HTMLMediaElement,
  `${'NETWORK' | 'HAVE'}_${string}` & keyof typeof HTMLMediaElement
>;

/** Constants that every element has, like every `<video>`. */
// oxlint-disable-next-line typescript/no-empty-object-type
export interface MediaHost extends MediaConstants {}

// They are the only enumerable properties of that class; on a server there is none.
for (const target of [MediaHost, MediaHost.prototype])
  Object.assign(target, globalThis.HTMLMediaElement, { chapters: [], activeChapter: null });

// Forwards all other members of this browser's `<video>`, except size, source, `audioTracks` and what is defined above.
for (const kind of ['Video', 'Media'] as const) {
  const here: Partial<typeof globalThis> = globalThis;
  for (const name of Object.keys(here[`HTML${kind}Element`]?.prototype ?? {})) {
    if (name in MediaHost.prototype || /^(width|height|src|audioTracks)/.test(name)) continue;
    Object.defineProperty(MediaHost.prototype, name, {
      configurable: true,
      get(this: Passing) {
        const { ownMedia } = this;
        const value = ownMedia[name];
        return typeof value === 'function' ? (value.bind(ownMedia) as unknown) : value;
      },
      set(this: Passing, value: unknown) {
        this.ownMedia[name] = value;
      },
    });
  }
}
