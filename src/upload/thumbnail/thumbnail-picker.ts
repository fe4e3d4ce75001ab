import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { dispatch } from '../../shared/dispatch.js';
import { interpolate } from '../../shared/i18n/format.js';
import { MovableElement } from '../../shared/movable-element.js';
import { askForVideo } from '../sending/upload-endpoint.js';
import type { CfStreamUpload, UploadItemInfo } from '../stream-upload.js';
import type { THUMBNAIL_WORDS, ThumbnailWords } from '../strings/thumbnail-words.js';
import { thumbnailPickerStyles } from './thumbnail-picker.styles.js';

const TAG = 'cf-stream-upload-thumbnail';
/** Latest moment that is proposed, in seconds; of a short video a tenth, as for the thumbnail of its row. */
const FIRST_SECONDS = 10;

/** Moment that a person has picked for a video. */
interface Choice {
  readonly seconds: number;
  /** The same as a part of the video, 0 to 1, as Stream has it. */
  readonly pct: number;
  /** `waiting` until Stream has made an id for the video. */
  readonly status: 'waiting' | 'saving' | 'saved' | 'failed';
}

/**
 * Lets a person pick the moment of a local video whose picture stands for it, and tells the site's `thumbnail-endpoint`.
 *
 * @summary What picks the picture of a video.
 * @tagname cf-stream-upload-thumbnail
 * @csspart thumbnail-picker - The box around the video while its picture is picked.
 * @csspart button - Every button with a text.
 */
export class CfStreamUploadThumbnail extends MovableElement implements ReactiveController {
  static override readonly styles = thumbnailPickerStyles;

  /** Uploader of whose videos the pictures are. */
  @property({ attribute: false }) uploader!: CfStreamUpload;
  /** Words of all languages. */
  @property({ attribute: false }) languages!: typeof THUMBNAIL_WORDS;

  readonly #choices = new Map<string, Choice>();
  /** Id of the video that is looked at. */
  #open: string | undefined;
  #url: string | undefined;
  /** Whether the browser cannot show it. */
  #isUnreadable = false;
  #listening: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    // Also where an upload begins anew, and is another video at Stream.
    this.uploader.addEventListener('cf-stream-upload-created', ({ detail }) => this.#save(detail.id, detail.uid), {
      signal,
    });
  }

  protected override left(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#show(undefined);
  }

  /** Follows what the uploader has. */
  hostUpdated(): void {
    const ids = this.uploader.items.map(({ id }) => id);
    for (const id of this.#choices.keys()) if (!ids.includes(id)) this.#choices.delete(id);
    if (this.#open !== undefined && !this.#items.some(({ id }) => id === this.#open)) this.#show(undefined);
    this.requestUpdate();
  }

  protected override willUpdate(): void {
    this.hidden = !this.uploader.thumbnailEndpoint || this.#items.length === 0;
  }

  override render(): TemplateResult {
    const words = this.#words;
    const items = this.#items;
    const choices = items.flatMap((item) => {
      const choice = this.#choices.get(item.id);
      return choice ? [{ item, choice }] : [];
    });
    const isAgain = items.length > 0 && choices.length === items.length;
    return html`<div class="frame" role="group" aria-label=${words.label}>
      ${this.#open === undefined ? this.#button(isAgain ? words.again : words.open, () => this.#show(items[0]?.id), 'plain open') : this.#renderPanel(words, items)}
      <div class="said" role="status">
        ${choices.map(({ item, choice }) => html`<p class=${choice.status}><bdi>${this.#say(item, choice)}</bdi></p>`)}
      </div>
      ${choices.map(({ item, choice }) =>
        choice.status === 'failed'
          ? this.#button(words.retry, () => this.#save(item.id, uidOf(item)), 'plain')
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
                aria-label=${words.preview}
                playsinline
                preload="auto"
                src=${this.#url ?? nothing}
                @loadedmetadata=${this.#onMetadata}
                @timeupdate=${this.#draw}
                @play=${this.#draw}
                @pause=${this.#draw}
                @error=${this.#onUnreadable}
              ></video>
              <div class="moment">
                ${this.#button(isPlaying ? words.pause : words.play, this.#playOrPause, 'plain')}
                <input
                  type="range" min="0" max=${length} step="0.1" dir="ltr"
                  aria-label=${words.moment}
                  aria-valuetext=${time}
                  .value=${String(seconds)}
                  ?disabled=${length === 0}
                  @input=${this.#seek}
                />
                <span class="time" dir="ltr">${time}</span>
              </div>`
      }
      <div class="buttons">
        ${this.#isUnreadable ? nothing : this.#button(words.use, this.#use, 'primary', length === 0)}
        ${this.#button(words.cancel, () => this.#close(), 'plain')}
      </div>
    </div>`;
  }

  #renderChoiceOfVideo(words: ThumbnailWords, items: readonly UploadItemInfo[]): TemplateResult {
    return html`<label class="video">
      <bdi>${words.video}</bdi>
      <select @change=${({ target }: Event) => this.#show((target as HTMLSelectElement).value)}>
        ${items.map(({ id, file }) => html`<option value=${id} ?selected=${id === this.#open}>${file?.name}</option>`)}
      </select>
    </label>`;
  }

  #button(text: string, onClick: () => void, classes: string, isOff = false): TemplateResult {
    const disabled = isOff || this.uploader.isDisabled;
    return html`<button type="button" class=${classes} part="button" ?disabled=${disabled} @click=${onClick}>
      <bdi>${text}</bdi>
    </button>`;
  }

  get #words(): ThumbnailWords {
    return this.languages[this.uploader.texts.locale.slice(0, 2).toLowerCase()] ?? this.languages.en;
  }

  /** Files that have passed the checks, and that the page still has. */
  get #items(): readonly UploadItemInfo[] {
    return this.uploader.items.filter(
      ({ file, state }) => file && ['uploading', 'paused', 'processing', 'ready'].includes(state.status),
    );
  }

  get #video(): HTMLVideoElement | null {
    return this.shadowRoot?.querySelector('video') ?? null;
  }

  #say({ file }: UploadItemInfo, { status, seconds }: Choice): string {
    const words = this.#words;
    const text = interpolate(words[status === 'waiting' ? 'saving' : status], { time: formatMoment(seconds) });
    return this.uploader.multiple ? `${file?.name}: ${text}` : text;
  }

  /** Opens the panel with another video, or closes it. */
  #show(id: string | undefined): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    const file = this.#items.find((item) => item.id === id)?.file;
    this.#open = file ? id : undefined;
    this.#url = file ? URL.createObjectURL(file) : undefined;
    this.#isUnreadable = false;
    this.requestUpdate();
    if (file) this.#focus('.panel');
  }

  #close(): void {
    this.#show(undefined);
    this.#focus('.open');
  }

  /** Moves the focus to the first of those, once it is drawn. */
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

  /** Begins where the last choice was. What was recorded does not say how long it is: then the browser looks for its end first. */
  readonly #onMetadata = (event: Event): void => {
    const video = event.target as HTMLVideoElement;
    if (video.videoWidth === 0) this.#onUnreadable();
    else if (video.duration === Infinity) {
      video.addEventListener('durationchange', this.#onMetadata, { once: true });
      video.currentTime = Number.MAX_SAFE_INTEGER;
    } else {
      const chosen = this.#choices.get(this.#open ?? '');
      video.currentTime = chosen?.seconds ?? Math.min(FIRST_SECONDS, video.duration / 10);
      this.requestUpdate();
      // It could not have the focus before its length was known.
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
    const item = this.#items.find(({ id }) => id === this.#open);
    const video = this.#video;
    if (!item || !video) return;
    const seconds = video.currentTime;
    const pct = Math.min(1, Math.round((seconds / lengthOf(video)) * 1e6) / 1e6);
    this.#choices.set(item.id, { seconds, pct, status: 'waiting' });
    this.#close();
    this.#save(item.id, uidOf(item));
  };

  /** Tells the site what was picked for a video, as soon as Stream knows that one. */
  #save(id: string, uid: string | null): void {
    const choice = this.#choices.get(id);
    if (!choice || !uid) return;
    const saving: Choice = { ...choice, status: 'saving' };
    this.#set(id, saving);
    const { thumbnailEndpoint, headers } = this.uploader;
    const body = JSON.stringify({ thumbnailTimestampPct: choice.pct });
    void askForVideo('PUT', thumbnailEndpoint, uid, headers, body).then((isDone) => {
      // Another moment was picked meanwhile, or the video is given up.
      if (this.#choices.get(id) !== saving) return;
      this.#set(id, { ...choice, status: isDone ? 'saved' : 'failed' });
      if (isDone) dispatch(this.uploader, 'cf-stream-upload-thumbnail', { id, uid, thumbnailTimestampPct: choice.pct });
    });
  }

  #set(id: string, choice: Choice): void {
    this.#choices.set(id, choice);
    this.requestUpdate();
  }
}

const uidOf = ({ state }: UploadItemInfo): string | null => ('uid' in state ? state.uid : null);

/** Length of a video in seconds; 0 while it is not known. */
function lengthOf(video: HTMLVideoElement | null): number {
  return video && Number.isFinite(video.duration) ? video.duration : 0;
}

/** Formats a moment with tenths of a second: `1:02.5`. */
function formatMoment(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload-thumbnail': CfStreamUploadThumbnail;
  }
}

/** Gives an uploader what picks pictures, unless it has it. */
export async function addTo(uploader: CfStreamUpload): Promise<void> {
  const { THUMBNAIL_WORDS: languages } = await import('../strings/thumbnail-words.js');
  const { shadowRoot } = uploader;
  if (!shadowRoot || [...shadowRoot.children].some(({ localName }) => localName === TAG)) return;
  // A page may hold two copies of this script: the first one wins, and nothing is thrown.
  if (!customElements.get(TAG)) customElements.define(TAG, CfStreamUploadThumbnail);
  const picker = document.createElement(TAG);
  Object.assign(picker, { uploader, languages });
  picker.setAttribute('exportparts', 'thumbnail-picker, button');
  shadowRoot.append(picker);
  uploader.addController(picker);
}
