import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { state } from 'lit/decorators/state.js';
import { dispatch } from '../../shared/dispatch.js';
import { interpolate } from '../../shared/i18n/format.js';
import { MovableElement } from '../../shared/movable-element.js';
import { askForVideo } from '../sending/upload-endpoint.js';
import type { UploadItemInfo } from '../stream-upload.js';
import { words as english, type ThumbnailWords } from '../strings/thumbnail/en.js';
import { formatMoment, loadWords } from '../strings/thumbnail/say.js';
import type { UploadProperties } from '../upload-properties.js';
import { thumbnailPickerStyles } from './thumbnail-picker.styles.js';

const TAG = 'cf-stream-upload-thumbnail';
/** Latest position to start at, in seconds; a tenth of a short video, as for the thumbnail of its row. */
const FIRST_SECONDS = 10;

/** Position that a person has picked for a video. */
interface Choice {
  readonly file: File | null;
  readonly seconds: number;
  /** The same as a fraction of the video, 0 to 1, for Stream. */
  readonly pct: number;
  /** `waiting` until the video has a uid. */
  readonly status: 'waiting' | 'saving' | 'saved' | 'failed';
}

/**
 * Lets users pick a frame of a local video as its thumbnail, and sends the choice to the site's `thumbnail-endpoint`.
 *
 * @summary Thumbnail picker of an uploader.
 * @tagname cf-stream-upload-thumbnail
 * @csspart thumbnail-picker - Box around the video while the user picks its thumbnail.
 * @csspart button - Every text button.
 */
export class CfStreamUploadThumbnail extends MovableElement implements ReactiveController {
  static override readonly styles = thumbnailPickerStyles;

  /** Uploader whose videos get thumbnails. */
  @property({ attribute: false }) uploader!: UploadProperties;

  @state() private words = english;
  #texts: object | undefined;
  readonly #choices = new Map<string, Choice>();
  /** Last request for each video; settles with it. */
  readonly #requests = new Map<string, Promise<void>>();
  /** Video that is open in the panel. */
  #open: UploadItemInfo | undefined;
  #url: string | undefined;
  /** Whether the browser cannot play it. */
  #isUnreadable = false;
  #listening: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#speak();
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.uploader.addEventListener('cf-stream-upload-created', ({ detail }) => this.#again(detail.id), { signal });
  }

  protected override left(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#show(undefined);
  }

  /** Follows the files of the uploader. */
  hostUpdated(): void {
    void this.#speak();
    const { items, isDisabled } = this.uploader;
    for (const [id, choice] of this.#choices) {
      // An id stays when another file replaces its own.
      const state = items.find((one) => one.id === id && one.file === choice.file)?.state;
      if (!state) this.#choices.delete(id);
      else if (choice.status === 'waiting' && 'uid' in state && state.uid) this.#save(id, state.uid, choice);
    }
    const isThere = this.#items.some(({ id, file }) => id === this.#open?.id && file === this.#open.file);
    if (this.#open && (isDisabled || !isThere)) this.#show(undefined);
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const words = this.words;
    const items = this.#items;
    this.hidden = !this.uploader.thumbnailEndpoint || items.length === 0;
    const choices = items.flatMap((item) => {
      const choice = this.#choices.get(item.id);
      return choice ? [{ item, choice }] : [];
    });
    return html`<div class="frame" role="group" aria-label=${words.label}>
      ${!this.#open ? this.#button(choices.length === items.length ? words.again : words.open, () => this.#show(items[0]?.id), 'plain open') : this.#renderPanel(words, items)}
      <div class="said" role="status">
        ${choices.map(({ item, choice }) => html`<p class=${choice.status}><bdi>${this.#say(item, choice)}</bdi></p>`)}
      </div>
      ${choices.map(({ item, choice }) =>
        choice.status === 'failed'
          ? this.#button(this.#of(item, words.retry), () => this.#again(item.id), 'plain')
          : nothing,
      )}
    </div>`;
  }

  #renderPanel(words: ThumbnailWords, items: readonly UploadItemInfo[]): TemplateResult {
    const video = this.#video;
    const [seconds, length] = [video?.currentTime ?? 0, lengthOf(video)];
    const time = formatMoment(seconds);
    const isPlaying = video?.paused === false;
    return html`<div class="panel" part="thumbnail-picker" tabindex="-1" @keydown=${this.#onKey}>
      ${items.length > 1 ? this.#renderChoiceOfVideo(words, items) : nothing}
      ${
        this.#isUnreadable
          ? html`<p class="said"><bdi>${words.unreadable}</bdi></p>`
          : html`<video
                aria-label=${words.preview} playsinline preload="auto" src=${this.#url ?? nothing}
                @loadedmetadata=${this.#onMetadata} @error=${this.#onUnreadable}
                @timeupdate=${this.#draw} @play=${this.#draw} @pause=${this.#draw}
              ></video>
              <div class="moment">
                ${this.#button(isPlaying ? words.pause : words.play, this.#playOrPause, 'plain')}
                <input
                  type="range" min="0" max=${length} step="0.1" dir="ltr"
                  aria-label=${words.moment} aria-valuetext=${time}
                  .value=${seconds} ?disabled=${length === 0} @input=${this.#seek}
                />
                <span class="time" dir="ltr">${time}</span>
              </div>`
      }
      <div class="buttons">
        ${this.#isUnreadable ? nothing : this.#button(words.use, this.#use, 'primary', length === 0)}
        ${this.#button(words.cancel, this.#close, 'plain')}
      </div>
    </div>`;
  }

  #renderChoiceOfVideo(words: ThumbnailWords, items: readonly UploadItemInfo[]): TemplateResult {
    return html`<label class="video">
      <bdi>${words.video}</bdi>
      <select @change=${({ target }: Event) => this.#show((target as HTMLSelectElement).value)}>
        ${items.map(({ id, file }) => html`<option value=${id} ?selected=${id === this.#open?.id}>${file?.name}</option>`)}
      </select>
    </label>`;
  }

  #button(text: string, onClick: () => void, classes: string, isOff = false): TemplateResult {
    const disabled = isOff || this.uploader.isDisabled;
    return html`<button type="button" class=${classes} part="button" ?disabled=${disabled} @click=${onClick}>
      <bdi>${text}</bdi>
    </button>`;
  }

  /** Uses the language of the uploader, with the site's own texts. */
  async #speak(): Promise<void> {
    const { texts } = this.uploader;
    if (texts === this.#texts) return;
    this.#texts = texts;
    const words = await loadWords(texts);
    if (texts === this.#texts) this.words = words;
  }

  /** Files that have passed the checks and are still on the page. */
  get #items(): readonly UploadItemInfo[] {
    const sent = ['uploading', 'paused', 'processing', 'ready'];
    return this.uploader.items.filter(({ file, state }) => file && sent.includes(state.status));
  }

  get #video(): HTMLVideoElement | null {
    return this.shadowRoot?.querySelector('video') ?? null;
  }

  #say({ file }: UploadItemInfo, { status, seconds }: Choice): string {
    const words = this.words[status === 'waiting' ? 'saving' : status];
    const text = interpolate(words, { time: formatMoment(seconds) });
    return this.uploader.multiple ? `${file?.name}: ${text}` : text;
  }

  /** Labels a button with its file, if several are allowed. */
  #of({ file }: UploadItemInfo, action: string): string {
    const { multiple, texts } = this.uploader;
    return multiple ? interpolate(texts.words.actionOf, { action, name: file?.name ?? '' }) : action;
  }

  /** Opens the panel for a video, or closes it. */
  #show(id: string | undefined): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#open = this.#items.find((item) => item.id === id);
    this.#url = this.#open?.file ? URL.createObjectURL(this.#open.file) : undefined;
    this.#isUnreadable = false;
    this.requestUpdate();
    if (this.#open) this.#focus('.panel');
  }

  readonly #close = (): void => {
    this.#show(undefined);
    this.#focus('.open');
  };

  /** Focuses the first match after rendering. */
  #focus(selector: string): void {
    void this.updateComplete.then(() => this.shadowRoot?.querySelector<HTMLElement>(selector)?.focus());
  }

  readonly #draw = (): void => this.requestUpdate();

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#close();
  };

  readonly #onUnreadable = (): void => {
    this.#isUnreadable = true;
    this.requestUpdate();
  };

  /** Seeks to the last choice. A recording has no duration in its header: first the browser has to find its end. */
  readonly #onMetadata = (event: Event): void => {
    const video = event.target as HTMLVideoElement;
    if (video.videoWidth === 0) this.#onUnreadable();
    else if (video.duration === Infinity) {
      video.addEventListener('durationchange', this.#onMetadata, { once: true });
      video.currentTime = Number.MAX_SAFE_INTEGER;
    } else {
      const chosen = this.#choices.get(this.#open?.id ?? '');
      video.currentTime = chosen?.seconds ?? Math.min(FIRST_SECONDS, video.duration / 10);
      this.requestUpdate();
      // The slider is disabled until the duration is known.
      if (this.shadowRoot?.activeElement?.matches('.panel')) this.#focus('input');
    }
  };

  readonly #playOrPause = (): void => {
    const video = this.#video;
    if (video?.paused) void video.play().catch(() => undefined);
    else video?.pause();
  };

  readonly #seek = ({ target }: Event): void => {
    const video = this.#video;
    if (!video) return;
    video.pause();
    video.currentTime = Number((target as HTMLInputElement).value);
    this.#draw();
  };

  readonly #use = (): void => {
    const { id, file } = this.#open ?? { id: '', file: null };
    const video = this.#video;
    if (!file || !video) return;
    const seconds = video.currentTime;
    const pct = Math.min(1, Math.round((seconds / lengthOf(video)) * 1e6) / 1e6);
    this.#choices.set(id, { file, seconds, pct, status: 'waiting' });
    this.#close();
    this.hostUpdated();
  };

  /** Saves again: after a failure, or when the upload has restarted as another video on Stream. */
  #again(id: string): void {
    const choice = this.#choices.get(id);
    if (choice) this.#choices.set(id, { ...choice, status: 'waiting' });
    this.hostUpdated();
  }

  /** Saves the position of a video, after earlier requests for it: on Stream, the last one wins. */
  #save(id: string, uid: string, choice: Choice): void {
    const saving: Choice = { ...choice, status: 'saving' };
    this.#choices.set(id, saving);
    this.#requests.set(id, this.#tell(id, uid, saving));
  }

  async #tell(id: string, uid: string, saving: Choice): Promise<void> {
    // Another position may be picked meanwhile, or the video be removed.
    const isOver = (): boolean => this.#choices.get(id) !== saving;
    await this.#requests.get(id);
    if (isOver()) return;
    const [{ thumbnailEndpoint, headers }, thumbnailTimestampPct] = [this.uploader, saving.pct];
    const body = JSON.stringify({ thumbnailTimestampPct });
    const isDone = await askForVideo('PUT', thumbnailEndpoint, uid, headers, body);
    if (isOver()) return;
    this.#choices.set(id, { ...saving, status: isDone ? 'saved' : 'failed' });
    this.requestUpdate();
    if (isDone) dispatch(this.uploader, 'cf-stream-upload-thumbnail', { id, uid, thumbnailTimestampPct });
  }
}

/** Returns the duration of a video in seconds; 0 while unknown. */
function lengthOf(video: HTMLVideoElement | null): number {
  return video && video.duration < Infinity ? video.duration : 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload-thumbnail': CfStreamUploadThumbnail;
  }
}

/** Adds a thumbnail picker to an uploader, unless it has one. */
export function addTo(uploader: UploadProperties): void {
  const { shadowRoot } = uploader;
  if (!shadowRoot || [...shadowRoot.children].some(({ localName }) => localName === TAG)) return;
  // A page may include this script twice: the first one wins, and nothing throws.
  if (!customElements.get(TAG)) customElements.define(TAG, CfStreamUploadThumbnail);
  const picker = Object.assign(document.createElement(TAG), { uploader });
  picker.setAttribute('exportparts', 'thumbnail-picker, button');
  shadowRoot.append(picker);
  uploader.addController(picker);
}
