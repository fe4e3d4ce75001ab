import { matchLanguage } from '../../../shared/i18n/language.js';
import { nearestLanguage } from '../../../shared/i18n/nearest-language.js';

/** Whether a track is of captions or subtitles, rather than chapters or metadata. */
const isCaptions = ({ kind }: TextTrack): boolean => kind === 'captions' || kind === 'subtitles';

/** Lists the languages to look for captions in, best first: the page's, the viewer's, then English. */
export const captionLanguages = (element: Element): readonly string[] =>
  [nearestLanguage(element), ...navigator.languages, 'en'].filter(Boolean);

/**
 * Caption tracks of a video, and the shown one. A shown track has the mode `hidden`: the browser loads its cues and we
 * draw them, except in picture-in-picture and the iPhone's full screen, where only the browser can. Tracks come and go
 * with the source; the viewer's choice is kept for the next ones.
 */
export class CaptionTracks {
  readonly #onChange: () => void;
  #video: HTMLVideoElement | undefined;
  #life: AbortController | undefined;
  #shown: TextTrack | null = null;
  /** Whether captions were switched on or off; `undefined` before any choice. */
  #isWanted: boolean | undefined;
  /** Language and label of the last choice, kept while captions are off. */
  #chosen: Pick<TextTrack, 'language' | 'label'> | undefined;
  /**
   * Tracks that existed when the first frame was there. If one of them is switched on, the viewer or the page did so; a
   * track that is on earlier is only the video's default, and the last choice takes precedence.
   */
  readonly #known = new WeakSet<TextTrack>();
  #isNative = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Track that is shown. */
  get shown(): TextTrack | null {
    return this.#shown;
  }

  /** Whether we draw the shown track, rather than the browser. */
  get isDrawn(): boolean {
    return this.#shown !== null && !this.#isNative;
  }

  get list(): readonly TextTrack[] {
    return this.#video ? [...this.#video.textTracks].filter(isCaptions) : [];
  }

  /** Follows another `<video>`, or none. */
  watch(video: HTMLVideoElement | undefined): void {
    if (video === this.#video) return;
    this.#life?.abort();
    this.#video = video;
    this.#shown = null;
    // The event of leaving picture-in-picture may have come after the listeners were removed.
    this.#isNative = false;
    if (!video) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    for (const name of ['change', 'addtrack', 'removetrack'])
      video.textTracks.addEventListener(name, () => this.#sync(), { signal });
    video.addEventListener('loadeddata', () => this.#sync(), { signal });
    for (const name of ['enterpictureinpicture', 'webkitbeginfullscreen'])
      video.addEventListener(name, () => this.#setNative(true), { signal });
    for (const name of ['leavepictureinpicture', 'webkitendfullscreen'])
      video.addEventListener(name, () => this.#setNative(false), { signal });
    this.#sync();
  }

  /** Shows captions in a language once there are any; `null` turns captions off. */
  want(language: string | null): void {
    this.#isWanted = language !== null;
    if (language !== null && language !== this.#chosen?.language) this.#chosen = { language, label: '' };
    this.#takeUp(this.#shown);
    this.#tell();
  }

  /** Shows a track; `null` turns captions off. */
  show(track: TextTrack | null): void {
    this.#choose(track);
    this.#tell();
  }

  /**
   * Finds the track to show when captions are just switched on: the last chosen one, else the first in these languages.
   */
  best(languages: readonly string[]): TextTrack | null {
    const find = (found: TextTrack | undefined, language: string): TextTrack | undefined =>
      found ?? this.#find(language);
    return languages.reduce(find, this.#findChosen()) ?? this.list[0] ?? null;
  }

  #choose(track: TextTrack | null): void {
    this.#shown = track;
    this.#isWanted = track !== null;
    if (track) this.#chosen = { language: track.language, label: track.label };
  }

  /** Finds the last chosen track, or the one most like it in another source. */
  #findChosen(): TextTrack | undefined {
    return this.#chosen && this.#find(this.#chosen.language, this.#chosen.label);
  }

  #find(language: string, label?: string): TextTrack | undefined {
    const { list } = this;
    const tagOf = (track: TextTrack): string => track.language.replaceAll('_', '-');
    const tags = list.map(tagOf);
    const [primary = ''] = language.split(/[-_]/);
    // Prefers the same or a more general tag, then another region of the language.
    const tag = matchLanguage(language, tags) ?? tags.find((one) => matchLanguage(one, [primary]) !== undefined);
    const spoken = list.filter((track) => tagOf(track) === tag);
    return spoken.find((track) => track.label === label) ?? spoken[0];
  }

  #setNative(isNative: boolean): void {
    this.#isNative = isNative;
    this.#tell();
  }

  #sync(): void {
    const { list } = this;
    const shown = list.find((track) => track === this.#shown);
    const showing = list.filter((track) => track !== shown && track.mode === 'showing');
    // If a known track is on that we did not show, the browser's menu or the page has chosen it. If ours is off,
    // captions were switched off there.
    const switched = showing.find((track) => this.#known.has(track));
    if (switched) this.#choose(switched);
    else if (shown && list.every(({ mode }) => mode === 'disabled')) this.#choose(null);
    else if (!shown || shown.language !== this.#chosen?.language) this.#takeUp(shown ?? showing[0] ?? null);
    if (this.#video && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
      for (const track of list) this.#known.add(track);
    this.#tell();
  }

  /** Shows the track of the last choice; without such a track or choice, the given one. */
  #takeUp(other: TextTrack | null): void {
    if (this.#isWanted === undefined && other) this.#choose(other);
    else this.#shown = this.#isWanted ? (this.#findChosen() ?? other) : null;
  }

  #tell(): void {
    this.#apply();
    this.#onChange();
  }

  #apply(): void {
    for (const track of this.list) {
      const mode = track !== this.#shown ? 'disabled' : this.#isNative ? 'showing' : 'hidden';
      if (track.mode !== mode) track.mode = mode;
    }
  }
}

/** Ids of text tracks: their own `id` may be empty, and labels may repeat. */
const trackIds = new WeakMap<TextTrack, string>();
let lastId = 0;

/** Returns an id for a text track. */
export function captionId(track: TextTrack): string {
  let id = trackIds.get(track);
  if (id === undefined) {
    id = String((lastId += 1));
    trackIds.set(track, id);
  }
  return id;
}
