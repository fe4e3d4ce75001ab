import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { UploadController } from '../controllers/upload-controller.js';
import { UploadDropController } from '../controllers/upload-drop.js';
import type { CreateUpload, UploadMetadata, UploadTarget } from '../controllers/upload-target.js';
import { DEFAULT_ACCEPT } from '../core/file-accept.js';
import { MAX_FILE_BYTES } from '../core/limits.js';
import { isBusy, type UploadEvent, type UploadState } from '../core/upload-state.js';
import { dispatch } from '../dom/dispatch.js';
import { isInDropZone, renderDropZone } from '../ui/upload-drop-zone.js';
import { keepFocus } from '../ui/upload-focus.js';
import { uploadTexts } from '../ui/upload-texts.js';
import { announceUpload } from './stream-upload-announce.js';
import { uidOf, UploadFormControl } from './stream-upload-form.js';
import { handOverVideo } from './stream-upload-handover.js';
import { limitsOf, progressInfoOf, settingsOf, type UploadProgressInfo } from './stream-upload-settings.js';
import { streamUploadStyles } from './stream-upload.styles.js';

export { StreamError } from '../core/errors.js';
export type { CreateUpload, UploadMetadata, UploadProgressInfo, UploadState, UploadTarget };

/**
 * Carries a video from the browser to Cloudflare Stream and waits until it can be played. What is between its tags is
 * shown only where there is no JavaScript.
 *
 * A file goes from `empty` through `checking`, `uploading` (⇄ `paused`) and `processing` to `ready`, or to `error`,
 * from which there is always a way on. Without `status-endpoint` nobody tells when the video is ready: `processing` is
 * the last state then, and the player named by `for`, which waits by itself, gets the uid at once.
 *
 * @summary Uploads a video to Cloudflare Stream, without ever losing it.
 * @tagname cf-stream-upload
 * @since 0.1.0
 *
 * @fires {CustomEvent<{ file: File }>} cf-stream-upload-accept - Before anything of a file is sent; `preventDefault()` refuses it.
 * @fires {CustomEvent<{ file: File }>} cf-stream-upload-start - A file is going to be sent.
 * @fires {CustomEvent<{ uid: string }>} cf-stream-upload-created - Stream has made an id for the video; not when an upload goes on after a reload.
 * @fires {CustomEvent<{ sentBytes: number, totalBytes: number, percent: number }>} cf-stream-upload-progress - More was sent.
 * @fires {CustomEvent<null>} cf-stream-upload-pause - Sending was paused.
 * @fires {CustomEvent<null>} cf-stream-upload-resume - Sending goes on after a pause or an error.
 * @fires {CustomEvent<{ uid: string, percent: number | null }>} cf-stream-upload-processing - Every byte is there; again with each new percentage.
 * @fires {CustomEvent<{ uid: string }>} cf-stream-upload-ready - The video can be played.
 * @fires {CustomEvent<{ error: StreamError, uid?: string }>} cf-stream-upload-error - Something needs a decision; see the table of errors.
 * @fires {CustomEvent<null>} cf-stream-upload-cancel - The person gave the file up.
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
 * @csspart thumbnail - The picture of the video, or the icon in its place.
 * @csspart name - The file's name.
 * @csspart status - The line that says where it stands.
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
export class CfStreamUpload extends LitElement {
  static override readonly styles = streamUploadStyles;
  static override readonly shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  /** Makes it a control of the form it is in. */
  static readonly formAssociated = true;

  /** URL that answers a tus creation request: `POST`, 201 with `Location` and `stream-media-id`, or JSON. */
  @property() endpoint = '';
  /** Gives the upload URL in place of `endpoint`. */
  @property({ attribute: false }) createUpload: CreateUpload | null = null;
  /** URL that tells a video's state as JSON; `{uid}` in it is filled in. */
  @property({ attribute: 'status-endpoint' }) statusEndpoint = '';
  /** Id of the player that is given the video, in the same document or shadow root. */
  @property({ attribute: 'for' }) htmlFor = '';
  /** Name under which the form sends the video's uid. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** Which files are taken, as in `<input accept>`; everything Stream reads by default. */
  @property() accept = '';
  /** Largest file, in bytes. */
  @property({ attribute: 'max-size', type: Number }) maxSize = MAX_FILE_BYTES;
  /** Longest video, in seconds, where the browser can read it. */
  @property({ attribute: 'max-duration', type: Number }) maxDuration: number | null = null;
  /** Size of a tus chunk, in bytes; brought to the nearest size that Stream accepts. */
  @property({ attribute: 'chunk-size', type: Number }) chunkSize: number | null = null;
  /** Whether the form needs a video. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Whether it does nothing. A file that is being sent goes on. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  @state() private announcement = '';
  @state() private isFieldsetDisabled = false;
  @query('input') private readonly input!: HTMLInputElement;

  readonly #form = new UploadFormControl(this.attachInternals());
  readonly #upload = new UploadController(this, {
    settings: () => settingsOf(this),
    accepts: (file) => dispatch(this, 'cf-stream-upload-accept', { file }, { cancelable: true }),
    onChange: (event, before) => this.#onChange(event, before),
  });
  readonly #drop = new UploadDropController(this, {
    isOpen: () => !this.#isDisabled && !isBusy(this.state),
    onFile: (file) => this.upload(file),
  });
  #hadFocus = false;

  constructor() {
    super();
    this.addEventListener('click', this.#onHostClick);
  }

  /** Where the upload stands: a union told apart by `status`. */
  get state(): UploadState {
    return this.#upload.state;
  }

  /** How far the file is, or `null` where none is being sent. */
  get progress(): UploadProgressInfo | null {
    return progressInfoOf(this.state);
  }

  /** The video's uid, as soon as there is one; what a form sends. */
  get value(): string {
    return uidOf(this.state);
  }

  get form(): HTMLFormElement | null {
    return this.#form.internals.form;
  }

  get labels(): NodeList {
    return this.#form.internals.labels;
  }

  get type(): string {
    return this.localName;
  }

  get validity(): ValidityState {
    return this.#form.internals.validity;
  }

  get validationMessage(): string {
    return this.#form.internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#form.internals.willValidate;
  }

  checkValidity(): boolean {
    return this.#form.internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#form.internals.reportValidity();
  }

  /** Sends a file; nothing happens while another is being sent. */
  upload(file: File): void {
    this.#upload.choose(file);
  }

  /** Stops sending until `resume()`. */
  pause(): void {
    this.#upload.pause();
  }

  /** Goes on after `pause()`. */
  resume(): void {
    this.#upload.resume();
  }

  /** Tries again after an error. */
  retry(): void {
    this.#upload.retry();
  }

  /** Gives the file up, and says so with `cf-stream-upload-cancel`. */
  cancel(): void {
    if (this.state.status === 'empty') return;
    this.#upload.cancel();
    dispatch(this, 'cf-stream-upload-cancel', null);
  }

  /** Back to the beginning, without an event. */
  reset(): void {
    this.#upload.reset();
  }

  /** Opens the browser's file dialogue; needs a user's gesture, and does nothing while a file is being sent. */
  showPicker(): void {
    if (!this.#isDisabled && !isBusy(this.state) && this.hasUpdated) this.input.click();
  }

  /** Called by the browser when the form is reset. */
  formResetCallback(): void {
    this.reset();
  }

  /** Called by the browser when a `<fieldset disabled>` around it changes. */
  formDisabledCallback(disabled: boolean): void {
    this.isFieldsetDisabled = disabled;
  }

  override render(): TemplateResult {
    const label = this.#form.labelText() || (this.getAttribute('aria-label') ?? uploadTexts.label);
    return html`<div class="root" role="group" aria-label=${label} ?data-over=${this.#drop.isOver}>
      ${this.state.status === 'empty' ? this.#renderDropZone() : this.#renderRow()}
      <input type="file" hidden accept=${this.accept || DEFAULT_ACCEPT} @change=${this.#onInput} />
      <div class="visually-hidden" role="status">${this.announcement}</div>
    </div>`;
  }

  protected override willUpdate(): void {
    this.#hadFocus = Boolean(this.shadowRoot?.activeElement);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('endpoint') || changed.has('createUpload') || changed.has('name')) {
      if (this.endpoint || this.createUpload) this.#upload.offerResumable();
    }
    this.#updateForm();
    if (this.#hadFocus && this.shadowRoot) void keepFocus(this.shadowRoot);
  }

  #renderDropZone(): TemplateResult {
    return renderDropZone({
      isOver: this.#drop.isOver,
      disabled: this.#isDisabled,
      limits: limitsOf(this),
      onChoose: () => this.showPicker(),
    });
  }

  #renderRow(): TemplateResult {
    return html`<cf-stream-upload-row
      exportparts="row, thumbnail, name, status, progress, progress-bar, button, icon-button"
      .state=${this.state}
      .file=${this.#upload.file}
      .limits=${limitsOf(this)}
      .canPause=${this.#upload.canPause}
      ?disabled=${this.#isDisabled}
      @pause-request=${this.pause}
      @resume-request=${this.resume}
      @cancel-request=${this.cancel}
      @retry-request=${this.retry}
      @choose-request=${this.showPicker}
    ></cf-stream-upload-row>`;
  }

  get #isDisabled(): boolean {
    return this.disabled || this.isFieldsetDisabled;
  }

  #onChange(event: UploadEvent, before: UploadState): void {
    const { state } = this;
    const announcement = uploadTexts.announcement(state, before, limitsOf(this));
    if (announcement) this.announcement = announcement;
    this.#updateForm();
    handOverVideo(this, this.htmlFor, state);
    announceUpload(this, this.#upload.file, state, event);
  }

  #updateForm(): void {
    this.#form.update({
      state: this.state,
      required: this.required,
      flags: this.#drop.isOver ? ['drag-over'] : [],
      anchor: this.shadowRoot?.querySelector<HTMLElement>('button:enabled, cf-stream-upload-row') ?? null,
    });
  }

  /** A click on a `<label>` arrives as one on the element; one in the drop zone beside the button means the same. */
  readonly #onHostClick = (event: Event): void => {
    if (event.composedPath()[0] === this || isInDropZone(event)) this.showPicker();
  };

  #onInput(): void {
    const file = this.input.files?.[0];
    // So that the same file can be chosen again.
    this.input.value = '';
    if (file) this.upload(file);
  }
}
