import { matchLanguage } from '../../../shared/i18n/language.js';
import { nearestLanguage } from '../../../shared/i18n/nearest-language.js';

/** Captions and subtitles, which are drawn; not chapters or metadata. */
const isCaptions = ({ kind }: TextTrack): boolean => kind === 'captions' || kind === 'subtitles';

/** Lists the languages to look for captions in, best first: the page's, the viewer's, and English. */
export const captionLanguages = (element: Element): readonly string[] =>
  [nearestLanguage(element), ...navigator.languages, 'en'].filter(Boolean);

/**
 * Captions of a video, and the ones that are shown. A shown track is `hidden` for the browser, which then loads its
 * cues and does not draw them: we do, but for picture-in-picture and iPhones' full screen, where only the browser can.
 * Tracks come and go with the source; what was chosen stays, and holds for the next ones.
 */
export class CaptionTracks {
  readonly #onChange: () => void;
  #video: HTMLVideoElement | undefined;
  #life: AbortController | undefined;
  #shown: TextTrack | null = null;
  /** Whether captions were chosen or refused; nothing while nobody has said. */
  #isWanted: boolean | undefined;
  /** Language and label chosen last, also while captions are off. */
  #chosen: Pick<TextTrack, 'language' | 'label'> | undefined;
  /**
   * Tracks that were there when a picture was. If one of these is switched on, the viewer or the page wants it. If a
   * track is on before that, it only is the video's default, and goes after what was chosen.
   */
  readonly #known = new WeakSet<TextTrack>();
  #isNative = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The track that is shown. */
  get shown(): TextTrack | null {
    return this.#shown;
  }

  /** Whether we are to draw it. */
  get isDrawn(): boolean {
    return this.#shown !== null && !this.#isNative;
  }

  get list(): readonly TextTrack[] {
    return this.#video ? [...this.#video.textTracks].filter(isCaptions) : [];
  }

  /** Takes another `<video>`, or none. */
  watch(video: HTMLVideoElement | undefined): void {
    if (video === this.#video) return;
    this.#life?.abort();
    this.#video = video;
    this.#shown = null;
    // The way out of picture-in-picture may have come too late to be heard of.
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

  /** Shows the captions in a language as soon as there are any; `null` shows none. */
  want(language: string | null): void {
    this.#isWanted = language !== null;
    if (language !== null && language !== this.#chosen?.language) this.#chosen = { language, label: '' };
    this.#takeUp(this.#shown);
    this.#tell();
  }

  /** Shows a track, or none. */
  show(track: TextTrack | null): void {
    this.#choose(track);
    this.#tell();
  }

  /** The track to show when somebody just wants captions: the one they had last, else one in the first of these languages. */
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

  /** Track that was chosen last, or the one most like it in another source. */
  #findChosen(): TextTrack | undefined {
    return this.#chosen && this.#find(this.#chosen.language, this.#chosen.label);
  }

  #find(language: string, label?: string): TextTrack | undefined {
    const { list } = this;
    const tagOf = (track: TextTrack): string => track.language.replaceAll('_', '-');
    const tags = list.map(tagOf);
    const [primary = ''] = language.split(/[-_]/);
    // The same or a wider one, or else that of another region.
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
    // If a known track is on that we did not show, the browser's menu or the page has chosen it. If ours is off, they
    // have
    // refused captions.
    const switched = showing.find((track) => this.#known.has(track));
    if (switched) this.#choose(switched);
    else if (shown && list.every(({ mode }) => mode === 'disabled')) this.#choose(null);
    else if (!shown || shown.language !== this.#chosen?.language) this.#takeUp(shown ?? showing[0] ?? null);
    if (this.#video && this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
      for (const track of list) this.#known.add(track);
    this.#tell();
  }

  /**
   * Shows what was chosen before; the video's default, or what is shown, where there is no such track or no such
   * choice.
   */
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

/** Gives each text track a name of its own: their `id` may be empty, and their labels the same. */
const trackIds = new WeakMap<TextTrack, string>();
let lastId = 0;

/** Names a text track among the player's choices. */
export function captionId(track: TextTrack): string {
  let id = trackIds.get(track);
  if (id === undefined) {
    id = String((lastId += 1));
    trackIds.set(track, id);
  }
  return id;
}
