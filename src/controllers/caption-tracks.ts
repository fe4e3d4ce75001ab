import { matchLanguage } from '../core/language.js';

/** Captions and subtitles, which are drawn; not chapters or metadata. */
const isCaptions = ({ kind }: TextTrack): boolean => kind === 'captions' || kind === 'subtitles';

/**
 * Which of a video's captions are shown. A shown track is `hidden` for the browser, which then loads its cues and does
 * not draw them: we do, but for picture-in-picture and iPhones' full screen, where only the browser can.
 *
 * @since 0.1.0
 */
export class CaptionTracks {
  readonly #onChange: () => void;
  #video: HTMLVideoElement | undefined;
  #life: AbortController | undefined;
  #shown: TextTrack | null = null;
  #wanted: string | null | undefined;
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
    if (!video) return;
    this.#life = new AbortController();
    const { signal } = this.#life;
    for (const name of ['change', 'addtrack', 'removetrack']) video.textTracks.addEventListener(name, () => this.#sync(), { signal });
    for (const name of ['enterpictureinpicture', 'webkitbeginfullscreen']) video.addEventListener(name, () => this.#setNative(true), { signal });
    for (const name of ['leavepictureinpicture', 'webkitendfullscreen']) video.addEventListener(name, () => this.#setNative(false), { signal });
    this.#sync();
  }

  /** Shows the captions in a language as soon as there are any; `null` shows none. */
  want(language: string | null): void {
    this.#wanted = language;
    this.#sync();
  }

  /** Shows a track, or none. */
  show(track: TextTrack | null): void {
    this.#wanted = undefined;
    this.#shown = track;
    this.#apply();
    this.#onChange();
  }

  /** The track to show when somebody just wants captions. */
  best(language: string): TextTrack | null {
    const { list } = this;
    const tag = matchLanguage(language, list.map((track) => track.language));
    return list.find((track) => track.language === tag) ?? list[0] ?? null;
  }

  #setNative(isNative: boolean): void {
    this.#isNative = isNative;
    this.#apply();
    this.#onChange();
  }

  #sync(): void {
    const { list } = this;
    if (this.#wanted !== undefined && list.length > 0) this.#takeWanted(list);
    // Somebody else has switched a track on, or ours off: the video by its default, or the page.
    const showing = list.find((track) => track.mode === 'showing');
    if (showing) this.#shown = showing;
    else if (this.#shown && (this.#shown.mode === 'disabled' || !list.includes(this.#shown))) this.#shown = null;
    this.#apply();
    this.#onChange();
  }

  #takeWanted(list: readonly TextTrack[]): void {
    const wanted = this.#wanted;
    const tag = typeof wanted === 'string' ? matchLanguage(wanted, list.map(({ language }) => language)) : undefined;
    if (wanted !== null && tag === undefined) return;
    this.#wanted = undefined;
    this.#shown = tag === undefined ? null : (list.find(({ language }) => language === tag) ?? null);
    for (const track of list) if (track !== this.#shown) track.mode = 'disabled';
    if (this.#shown) this.#shown.mode = 'hidden';
  }

  #apply(): void {
    for (const track of this.list) {
      const mode = track !== this.#shown ? 'disabled' : this.#isNative ? 'showing' : 'hidden';
      if (track.mode !== mode) track.mode = mode;
    }
  }
}
