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
 * The languages and versions of the sound, as an `AudioTrackList`: an array that says `addtrack`, `removetrack` and
 * `change`.
 *
 * @since 0.1.0
 */
export type AudioTrackList = MediaList<AudioTrack>;

/**
 * The qualities as menus of media-chrome and Video.js read them: an array with the index of the chosen one, -1 while the
 * player chooses, that says `addrendition`, `removerendition` and `change`.
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
  /** Position in seconds. */
  abstract currentTime: number;
  /** Uid of the video. */
  abstract readonly uid: string | undefined;
  /** @internal Loads code on demand, and runs it. */
  abstract bring(load: () => Promise<TracksCode>, use: (code: TracksCode) => void): Promise<unknown>;

  /** Length in seconds; `NaN` until it is known. */
  declare readonly duration: number;
  /** Whether the end was reached. */
  declare readonly ended: boolean;
  /** Whether a seek is under way. */
  declare readonly seeking: boolean;
  /** What is buffered, in seconds. */
  declare readonly buffered: TimeRanges;
  /** Where one may seek to, in seconds. */
  declare readonly seekable: TimeRanges;
  /** What was played, in seconds. */
  declare readonly played: TimeRanges;
  /** How much is there, as `HTMLMediaElement.readyState`, 0–4. */
  declare readonly readyState: number;
  /** What the network does, as `HTMLMediaElement.networkState`, 0–3. */
  declare readonly networkState: number;
  /** Width of the picture in pixels; 0 until it is known. */
  declare readonly videoWidth: number;
  /** Height of the picture in pixels; 0 until it is known. */
  declare readonly videoHeight: number;
  /** Captions and other text tracks. */
  declare readonly textTracks: TextTrackList;
  /** Chapters of the video, in order, from a `<track kind="chapters">` and from `addChapters()`. */
  declare readonly chapters: readonly Chapter[];
  /** Chapter that plays; `null` where there is none. */
  declare readonly activeChapter: Chapter | null;
  /** @internal Chapters as the controls draw them. */
  declare readonly chapterView: ChapterView | undefined;
  /** Playing on another device, where the browser has it. */
  declare readonly remote: RemotePlayback;
  /** Whether there is no sound. */
  @property({ type: Boolean })
  get muted(): boolean {
    return this.ownMedia.muted;
  }
  set muted(muted: boolean) {
    this.ownMedia.muted = muted;
  }
  /** Loudness, 0–1. */
  get volume(): number {
    return this.ownMedia.volume;
  }
  set volume(volume: number) {
    this.ownMedia.volume = Math.min(1, Math.max(0, volume));
  }
  /** Speed; 1 is normal. */
  declare playbackRate: number;
  /** Speed that another source starts with. */
  declare defaultPlaybackRate: number;
  /** Whether voices keep their pitch at other speeds. */
  declare preservesPitch: boolean;
  /** Whether picture-in-picture is not offered. */
  declare disablePictureInPicture: boolean;
  /** Whether playing on another device is not offered. */
  declare disableRemotePlayback: boolean;
  /** Whether it plays in its place on an iPhone, too, rather than in full screen. */
  declare playsInline: boolean;
  /** What the controls do not offer, such as `nofullscreen`; the text that was set in browsers that have no such list. */
  @property({ attribute: 'controlslist' })
  get controlsList(): DOMTokenList | string | undefined {
    return (this.ownMedia as ListingVideo).controlsList;
  }
  set controlsList(list: DOMTokenList | string | null | undefined) {
    (this.ownMedia as ListingVideo).controlsList = list ?? '';
  }
  /** What `muted` was in the markup. */
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

  /** Goes to what happens now in a broadcast. */
  seekToLive(): void {
    this.currentTime = Infinity;
  }
  /** Goes to a position in seconds, without much precision where that is faster. */
  fastSeek(seconds: number): void {
    this.currentTime = seconds;
  }
  /** Adds chapters to those of a video, by default of this one, until another is the source. Resolves once they are there. */
  async addChapters(chapters: Iterable<NewChapter>, uid: string | undefined = this.uid): Promise<void> {
    await this.bring(
      () => import('./tracks/tracks.js'),
      (code) => code.addChapters(this as never, this.ownMedia, chapters, uid),
    );
  }
  /** Whether this browser's `<video>` may play a type by itself: `''`, `maybe` or `probably`. */
  declare readonly canPlayType: (type: string) => CanPlayTypeResult;
  /** Adds a text track for cues of your own. */
  declare readonly addTextTrack: (kind: TextTrackKind, label?: string, language?: string) => TextTrack;
  /** Frames shown and dropped so far. */
  declare readonly getVideoPlaybackQuality: () => VideoPlaybackQuality;
  /** Opens picture-in-picture. */
  declare readonly requestPictureInPicture: () => Promise<PictureInPictureWindow>;
  /** Calls back once the next frame is presented. */
  declare readonly requestVideoFrameCallback: (callback: VideoFrameRequestCallback) => number;
  /** Takes such a call back. */
  declare readonly cancelVideoFrameCallback: (handle: number) => void;
}

/** The constants of `HTMLMediaElement`, such as `HAVE_METADATA`. */
export type MediaConstants = Pick<
  typeof HTMLMediaElement,
  `${'NETWORK' | 'HAVE'}_${string}` & keyof typeof HTMLMediaElement
>;

/** Every element has them, like every `<video>`. */
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
