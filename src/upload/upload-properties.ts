import { property } from 'lit/decorators/property.js';
import { MovableElement } from '../shared/movable-element.js';
import { acceptTokens, DEFAULT_ACCEPT } from './file/accept-tokens.js';
import { UploadFormControl } from './form-control.js';
import { MAX_FILE_BYTES } from './model/limits.js';
import type { UploadHeaders } from './model/request-headers.js';
import type { CreateUpload } from './sending/upload-endpoint.js';
import type { UploadItemInfo } from './notify-page.js';
import type { UploadItem } from './sending/upload-item.js';
import type { OwnMetadata } from './sending/upload-metadata.js';
import type { CfStreamUploadRow } from './view/upload-row.js';
import { firstLoadTexts } from './strings/first-load-texts.js';
import type { UploadTexts } from './strings/texts.js';

/**
 * Base class with the properties of the uploader, and the members of a form control, forwarded to its
 * `ElementInternals`.
 */
export abstract class UploadProperties extends MovableElement {
  /** Makes the element a form control. */
  static readonly formAssociated = true;

  /** URL that returns upload URLs: it answers a tus creation request (`POST`) with 201, `Location` and `stream-media-id`, or with JSON. */
  @property() endpoint = '';
  /** Function that returns the upload URL, in place of `endpoint`. */
  @property({ attribute: false }) createUpload: CreateUpload | null = null;
  /** Headers for requests to the site's own endpoints, such as a CSRF token, or a function that returns them; never sent to Stream. */
  @property({ attribute: false }) headers: UploadHeaders | null = null;
  /** Metadata sent with the request for an upload URL, besides a file's name and type, or a function that returns it. */
  @property({ attribute: false }) metadata: OwnMetadata | null = null;
  /** URL that reports a video's status as JSON; `{uid}` is replaced with the video's uid. Without it, `processing` is the last state. */
  @property({ attribute: 'status-endpoint' }) statusEndpoint = '';
  /** URL that deletes a video (`DELETE`) that was created, then cancelled or removed, on this page; `{uid}` is replaced with the video's uid. */
  @property({ attribute: 'delete-endpoint' }) deleteEndpoint = '';
  /** URL that receives the moment chosen as a video's thumbnail (`PUT`), and lets users choose one; `{uid}` is replaced with the video's uid. */
  @property({ attribute: 'thumbnail-endpoint' }) thumbnailEndpoint = '';
  /** Id of the player that gets the video, in the same document or shadow root; with `multiple`, only if the player has no video yet. */
  @property({ attribute: 'for' }) htmlFor = '';
  /** Allows several files. */
  @property({ type: Boolean, reflect: true }) multiple = false;
  /** Number of simultaneous uploads with `multiple`, from 1 to 4. */
  @property({ type: Number }) concurrency = 2;
  /** Accepted file types, as in `<input accept>`; by default, whatever Stream reads. */
  @property() accept = '';
  /** Camera that a phone opens instead of its files, as in `<input capture>`: `user` or `environment`. */
  @property() capture = '';
  /** Sources to record a video from in place: `camera`, `screen` or both, separated by a space, in the order of their buttons. */
  @property() record = '';
  /** Maximum file size in bytes. */
  @property({ attribute: 'max-size', type: Number }) maxSize = MAX_FILE_BYTES;
  /** Maximum duration in seconds, for videos whose duration can be read. */
  @property({ attribute: 'max-duration', type: Number }) maxDuration: number | null = null;
  /** Maximum number of files with `multiple`; failed files that must be replaced do not count. */
  @property({ attribute: 'max-files', type: Number }) maxFiles: number | null = null;
  /** Minimum file size in bytes. */
  @property({ attribute: 'min-size', type: Number }) minSize: number | null = null;
  /** Minimum duration in seconds, for videos whose duration can be read. */
  @property({ attribute: 'min-duration', type: Number }) minDuration: number | null = null;
  /** Minimum resolution in pixels, such as `1280x720`, in either orientation, for videos whose resolution can be read. */
  @property({ attribute: 'min-resolution' }) minResolution = '';
  /** Maximum resolution in pixels, such as `3840x2160`, in either orientation, for videos whose resolution can be read. */
  @property({ attribute: 'max-resolution' }) maxResolution = '';
  /** Adds a button to choose a folder, with `multiple` and where the browser supports it. */
  @property({ type: Boolean }) directory = false;
  /** Size of a tus chunk in bytes, adjusted to what Stream accepts: 5 to 200 MiB, in steps of 256 KiB. By default, adapts to the connection. */
  @property({ attribute: 'chunk-size', type: Number }) chunkSize: number | null = null;
  /** All texts of the uploader, set automatically for the language of the page. */
  @property({ attribute: false }) texts: UploadTexts = firstLoadTexts;

  /** Name of the form field for the uid; several uids share the same name. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** Whether the form requires a video. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Disables the uploader; a running upload continues. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  #isFieldsetDisabled = false;

  /** @internal Value, validity and states for the form. */
  protected readonly formControl = new UploadFormControl(this.attachInternals());

  constructor() {
    super();
    this.takeOver();
  }

  /** @internal Rows of its files. */
  abstract get rows(): readonly CfStreamUploadRow[];
  /** @internal The first row, or the button of the empty box. */
  abstract get anchor(): HTMLElement | null;

  abstract get items(): readonly UploadItemInfo[];

  abstract pause(id?: string): void;
  abstract resume(id?: string): void;
  abstract retry(id?: string): void;
  abstract cancel(id?: string): void;

  /** @internal Opens the file picker: for a new file, or for an item that asks for its file again. */
  abstract choose(onto?: UploadItem, isFolder?: boolean): void;

  /** @internal Updates value and validity for the form. */
  abstract updateForm(): void;

  /** Form that owns the uploader; `null` if there is none. */
  get form(): HTMLFormElement | null {
    return this.formControl.internals.form;
  }

  /** `<label>` elements of the uploader. */
  get labels(): NodeList {
    return this.formControl.internals.labels;
  }

  /** Type of the form control: its tag name. */
  get type(): string {
    return this.localName;
  }

  /** Validity state, as on an `<input>`. */
  get validity(): ValidityState {
    return this.formControl.internals.validity;
  }

  /** Message that explains why the value is invalid; empty if it is valid. */
  get validationMessage(): string {
    return this.formControl.internals.validationMessage;
  }

  /** Whether the value is validated with the form: not while the uploader is disabled. */
  get willValidate(): boolean {
    return this.formControl.internals.willValidate;
  }

  /** Tells whether the value is valid; fires `invalid` if not. */
  checkValidity(): boolean {
    return this.formControl.internals.checkValidity();
  }

  /** Tells whether the value is valid, like `checkValidity()`, and shows the validation message if not. */
  reportValidity(): boolean {
    return this.formControl.internals.reportValidity();
  }

  /** Called by the browser when the uploader gets another form, or none. */
  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.formControl.follow(form);
  }

  /** Called by the browser when a `<fieldset disabled>` around it changes. */
  formDisabledCallback(disabled: boolean): void {
    this.#isFieldsetDisabled = disabled;
    this.requestUpdate();
  }

  /** Updates what depends on the document. Uploads continue. */
  protected override adopted(): void {
    this.requestUpdate();
  }

  /** @internal Accepted files, as a list that browsers understand. */
  get accepted(): string {
    return acceptTokens(this.accept).join() || DEFAULT_ACCEPT;
  }

  /** @internal Whether there is a button for a whole folder. */
  get hasFolder(): boolean {
    return this.directory && this.multiple && 'webkitdirectory' in HTMLInputElement.prototype;
  }

  /** @internal Whether it, or a fieldset around it, is disabled. */
  get isDisabled(): boolean {
    return this.disabled || this.#isFieldsetDisabled;
  }
}
