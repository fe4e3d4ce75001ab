import { dispatch } from '../../shared/dispatch.js';
import { nearestLanguage } from '../../shared/i18n/nearest-language.js';
import { orderChapters, type Chapter, type NewChapter } from '../model/chapters.js';
import { ChapterView } from './chapter-view.js';
import { TrackChildren } from './track-children.js';

/** Parts of the player that tracks and chapters need. */
interface TracksHost extends HTMLElement {
  chapters: readonly Chapter[];
  activeChapter: Chapter | null;
  chapterView: ChapterView | undefined;
  readonly uid: string | undefined;
  readonly state: { readonly status: string };
  readonly currentTime: number;
  readonly duration: number;
  requestUpdate(): void;
}

/** Events of a player after which the current chapter or the list may change. `load` is that of a `<track>`. */
const HEARD = ['timeupdate', 'seeking', 'durationchange', 'emptied', 'loadedmetadata', 'cf-stream-state', 'load'];
/** Most characters of a cue that are read for a title. */
const MAX_CUE = 400;

const tracksOf = new WeakMap<TracksHost, PageTracks>();

/** Applies the `<track>` elements between the tags of a player, and adds chapters to those of a video. */
export function addChapters(
  player: TracksHost,
  video: HTMLVideoElement,
  chapters: Iterable<NewChapter>,
  uid: string | undefined,
): void {
  const tracks = tracksOf.get(player) ?? new PageTracks(player, video);
  tracksOf.set(player, tracks);
  tracks.add(chapters, uid);
}

/** Tracks that a page gives to a player: `<track>` elements between its tags, and chapters. */
class PageTracks {
  readonly #player: TracksHost;
  readonly #video: HTMLVideoElement;
  /** Chapters that were added, and the uid of their video. */
  #added: readonly NewChapter[] = [];
  #uid: string | undefined;
  /** Inputs of the current list, for detecting changes. */
  #made: readonly unknown[] = [];

  constructor(player: TracksHost, video: HTMLVideoElement) {
    this.#player = player;
    this.#video = video;
    new TrackChildren(player, video);
    for (const name of HEARD) player.addEventListener(name, () => this.#refresh(), true);
    for (const name of ['addtrack', 'removetrack', 'change'])
      video.textTracks.addEventListener(name, () => this.#refresh());
    this.#refresh();
  }

  /** Adds chapters to those of a video. */
  add(chapters: Iterable<NewChapter>, uid: string | undefined): void {
    this.#forgetOthers();
    if (uid !== undefined && uid !== this.#uid) return;
    // Ignores what cannot be iterated.
    if (Symbol.iterator in Object(chapters)) this.#added = [...this.#added, ...chapters];
    this.#refresh();
  }

  /** Forgets chapters added to another video; chapters added before any video belong to the first one. */
  #forgetOthers(): void {
    const { uid } = this.#player;
    if (this.#uid !== undefined && this.#uid !== uid) this.#added = [];
    this.#uid = uid;
  }

  #refresh(): void {
    this.#forgetOthers();
    const { duration, currentTime, state } = this.#player;
    const track = this.#findTrack();
    if (track?.mode === 'disabled' && state.status !== 'idle') track.mode = 'hidden';
    const made = [track, track?.cues?.length, this.#added, duration];
    const isNew = made.some((part, at) => !Object.is(part, this.#made[at]));
    const player = this.#player;
    if (isNew) {
      this.#made = made;
      const all = orderChapters([...[...(track?.cues ?? [])].map(readCue), ...this.#added]);
      player.chapters = all.filter(({ startTime }) => !(startTime >= duration));
      player.chapterView = player.chapters.length > 0 ? new ChapterView(player.chapters) : undefined;
    }
    const before = player.activeChapter;
    const active = player.chapterView?.at(currentTime) ?? null;
    if (!isNew && active === before) return;
    player.activeChapter = active;
    player.requestUpdate();
    if (active?.startTime !== before?.startTime || active?.title !== before?.title)
      dispatch(player, 'cf-stream-chapter', { chapter: active });
  }

  /** Finds the chapter track in the page's language, or the first one. */
  #findTrack(): TextTrack | undefined {
    const tracks = [...this.#video.textTracks].filter(({ kind }) => kind === 'chapters');
    const primary = (tag: string): string => tag.toLowerCase().replace(/[-_].*/, '');
    const wanted = primary(nearestLanguage(this.#player));
    return tracks.find(({ language }) => primary(language) === wanted) ?? tracks[0];
  }
}

/** Reads a chapter from a cue, whose text may have markup. */
function readCue(cue: TextTrackCue & { readonly text?: string }): NewChapter {
  const { startTime, endTime } = cue;
  const text = (cue.text ?? '').slice(0, MAX_CUE);
  return { startTime, endTime, title: new VTTCue(0, 0, text).getCueAsHTML().textContent };
}
