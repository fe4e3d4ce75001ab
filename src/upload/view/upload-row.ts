import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { MovableElement } from '../../shared/movable-element.js';
import { isSendingUrgent, percentOf } from '../model/upload-progress.js';
import { EMPTY_UPLOAD, type UploadState } from '../model/upload-state.js';
import { cutInMiddle, joinFacts } from './join-facts.js';
import { uploadIcon, type UploadIcon } from './upload-icons.js';
import { uploadRowStyles } from './upload-row.styles.js';
import type { UploadSummary } from '../model/upload-summary.js';
import type { UploadLimits } from '../strings/format.js';
import { uploadTexts, type UploadTexts } from '../strings/texts.js';

/** Request of a row: `pause-request`, `resume-request`, … bubble, but do not leave the shadow root. */
export type UploadRequest = 'pause' | 'resume' | 'cancel' | 'retry' | 'choose';

/**
 * One file in `<cf-stream-upload>`: its thumbnail, name, progress and buttons. Draws what it is given and requests
 * actions with events; does nothing itself.
 *
 * @summary Row of a file in an uploader.
 * @tagname cf-stream-upload-row
 * @csspart row - Box around a file.
 * @csspart thumbnail - Thumbnail of the video, or the icon in its place.
 * @csspart name - Name of the file.
 * @csspart status - Status line of the file.
 * @csspart uid - Uid of the video, once it is ready to play; hidden unless you give it a `display`.
 * @csspart progress - Track of the progress bar.
 * @csspart progress-bar - Filled part of the progress bar: as long as the track, which clips it.
 * @csspart button - Every text button.
 * @csspart icon-button - Every icon button.
 */
export class CfStreamUploadRow extends MovableElement {
  static override readonly styles = uploadRowStyles;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };

  /** State of the upload. */
  @property({ attribute: false }) state: UploadState = EMPTY_UPLOAD;
  /** The file, for its thumbnail, while the page has it. */
  @property({ attribute: false }) file: File | null = null;
  /** Duration of the video in seconds, if known. */
  @property({ attribute: false }) seconds: number | null = null;
  /** Limits to name if the file exceeds them. */
  @property({ attribute: false }) limits: UploadLimits = { maxBytes: Infinity, maxSeconds: null };
  /** Texts in the reader's language. */
  @property({ attribute: false }) texts: UploadTexts = uploadTexts;
  /** Whether it is one of several, so that its buttons have to name the file. */
  @property({ attribute: false }) isOneOfMany = false;
  /** Whether it can be paused. */
  @property({ attribute: false }) canPause = true;
  /** Whether its buttons are disabled. */
  @property({ type: Boolean }) disabled = false;

  @state() private hasThumbnail = false;

  #drawn: File | null = null;
  #drawing: AbortController | undefined;
  #hasTips = false;

  protected override left(): void {
    this.#drawing?.abort();
    if (!this.hasThumbnail) this.#drawn = null;
  }

  /** @internal Focuses the row itself, not one of its buttons. */
  focusRow(): void {
    this.#find('.row')?.focus();
  }

  // No `@query()`, which would add code.
  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  override render(): TemplateResult {
    const { state } = this;
    const name = 'file' in state ? (state.file?.name ?? '') : '';
    const title = state.status === 'resumable' ? this.texts.resumable(name, percentOfState(state) ?? 0) : name;
    const ways = this.#renderWays(name);
    return html`<div class="row" part="row" role="group" aria-label=${title} tabindex="-1" data-status=${state.status}>
      ${this.#renderThumbnail()}
      <div class="body">
        <p class="name" part="name" dir="auto" title=${name}>${title === name ? cutInMiddle(name) : title}</p>
        ${this.#renderProgress()}
        <p class="status" part="status">
          <span class="said" dir="auto">${this.texts.status(state, this.limits)}</span>
          <span class="pace">${joinFacts(this.#pace())}</span>
        </p>
        ${state.status === 'ready' ? html`<p class="uid" part="uid" dir="ltr">${state.uid}</p>` : nothing}
        ${ways.length > 0 ? html`<div class="ways">${ways}</div>` : nothing}
      </div>
      <div class="actions" @pointerover=${this.#wantTips} @focusin=${this.#wantTips}>${this.#renderActions()}</div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#find('.bar')?.style.setProperty('--_done', `${percentOfState(this.state) ?? 0}%`);
    if (changed.has('file') || changed.has('state')) this.#draw();
  }

  #renderThumbnail(): TemplateResult {
    const { status } = this.state;
    const icon: UploadIcon = status === 'error' ? 'alert' : 'film';
    return html`<div class="thumbnail" part="thumbnail">
      <canvas width="256" height="144" aria-hidden="true" ?hidden=${!this.hasThumbnail || status === 'error'}></canvas>
      ${this.hasThumbnail && status !== 'error' ? nothing : uploadIcon(icon)}
      ${status === 'ready' || isSent(this.state) ? html`<span class="badge">${uploadIcon('check')}</span>` : nothing}
    </div>`;
  }

  #renderProgress(): TemplateResult | typeof nothing {
    const { state } = this;
    if (state.status === 'ready' || state.status === 'error' || isSent(state)) return nothing;
    const percent = percentOfState(state);
    const { uploadProgress, processingProgress } = this.texts.words;
    const label = this.#labelOf(state.status === 'processing' ? processingProgress : uploadProgress);
    const isMoving = state.status === 'checking' || percent === null;
    return html`<div
      class="progress"
      part="progress"
      role="progressbar"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${percent ?? nothing}
      ?data-moving=${isMoving}
    >
      <div class="bar" part="progress-bar"></div>
    </div>`;
  }

  #pace(): string[] {
    const { state } = this;
    const percent = percentOfState(state) ?? 0;
    if (state.status === 'ready') return this.texts.facts(state.file.size, this.seconds);
    if (state.status === 'paused') return [this.texts.percent(percent)];
    if (state.status !== 'uploading' || state.waiting || !state.uid) return [];
    return this.texts.pace(percent, state.progress);
  }

  /** Renders the buttons for continuing: from a state that needs a decision, or with another video. */
  #renderWays(name: string): TemplateResult[] {
    const { state } = this;
    const { words } = this.texts;
    if (state.status === 'resumable')
      return state.kept
        ? [this.#button('resume', words.goOn, true)]
        : [this.#button('choose', this.texts.chooseAgain(name), true)];
    if (state.status === 'ready' || isSent(state))
      return this.isOneOfMany ? [] : [this.#button('choose', words.another, false)];
    if (state.status !== 'error') return [];
    if (state.recovery === 'retry' && state.error.code !== 'FILE_CHANGED')
      return [this.#button('retry', words.tryAgain, true)];
    const choose = this.#button('choose', words.chooseOther, true);
    return state.recovery === 'choose' ? [choose] : [choose, this.#button('retry', words.sendAnyway, false)];
  }

  /** Renders the action buttons, each in a place of its own: a button must not turn into another one under a finger. */
  #renderActions(): [pauseOrResume: TemplateResult | typeof nothing, giveUp: TemplateResult] {
    const { words } = this.texts;
    const giveUp = (label: string): TemplateResult => this.#iconButton('cancel', 'close', label);
    switch (this.state.status) {
      case 'uploading':
        return [this.canPause ? this.#iconButton('pause', 'pause', words.pause) : nothing, giveUp(words.cancel)];
      case 'paused':
        return [this.#iconButton('resume', 'play', words.resume), giveUp(words.cancel)];
      case 'checking':
        return [nothing, giveUp(words.cancel)];
      case 'resumable':
        return [nothing, giveUp(words.discard)];
      default:
        return [nothing, giveUp(words.remove)];
    }
  }

  #button(request: UploadRequest, label: string, isPrimary: boolean): TemplateResult {
    return html`<button
      type="button"
      class=${isPrimary ? 'primary' : 'plain'}
      part="button"
      ?disabled=${this.disabled}
      @click=${() => this.#request(request)}
    >
      <bdi>${label}</bdi>
    </button>`;
  }

  #iconButton(request: UploadRequest, icon: UploadIcon, label: string): TemplateResult {
    return html`<button
      type="button"
      class="icon-button"
      part="icon-button"
      aria-label=${this.#labelOf(label)}
      data-tip=${label}
      ?disabled=${this.disabled}
      @click=${() => this.#request(request)}
    >
      ${uploadIcon(icon)}
    </button>`;
  }

  /** Fetches the tooltips once a button has the pointer or the focus; again where they did not come. */
  readonly #wantTips = (): void => {
    if (this.#hasTips) return;
    this.#hasTips = true;
    void import('./row-tips.js').then(
      ({ RowTips }) => new RowTips(this),
      () => {
        this.#hasTips = false;
      },
    );
  };

  #labelOf(label: string): string {
    const name = 'file' in this.state ? this.state.file?.name : '';
    return this.isOneOfMany && name ? this.texts.actionOf(label, name) : label;
  }

  #request(request: UploadRequest): void {
    this.dispatchEvent(new Event(`${request}-request`, { bubbles: true }));
  }

  /**
   * Draws the thumbnail, once per file: only after the checks, since the file may be anything, and not while a decoder
   * would delay its first bytes or, on a fast connection, all of them.
   */
  #draw(): void {
    const { file, state } = this;
    if (file === this.#drawn) return;
    // At once: it shows another file.
    this.#drawing?.abort();
    this.#drawn = null;
    this.hasThumbnail = false;
    if (!file || state.status === 'checking' || state.status === 'error') return;
    if (state.status === 'uploading' && !state.waiting && isSendingUrgent(state.progress)) return;
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas) return;
    this.#drawn = file;
    const drawing = new AbortController();
    this.#drawing = drawing;
    void import('./file-thumbnail.js')
      .then(({ drawThumbnail }) => drawThumbnail(file, canvas, drawing.signal))
      .catch(() => false)
      .then((drawn) => {
        if (!drawing.signal.aborted) this.hasThumbnail = drawn;
      });
  }
}

function percentOfState(state: UploadState): number | null {
  if (state.status === 'processing') return state.percent === null ? null : Math.floor(state.percent);
  return 'progress' in state && state.progress ? percentOf(state.progress.sentBytes, state.progress.totalBytes) : null;
}

/** Tells whether every byte was sent and nothing will tell when the video is ready. */
function isSent(state: UploadState): boolean {
  return state.status === 'processing' && !state.watched;
}

/** File as a row draws it. */
export interface ViewedUpload {
  readonly id: string;
  readonly state: UploadState;
  /** File for the thumbnail, while the page has it. */
  readonly file: File | null;
  /** Facts read from the file. */
  readonly media?: { readonly seconds: number | null } | null;
  /** Whether it can be paused. */
  readonly canPause: boolean;
}

/** Action of a row that needs no file. */
export type UploadRowAsk = 'pause' | 'resume' | 'cancel' | 'retry';

/** Data for rows and their list, and callbacks for actions. */
export interface RenderFilesOptions<Item extends ViewedUpload> {
  readonly items: readonly Item[];
  readonly summary: UploadSummary;
  readonly multiple: boolean;
  readonly disabled: boolean;
  readonly texts: UploadTexts;
  readonly limits: UploadLimits;
  /** Number of rows of a long list to render. */
  readonly shownRows: number;
  onAsk(ask: UploadRowAsk, item: Item): void;
  /** Called to choose a file: a new one, or that of an item again. */
  onChoose(onto?: Item): void;
  /** Whether there is a button for a folder. */
  readonly hasFolder: boolean;
  /** Called to choose a folder. */
  onFolder(): void;
  /** Called to show more rows. */
  onMore(): void;
}

/** Draws the row of a file. */
export function renderRow<Item extends ViewedUpload>(view: RenderFilesOptions<Item>, item: Item): TemplateResult {
  return html`<cf-stream-upload-row
    exportparts="row, thumbnail, name, status, uid, progress, progress-bar, button, icon-button"
    .state=${item.state}
    .file=${item.file}
    .seconds=${item.media?.seconds ?? null}
    .texts=${view.texts}
    .limits=${view.limits}
    .canPause=${item.canPause}
    .isOneOfMany=${view.multiple}
    ?disabled=${view.disabled}
    @pause-request=${() => view.onAsk('pause', item)}
    @resume-request=${() => view.onAsk('resume', item)}
    @cancel-request=${() => view.onAsk('cancel', item)}
    @retry-request=${() => view.onAsk('retry', item)}
    @choose-request=${() => view.onChoose(item)}
  ></cf-stream-upload-row>`;
}
