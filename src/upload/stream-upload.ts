import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { GivenFiles } from './file/file-handle.js';
import { FilePicker } from './file/file-picker.js';
import type { UploadItem } from './sending/upload-item.js';
import type { UploadMedia } from './file/preflight.js';
import { limitsOf } from './model/limits.js';
import type { CreateUpload, UploadTarget } from './sending/upload-endpoint.js';
import type { OwnMetadata, UploadMetadata } from './sending/upload-metadata.js';
import type { UploadState } from './model/upload-state.js';
import type { UploadProgressInfo } from './model/upload-summary.js';
import type { followUploadLanguage, UploadLanguagePack } from './strings/languages.js';
import { firstLoadTexts } from './strings/first-load-texts.js';
import type { UploadTexts } from './strings/texts.js';
import type { UploadListCode } from './view/upload-files.js';
import type { CfStreamUploadRow } from './view/upload-row.js';
import { isInDropZone, renderUpload } from './view/upload-view.js';
import type { UploadItemInfo } from './notify-page.js';
import type { UploadAcceptDetail } from './stream-upload-events.js';
import { streamUploadStyles } from './stream-upload.styles.js';
import { UploadMethods } from './upload-methods.js';
import type { UploadSession } from './upload-session.js';
import { onLanguageChange } from '../shared/i18n/language-change.js';
import { nearestLanguage } from '../shared/i18n/nearest-language.js';

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

/** Code that sends files. */
interface SessionCode {
  readonly UploadSession: typeof UploadSession;
  readonly uploadTexts: UploadTexts;
}
interface Loaders {
  /** Loads the code that sends files and, if several are allowed, the list. */
  readonly session: (multiple: boolean) => Promise<readonly [SessionCode, UploadListCode?]>;
  readonly languages: () => Promise<{ readonly followUploadLanguage: typeof followUploadLanguage }>;
  /** Adds recorder and thumbnail picker to an uploader, if wanted and missing. */
  readonly parts: (uploader: CfStreamUpload) => void;
}

/**
 * Uploads a video from the browser to Cloudflare Stream and waits until it is ready to play. Content between its tags is
 * shown only without JavaScript.
 *
 * It moves from `empty` through `checking`, `uploading` (⇄ `paused`) and `processing` to `ready`, or to `error`, from
 * which the user can always continue. With `multiple`, each file has a row, and `concurrency` of them upload at a time.
 * Without `status-endpoint`, `processing` is the last state, and the player named by `for` gets the uid at once: it
 * waits until the video is ready.
 *
 * @summary Uploads videos to Cloudflare Stream, resumes interrupted uploads, and waits until the videos are ready to play.
 * @tagname cf-stream-upload
 * @since 0.1.0
 *
 * @fires {CustomEvent<UploadAcceptDetail>} cf-stream-upload-accept - A file has passed the element's own checks, and nothing of it has been sent; `preventDefault()` rejects the file, `detail.waitUntil()` delays it.
 * @fires {CustomEvent<{ id: string, file: File }>} cf-stream-upload-start - A file has passed the checks and its upload is about to start.
 * @fires {CustomEvent<{ id: string, uid: string }>} cf-stream-upload-created - Stream has created an id for the video; not fired when an upload resumes after a reload.
 * @fires {CustomEvent<{ id: string, sentBytes: number, totalBytes: number, percent: number }>} cf-stream-upload-progress - More bytes were sent; `percent` is an integer.
 * @fires {CustomEvent<{ id: string }>} cf-stream-upload-pause - The upload was paused.
 * @fires {CustomEvent<{ id: string }>} cf-stream-upload-resume - The upload continues after a pause or an error.
 * @fires {CustomEvent<{ id: string, uid: string, percent: number | null }>} cf-stream-upload-processing - Every byte has arrived; fires again with each new encoding percentage, `null` if unknown.
 * @fires {CustomEvent<{ id: string, uid: string }>} cf-stream-upload-ready - The video is ready to play.
 * @fires {CustomEvent<{ id: string, error: StreamError, uid?: string }>} cf-stream-upload-error - An error needs the user's attention; `error.code` identifies it.
 * @fires {CustomEvent<{ id: string, uid?: string }>} cf-stream-upload-cancel - A file was cancelled before every byte had arrived; `uid` is that of the unfinished video, if Stream has created one.
 * @fires {CustomEvent<{ id: string, uid: string }>} cf-stream-upload-remove - A video that had arrived was removed.
 * @fires {CustomEvent<{ id: string, uid: string, thumbnailTimestampPct: number }>} cf-stream-upload-thumbnail - The site has accepted the moment chosen as the thumbnail, from 0 (start) to 1 (end).
 * @fires {CustomEvent<{ error: StreamError }>} cf-stream-upload-record-error - Recording cannot start, has stopped, or cannot be saved.
 * @fires {Event} input - The user has changed `value` or `values`, as on an `<input>`.
 * @fires {Event} change - The user has changed `value` or `values`; fires after `input`, and is not composed.
 *
 * @slot prompt - Text in the empty drop zone.
 * @slot hint - Line below the button that describes the accepted files.
 *
 * @csspart drop-zone - Box shown while there is no file.
 * @csspart prompt - Text in the drop zone.
 * @csspart hint - Line in the drop zone that describes the accepted files.
 * @csspart button - Every text button.
 * @csspart icon-button - Every icon button.
 * @csspart row - Box around a file.
 * @csspart thumbnail - Thumbnail of the video, or the icon in its place.
 * @csspart name - Name of the file.
 * @csspart status - Status line of the file.
 * @csspart uid - Uid of the video, once it is ready to play; hidden unless you give it a `display`.
 * @csspart list - List of the rows of several files.
 * @csspart notice - Other messages, such as why a file was skipped.
 * @csspart summary - Status and progress of all files together.
 * @csspart progress - Track of the progress bar.
 * @csspart progress-bar - Filled part of the progress bar: as long as the track, which clips it.
 * @csspart recorder - Box around the picture during and after a recording.
 * @csspart thumbnail-picker - Box around the video while the user picks its thumbnail.
 *
 * @cssprop [--cf-stream-accent-color] - Colour of buttons, progress and focus; adjusted if it has too little contrast.
 * @cssprop [--cf-stream-on-accent-color] - Colour of text on the accent colour.
 * @cssprop [--cf-stream-surface-color] - Background colour.
 * @cssprop [--cf-stream-text-color] - Text colour.
 * @cssprop [--cf-stream-radius] - Corner radius.
 * @cssprop [--cf-stream-font] - Font of all text, as in the `font` property.
 *
 * @cssstate empty - There is no file.
 * @cssstate resumable - An unfinished upload from an earlier visit is offered.
 * @cssstate checking - A file is being checked.
 * @cssstate uploading - A file is being uploaded.
 * @cssstate paused - The upload is paused.
 * @cssstate processing - Stream is encoding the video.
 * @cssstate ready - The video is ready to play.
 * @cssstate error - An error needs the user's attention.
 * @cssstate drag-over - A file is being dragged over the uploader.
 */
export class CfStreamUpload extends UploadMethods {
  static override readonly styles = streamUploadStyles;
  static override readonly shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  /** @internal Loaders of code on demand; set where the tag is registered. */
  static loaders: Loaders;
  /** Texts for further languages, or overrides of the built-in ones, by BCP 47 tag; set it before uploaders are on the page. */
  static languages: Record<string, UploadLanguagePack> | undefined;
  /** Version of the copy of this package that registered the tag. @readonly */
  static version: string | undefined;

  readonly #picker: FilePicker<UploadItem> = new FilePicker<UploadItem>(this, {
    isOpen: () => !this.isDisabled && this.isOpen,
    isBusy: () => !this.isDisabled && !this.isOpen,
    accept: () => this.accepted,
    wants: (file) => this.wants(file),
    multiple: () => this.multiple,
    wantsCamera: () => this.capture !== '',
    input: () => this.shadowRoot?.querySelector('input') ?? null,
    pickFiles: (accept, multiple) => this.#pickFiles(accept, multiple),
    onDropped: (dropped) => this.addDropped(dropped),
    onChosen: (chosen, onto) => this.add(chosen, onto),
    onNear: this.loader.warm,
    onNotice: (notice) => this.loader.ask((session) => session.notify(notice)),
  });
  /** Whether its texts follow the page's language. */
  #isLocalized = false;
  #connection: AbortController | undefined;

  constructor() {
    super();
    this.addEventListener('click', this.#onHostClick);
    for (const intent of ['pointerenter', 'focusin', 'click']) this.addEventListener(intent, this.loader.warm);
  }

  /** Opens the file picker; needs a user gesture. Without `multiple`, does nothing while a file is being uploaded. */
  showPicker(): void {
    this.choose();
  }

  /** @internal Opens the file picker: for a new file, or for an item that asks for its file again. */
  choose(onto?: UploadItem, isFolder?: boolean): void {
    this.loader.warm();
    if (this.loader.session?.mayChoose(onto) !== false) this.#picker.pick(onto, isFolder);
  }

  /** @internal Timer after a part has failed to load, so that not every rendering requests it again. */
  declare late?: ReturnType<typeof setTimeout> | 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.renderRoot.addEventListener('input', this.#onInput);
    this.loader.start();
    if (!this.#connection) {
      this.#connection = new AbortController();
      if (!this.#isLocalized) onLanguageChange(() => this.#speak(), this.#connection.signal);
    }
    this.#speak();
  }

  protected override left(): void {
    this.loader.stop();
    this.#connection?.abort();
    this.#connection = undefined;
  }

  override render(): TemplateResult {
    const { session, waiting, isLate, isChecking } = this.loader;
    const { words } = this.texts;
    // A video restored with a form is named: it has already arrived.
    const names = waiting.map(({ state }) => state.file.name).join(', ');
    const late = isLate ? words.waits.connection : isChecking ? words.checking : names;
    return renderUpload({
      label: this.formControl.labelText() || (this.getAttribute('aria-label') ?? words.label),
      files: session?.render(),
      notice: session?.notice ?? late,
      announcement: session?.announcement ?? (isLate ? late : ''),
      multiple: this.multiple,
      accept: this.accepted,
      capture: this.capture,
      isOver: this.#picker.isOver,
      disabled: this.isDisabled,
      texts: this.texts,
      limits: limitsOf(this),
      hasFolder: this.hasFolder,
      onChoose: () => this.choose(),
      onFolder: () => this.choose(undefined, true),
      onInput: this.#picker.onInput,
    });
  }

  protected override willUpdate(): void {
    this.loader.session?.tell();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('endpoint') || changed.has('createUpload') || changed.has('name')) this.lookForHalfSent();
    if (changed.has('concurrency') || changed.has('multiple')) this.loader.session?.next();
    CfStreamUpload.loaders.parts(this);
    this.updateForm();
    void this.loader.session?.keepFocus();
  }

  /** @internal Rows of its files. */
  get rows(): CfStreamUploadRow[] {
    return [...(this.shadowRoot?.querySelectorAll('cf-stream-upload-row') ?? [])];
  }

  /** @internal The first row, or the button of the empty box. */
  get anchor(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('cf-stream-upload-row,.drop-zone button:enabled') ?? null;
  }

  /** @internal Loads the code that sends files, and creates its session. */
  protected override async begin(): Promise<UploadSession> {
    const [{ UploadSession: Session, uploadTexts }, list] = await CfStreamUpload.loaders.session(this.multiple);
    if (this.texts === firstLoadTexts) {
      this.texts = uploadTexts;
      this.#localize();
    }
    return new Session(this, this.formControl, () => this.loader.nextId(), list);
  }

  /** Opens the picker whose files can be reopened after a reload, unless its code takes too long to load. */
  async #pickFiles(accept: string, multiple: boolean): Promise<GivenFiles | null> {
    // A user gesture expires, and no picker at all would open then.
    const late = new Promise<null>((resolve) => setTimeout(resolve, 1_000, null));
    const session = await Promise.race([this.loader.load().catch(() => null), late]);
    return session?.pickFiles(accept, multiple) ?? null;
  }

  /** Applies the page's language, unless it is that of the first load. */
  #speak(): void {
    if (this.#isLocalized || CfStreamUpload.languages || !/^(en\b|$)/i.test(nearestLanguage(this))) this.#localize();
  }

  #localize(): void {
    this.#isLocalized = true;
    CfStreamUpload.loaders
      .languages()
      .then(({ followUploadLanguage }) => followUploadLanguage(this, () => CfStreamUpload.languages))
      .catch(() => undefined);
  }

  /** @internal Updates value and validity for the form. */
  updateForm(): void {
    const isChosen = this.formControl.update({
      states: this.states,
      kept: (this.loader.session ?? this.loader).kept?.state,
      name: this.name,
      validity: this.formValidity,
      flags: this.#picker.isOver ? ['drag-over'] : [],
      anchor: this.anchor,
    });
    if (!isChosen) return;
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** Hides `input` events of inner fields from listeners for the element's value. */
  readonly #onInput = (event: Event): void => {
    if (this.renderRoot.contains(event.target as Node)) event.stopPropagation();
  };

  /** Opens the picker on a click in the drop zone, or on a `<label>`, which clicks the element itself. */
  readonly #onHostClick = (event: Event): void => {
    if (event.composedPath()[0] === this || isInDropZone(event)) this.choose();
  };
}
