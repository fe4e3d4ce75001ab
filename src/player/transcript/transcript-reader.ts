import type { ReactiveControllerHost } from 'lit';
import { interpolate } from '../../shared/i18n/format.js';
import { isSupportedLocale } from '../../shared/i18n/language.js';
import { nearestLanguage } from '../../shared/i18n/nearest-language.js';
import { mergeLines, parseCaptions, plainText, type TranscriptLine } from '../model/transcript.js';
import type { TranscriptWords } from '../strings/transcript/en.js';

/** Reason why there is nothing to read, by the name of its text. */
export type TranscriptStatus = 'noPlayer' | 'waiting' | 'loading' | 'none' | 'failed';

/** Parts of the transcript that its reader needs. */
interface TranscriptHost extends HTMLElement, ReactiveControllerHost {
  /** Marks the current line. */
  showTime(): void;
}

const isCaptions = ({ kind }: TextTrack): boolean => kind === 'captions' || kind === 'subtitles';

/** Most lines read of a playlist: the segments of a day. */
const MOST_ROWS = 20_000;

/** Parts of hls.js that reading captions needs. */
interface HlsLike {
  readonly config: object & {
    readonly loader: new (config: object) => CaptionLoader;
    readonly fragLoadPolicy: { readonly default: object };
  };
  readonly subtitleTracks: readonly { readonly url: string; readonly trackNode?: HTMLTrackElement }[];
}

/** Loader of hls.js; the player's own one adds a valid token. */
interface CaptionLoader {
  load(
    context: { readonly url: string; readonly responseType: 'text' },
    config: object,
    callbacks: Readonly<Record<'onSuccess' | 'onError' | 'onTimeout', (response: { readonly data: string }) => void>>,
  ): void;
}

/** A player or a `<video>`. */
export interface CaptionedMedia extends HTMLElement {
  readonly textTracks?: TextTrackList;
  readonly engine?: unknown;
  readonly readyState: number;
  currentTime: number;
}

const isHls = (engine: unknown): engine is HlsLike =>
  typeof engine === 'object' && engine !== null && 'subtitleTracks' in engine;

/**
 * Reads all captions of a track, piece by piece, whatever part of the video was watched: from the page's file or from
 * the stream.
 *
 * @returns Whether they can be read as a whole; otherwise, only the cues in the browser are known.
 */
async function readCaptions(
  media: CaptionedMedia,
  track: TextTrack,
  signal: AbortSignal,
  onLines: (lines: readonly TranscriptLine[]) => void,
): Promise<boolean> {
  const own = [...media.children].find((child) => child instanceof HTMLTrackElement && child.track === track);
  if (own instanceof HTMLTrackElement && own.src) {
    const response = await fetch(own.src, { signal });
    if (!response.ok) throw new Error(String(response.status));
    onLines(parseCaptions(await response.text()));
    return true;
  }
  const hls = isHls(media.engine) ? media.engine : undefined;
  const listed = hls?.subtitleTracks.find(({ trackNode }) => trackNode?.track === track);
  if (!hls || !listed) return false;
  const playlist = await load(hls, listed.url, signal);
  // Captions of a live stream are read as they are shown.
  if (!playlist.includes('#EXT-X-ENDLIST')) return false;
  for (const row of playlist.split('\n', MOST_ROWS).map((text) => text.trim()))
    if (row && !row.startsWith('#')) onLines(parseCaptions(await load(hls, new URL(row, listed.url).href, signal)));
  return true;
}

/** Reads the cues of a track that the browser has loaded: none while it is off. */
const knownLines = (track: TextTrack): readonly TranscriptLine[] =>
  [...(track.cues ?? [])].flatMap((cue) => {
    const text = plainText((cue as VTTCue).text);
    return text ? { startTime: cue.startTime, endTime: cue.endTime, text } : [];
  });

function load(hls: HlsLike, url: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const loader = new hls.config.loader(hls.config);
    const fail = (): void => reject(new Error('The captions failed to load.'));
    signal.addEventListener('abort', fail);
    const loadPolicy = hls.config.fragLoadPolicy.default;
    const config = { ...loadPolicy, loadPolicy, timeout: 20_000, maxRetry: 2, retryDelay: 1_000, maxRetryDelay: 4_000 };
    loader.load({ url, responseType: 'text' }, config, {
      onSuccess: ({ data }) => resolve(data),
      onError: fail,
      onTimeout: fail,
    });
  });
}

/** Reads the captions of the player that a page names, in the language shown there or chosen here. */
export class TranscriptReader {
  status: TranscriptStatus = 'noPlayer';
  tracks: readonly TextTrack[] = [];
  track: TextTrack | undefined;
  /** Lines read so far, in order. */
  lines: readonly TranscriptLine[] = [];
  readonly #host: TranscriptHost;
  media: CaptionedMedia | undefined;
  #life = new AbortController();
  #reading = new AbortController();
  #engine: unknown;
  /** Whether all captions were read. */
  #isWhole = false;
  #chosen: Pick<TextTrack, 'language' | 'label'> | undefined;

  constructor(host: TranscriptHost) {
    this.#host = host;
  }

  /** Position in seconds. */
  get currentTime(): number {
    return this.media?.currentTime ?? 0;
  }
  set currentTime(time: number) {
    if (this.media) this.media.currentTime = time;
  }

  /** Chooses a track, by its index in the list. */
  choose(index: number): void {
    this.#chosen = this.tracks[index];
    this.#refresh();
  }

  /** Stops following the player. */
  close(): void {
    this.#life.abort();
    this.media = undefined;
    this.#end();
  }
  /** Finds the player by its id and follows it. */
  watch(id: string): void {
    this.close();
    this.#life = new AbortController();
    const root = this.#host.getRootNode();
    if (!(root instanceof Document || root instanceof ShadowRoot)) return;
    const { signal } = this.#life;
    const media = id ? root.getElementById(id) : null;
    if (media && !('textTracks' in media)) {
      void customElements.whenDefined(media.localName).then(() => signal.aborted || this.watch(id));
      this.#tell('waiting');
      return;
    }
    // Players may be added later, or be replaced by others with the same id.
    const observer = new MutationObserver(() => {
      if (root.getElementById(id) !== media) this.watch(id);
    });
    observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] });
    signal.addEventListener('abort', () => observer.disconnect());
    this.#tell('noPlayer');
    if (media) this.#follow(media as CaptionedMedia, signal);
  }

  #follow(media: CaptionedMedia, signal: AbortSignal): void {
    this.media = media;
    for (const name of ['timeupdate', 'seeking', 'seeked', 'durationchange'])
      media.addEventListener(name, () => this.#host.showTime(), { signal });
    for (const name of ['cf-stream-state', 'cf-stream-tracks', 'loadedmetadata', 'playing', 'emptied'])
      media.addEventListener(name, () => this.#refresh(), { signal });
    for (const name of ['addtrack', 'removetrack', 'change'])
      media.textTracks?.addEventListener(name, () => this.#refresh(), { signal });
    this.#refresh();
  }

  #refresh(): void {
    const media = this.media;
    if (!media) return;
    this.tracks = [...(media.textTracks ?? [])].filter(isCaptions);
    const track = this.#pick(media);
    const { engine } = media;
    if (!track) {
      this.#end();
      this.#tell(media.readyState > 0 ? 'none' : 'waiting');
    } else if (track !== this.track || (!this.#isWhole && engine !== this.#engine)) {
      this.#engine = engine;
      void this.#read(media, track);
    } else this.#host.requestUpdate();
  }

  #pick(media: CaptionedMedia): TextTrack | undefined {
    const { tracks } = this;
    const chosen = this.#chosen;
    const primary = (tag: string): string => tag.toLowerCase().replace(/[-_].*/, '');
    const page = primary(nearestLanguage(media));
    return (
      (chosen && tracks.find(({ language, label }) => language === chosen.language && label === chosen.label)) ??
      tracks.find(({ mode }) => mode !== 'disabled') ??
      tracks.find(({ language }) => primary(language) === page) ??
      tracks[0]
    );
  }

  async #read(media: CaptionedMedia, track: TextTrack): Promise<void> {
    this.#end();
    this.track = track;
    const { signal } = this.#reading;
    const take = (lines: readonly TranscriptLine[]): void => {
      if (signal.aborted || lines.length === 0) return;
      this.lines = mergeLines(this.lines, lines);
      this.#host.requestUpdate();
    };
    this.#tell('loading');
    try {
      const isWhole = await readCaptions(media, track, signal, take);
      if (signal.aborted) return;
      this.#isWhole = isWhole;
      if (!isWhole) {
        take(knownLines(track));
        track.addEventListener('cuechange', () => take(knownLines(track)), { signal });
      }
      this.#tell(isWhole ? 'none' : 'waiting');
    } catch {
      if (!signal.aborted) this.#tell('failed');
    }
  }

  /** Stops reading and drops all lines. */
  #end(): void {
    this.#reading.abort();
    this.#reading = new AbortController();
    this.track = undefined;
    this.#isWhole = false;
    this.lines = [];
    this.#host.requestUpdate();
  }

  #tell(status: TranscriptStatus): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}

/** Names a track: by its label, else its language, else its number. */
export function trackName({ label, language }: TextTrack, words: TranscriptWords, number: string): string {
  if (label) return label;
  if (!language || !isSupportedLocale(language)) return interpolate(words.track, { number });
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}
