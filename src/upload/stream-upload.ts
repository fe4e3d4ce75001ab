import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { query, queryAll, state } from 'lit/decorators.js';
import type { ChosenFile } from './file/file-handle.js';
import { FilePicker } from './file/file-picker.js';
import type { UploadItem } from './sending/upload-item.js';
import type { UploadMedia } from './file/preflight.js';
import { UploadQueue } from './sending/upload-queue.js';
import { limitsOf, settingsOf } from './sending/upload-settings.js';
import type { CreateUpload, UploadTarget } from './sending/upload-endpoint.js';
import type { OwnMetadata, UploadMetadata } from './sending/upload-metadata.js';
import { acceptTokens, DEFAULT_ACCEPT } from './file/file-accept.js';
import { canTryAgain } from './model/upload-failure.js';
import { EMPTY_UPLOAD, type UploadEvent, type UploadState } from './model/upload-state.js';
import type { UploadNotice } from './model/upload-notice.js';
import { progressInfoOf, type UploadProgressInfo } from './model/upload-summary.js';
import { LiveAnnouncer, type LiveAnnouncerOptions } from './view/live-announcer.js';
import { followUploadLanguage, type UploadLanguagePack } from './strings/languages.js';
import type { UploadTexts } from './strings/texts.js';
import type { CfStreamUploadRow } from './view/upload-row.js';
import { isInDropZone, renderUpload } from './view/upload-view.js';
import {
  dispatchAccept,
  dispatchUploadEvent,
  giveUp,
  handOverVideo,
  itemInfoOf,
  type UploadItemInfo,
} from './notify-page.js';
import type { UploadAcceptDetail } from './stream-upload-events.js';
import { readRemembered, uidOf } from './form-control.js';
import { streamUploadStyles } from './stream-upload.styles.js';
import { UploadProperties } from './upload-properties.js';

export { StreamError, type StreamErrorCode } from '../shared/errors.js';
export type { FileInfo } from './file/file-identity.js';
export type { UploadHeaders } from './model/request-headers.js';
export type { UploadProgress } from './model/upload-progress.js';
export type { UploadStatus, UploadWait } from './model/upload-state.js';
export type {
  CreateUpload,
  OwnMetadata,
  UploadAcceptDetail,
  UploadItemInfo,
  UploadLanguagePack,
  UploadMedia,
  UploadMetadata,
  UploadProgressInfo,
  UploadState,
  UploadTarget,
  UploadTexts,
};

/** Number of rows of a long list that are drawn at a time. */
const ROWS = 50;

/**
 * Carries a video from the browser to Cloudflare Stream and waits until it can be played. What is between its tags is
 * shown only where there is no JavaScript.
 *
 * A file goes from `empty` through `checking`, `uploading` (⇄ `paused`) and `processing` to `ready`, or to `error`,
 * from which there is always a way on. With `multiple` there is a row for each file, and one or two are sent at a time. Without `status-endpoint` nobody tells when the video is ready: `processing` is
 * the last state then, and the player named by `for`, which waits by itself, gets the uid at once.
 *
 * @summary Uploads a video to Cloudflare Stream, without ever losing it.
 * @tagname cf-stream-upload
 * @since 0.1.0
 *
 * @fires {CustomEvent<UploadAcceptDetail>} cf-stream-upload-accept - Before anything of a file is sent; `preventDefault()` refuses it, `detail.waitUntil()` waits for a check.
 * @fires {CustomEvent<{ id: string, file: File }>} cf-stream-upload-start - A file is going to be sent.
 * @fires {CustomEvent<{ id: string, uid: string }>} cf-stream-upload-created - Stream has made an id for the video; not when an upload goes on after a reload.
 * @fires {CustomEvent<{ id: string, sentBytes: number, totalBytes: number, percent: number }>} cf-stream-upload-progress - More was sent.
 * @fires {CustomEvent<{ id: string }>} cf-stream-upload-pause - Sending was paused.
 * @fires {CustomEvent<{ id: string }>} cf-stream-upload-resume - Sending goes on after a pause or an error.
 * @fires {CustomEvent<{ id: string, uid: string, percent: number | null }>} cf-stream-upload-processing - Every byte is there; again with each new percentage.
 * @fires {CustomEvent<{ id: string, uid: string }>} cf-stream-upload-ready - The video can be played.
 * @fires {CustomEvent<{ id: string, error: StreamError, uid?: string }>} cf-stream-upload-error - Something needs a decision; see the table of errors.
 * @fires {CustomEvent<{ id: string, uid?: string }>} cf-stream-upload-cancel - The person gave a file up that is not all there.
 * @fires {CustomEvent<{ id: string, uid: string }>} cf-stream-upload-remove - The person took a video away that had arrived.
 *
 * @slot prompt - The sentence in the empty drop zone.
 * @slot hint - The line below the button that says which files are taken.
 *
 * @csspart drop-zone - The box while there is no file.
 * @csspart prompt - The sentence in it.
 * @csspart hint - The line that says which files are taken.
 * @csspart button - Every button with a text.
 * @csspart icon-button - Every button with an icon.
 * @csspart row - The box around a file.
 * @csspart thumbnail - A frame of the video, or the icon in its place.
 * @csspart name - The file's name.
 * @csspart status - The line that says where it stands.
 * @csspart uid - The video's uid, once it can be played.
 * @csspart list - The rows of several files.
 * @csspart notice - What is said besides, such as why a file was left out.
 * @csspart summary - How several files stand together.
 * @csspart progress - The track of the progress bar.
 * @csspart progress-bar - The filled part of it.
 *
 * @cssprop [--cf-stream-accent-color] - Buttons, progress and focus.
 * @cssprop [--cf-stream-on-accent-color] - Text on the accent colour.
 * @cssprop [--cf-stream-surface-color] - Background.
 * @cssprop [--cf-stream-text-color] - Text.
 * @cssprop [--cf-stream-radius] - Roundness of the corners.
 * @cssprop [--cf-stream-font] - As in the `font` property.
 *
 * @cssstate empty - No file.
 * @cssstate resumable - A half-sent file of an earlier visit is offered.
 * @cssstate checking - The file is looked at.
 * @cssstate uploading - The file is being sent.
 * @cssstate paused - The person has paused it.
 * @cssstate processing - Stream is preparing the video.
 * @cssstate ready - The video can be played.
 * @cssstate error - Something needs a decision.
 * @cssstate drag-over - A file is held over it.
 */
export class CfStreamUpload extends UploadProperties {
  static override readonly styles = streamUploadStyles;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  /** Languages of the site's own, or its own words for ours, by their tags; set it before there is an uploader. */
  static languages: Record<string, UploadLanguagePack> | undefined;

  /** Number of rows of a long list that are drawn. */
  @state() private shownRows = ROWS;
  @query('input') private readonly input!: HTMLInputElement | null;
  @query('.drop-zone button:enabled') private readonly dropButton!: HTMLElement | null;
  @queryAll('cf-stream-upload-row') private readonly rows!: NodeListOf<CfStreamUploadRow>;

  readonly #announcer = new LiveAnnouncer();
  readonly #queue = new UploadQueue(this, {
    settings: () => settingsOf(this),
    multiple: () => this.multiple,
    concurrency: () => Math.min(4, Math.max(1, Math.floor(this.concurrency) || 1)),
    accepts: (item, media) => dispatchAccept(this, item, media),
    onChange: (item, event, before) => this.#onChange(item, event, before),
    onNotice: (notice) => this.#notify(notice),
  });
  readonly #chooser = new FilePicker<UploadItem>(this, {
    isOpen: () => !this.isDisabled && this.#queue.isOpen,
    isBusy: () => !this.isDisabled && !this.#queue.isOpen,
    accept: () => this.#accepted,
    multiple: () => this.multiple,
    wantsCamera: () => this.capture !== '',
    input: () => this.input,
    onChosen: (chosen, onto) => this.#add(chosen, onto),
    onNotice: (notice) => this.#notify(notice),
  });
  /** Index of the row that has the focus; -1 where it is beside them, `null` where it is not in here at all. */
  #focusedRow: number | null = null;

  constructor() {
    super();
    this.addEventListener('click', this.#onHostClick);
  }

  /** State of the upload: a union told apart by `status`. With `multiple`, that of the first file. */
  get state(): UploadState {
    return this.#queue.items[0]?.state ?? EMPTY_UPLOAD;
  }

  /** All files, in the order in which they came. */
  get items(): readonly UploadItemInfo[] {
    return this.#queue.items.map(itemInfoOf);
  }

  /** Progress of all files together, or `null` where nothing is being sent. */
  get progress(): UploadProgressInfo | null {
    return progressInfoOf(this.#queue.items.map(({ state }) => state));
  }

  /** The first video's uid, as soon as there is one; what a form sends. */
  get value(): string {
    return this.values[0] ?? '';
  }

  /** The uids of all videos. */
  get values(): readonly string[] {
    return this.#queue.items.map(({ state }) => uidOf(state)).filter(Boolean);
  }

  /** Sends files; nothing happens while another is being sent, unless there may be several. */
  upload(files: File | Iterable<File>): void {
    this.#add(files instanceof File ? [{ file: files }] : [...files].map((file) => ({ file })));
  }

  /** Stops sending until `resume()`: one file, or all. One that is being looked at is not sent afterwards. */
  pause(id?: string): void {
    for (const item of this.#itemsOf(id)) item.pause();
  }

  /** Goes on after `pause()`, and after a reload where the browser has kept the file: one file, or all. */
  resume(id?: string): void {
    for (const item of this.#itemsOf(id)) item.resume();
  }

  /** Tries again after an error: one file, or all that are still the files that they were. */
  retry(id?: string): void {
    for (const item of this.#itemsOf(id)) if (id !== undefined || canTryAgain(item.state)) item.retry();
  }

  /** Gives a file up, or all of them, and says so with `cf-stream-upload-cancel` or, once it was sent, `cf-stream-upload-remove`. */
  cancel(id?: string): void {
    if (id === undefined) this.#queue.dropIncoming();
    for (const item of this.#itemsOf(id)) giveUp(this, item, this);
  }

  /** Goes back to the beginning, without an event. */
  reset(): void {
    this.#announcer.endNotice();
    this.#queue.reset();
    this.shownRows = ROWS;
  }

  /**
   * Forgets every half-sent upload that this site keeps in the browser, of all uploaders and tabs, so that the next
   * person at it is offered none: call it when somebody signs out. A file that is being sent goes on and is not kept
   * any more. No event is sent, and where nothing can be kept there is nothing to forget.
   */
  forget(): Promise<void> {
    return this.#queue.forget();
  }

  /** Opens the browser's file dialogue; needs a user's gesture, and does nothing while a file is being sent. */
  showPicker(): void {
    this.#chooser.pick();
  }

  /** Called by the browser when the form is reset. */
  formResetCallback(): void {
    this.reset();
  }

  /** Called by the browser when it fills a form in again: after going back, or after a crash. */
  formStateRestoreCallback(memory: unknown): void {
    this.#queue.restore(readRemembered(memory));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    followUploadLanguage(this, () => CfStreamUpload.languages).catch(() => undefined);
  }

  override render(): TemplateResult {
    const label = this.formControl.labelText() || (this.getAttribute('aria-label') ?? this.texts.words.label);
    return renderUpload({
      label,
      items: this.#queue.items,
      summary: this.#announcer.summary,
      notice: this.#announcer.notice,
      announcement: this.#announcer.text,
      multiple: this.multiple,
      accept: this.#accepted,
      capture: this.capture,
      isOver: this.#chooser.isOver,
      disabled: this.isDisabled,
      texts: this.texts,
      limits: limitsOf(this),
      shownRows: this.shownRows,
      onAsk: (ask, { id }) => this[ask](id),
      onChoose: (onto) => this.#chooser.pick(onto),
      onInput: this.#chooser.onInput,
      onMore: () => (this.shownRows += ROWS),
    });
  }

  protected override willUpdate(): void {
    if (this.multiple)
      this.#announcer.tellMany(
        this.#queue.items.map(({ state }) => state),
        this.#spoken,
      );
    const focused = this.shadowRoot?.activeElement;
    this.#focusedRow = focused ? [...this.rows].findIndex((row) => row === focused) : null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('endpoint') || changed.has('createUpload') || changed.has('name')) {
      if (this.endpoint || this.createUpload) void this.#queue.offerResumable();
    }
    if (changed.has('concurrency') || changed.has('multiple')) this.#queue.next();
    this.#updateForm();
    if (this.#focusedRow !== null) void this.#keepFocus(this.#focusedRow);
  }

  get #spoken(): LiveAnnouncerOptions {
    return { texts: this.texts, limits: limitsOf(this) };
  }

  get #accepted(): string {
    return acceptTokens(this.accept).join() || DEFAULT_ACCEPT;
  }

  #add(chosen: readonly ChosenFile[], onto?: UploadItem): void {
    if (chosen.length > 0) this.#announcer.endNotice();
    this.#queue.add(chosen, onto);
  }

  /** Gives the items that are meant. What was said before somebody does something with them is over. */
  #itemsOf(id: string | undefined): readonly UploadItem[] {
    this.#announcer.endNotice();
    this.requestUpdate();
    return id === undefined ? this.#queue.items : this.#queue.items.filter((item) => item.id === id);
  }

  #onChange(item: UploadItem, event: UploadEvent, before: UploadState): void {
    if (this.multiple) this.#announcer.noteOneOfMany(item.state, before);
    else this.#announcer.tellOne(item.state, before, this.#spoken);
    // With many files the form is told once, with the next rendering, and not of each change.
    if (this.#queue.items.length <= ROWS) this.#updateForm();
    handOverVideo(this, this.htmlFor, item.state, { keep: this.multiple });
    dispatchUploadEvent(this, item, event);
  }

  #updateForm(): void {
    this.formControl.update({
      states: this.#queue.items.map(({ state }) => state),
      kept: this.#queue.kept?.state,
      name: this.name,
      required: this.required,
      words: this.texts.words,
      flags: this.#chooser.isOver ? ['drag-over'] : [],
      anchor: this.rows[0] ?? this.dropButton,
    });
  }

  /**
   * Moves the focus to the row, or to the button of the empty box, where what had it is gone: a keyboard must not be
   * sent back to the top of the page. Not on another button of the row: the key that was meant for the one that has
   * gone would press it.
   */
  async #keepFocus(index: number): Promise<void> {
    const row = this.rows[Math.min(Math.max(0, index), this.rows.length - 1)];
    await row?.updateComplete;
    if (this.shadowRoot?.activeElement) return;
    if (row) row.focusRow();
    else this.dropButton?.focus();
  }

  /** Opens the dialogue after a click on a `<label>`, which arrives on the element, or in the drop zone. */
  readonly #onHostClick = (event: Event): void => {
    if (event.composedPath()[0] === this || isInDropZone(event)) this.#chooser.pick();
  };

  #notify(notice: UploadNotice | null): void {
    this.#announcer.notify(notice, this.#spoken);
    this.requestUpdate();
  }
}
