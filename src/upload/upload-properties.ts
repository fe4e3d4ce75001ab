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

  /** URL that answers a tus creation request: `POST`, 201 with `Location` and `stream-media-id`, or JSON. */
  @property() endpoint = '';
  /** Gives the upload URL in place of `endpoint`. */
  @property({ attribute: false }) createUpload: CreateUpload | null = null;
  /** Headers for requests to the site's own endpoints, such as a CSRF token, or a function that gives them. */
  @property({ attribute: false }) headers: UploadHeaders | null = null;
  /** What is sent along with a file's name and type when an upload URL is asked for, or a function that gives it. */
  @property({ attribute: false }) metadata: OwnMetadata | null = null;
  /** URL that tells a video's state as JSON; `{uid}` in it is filled in. */
  @property({ attribute: 'status-endpoint' }) statusEndpoint = '';
  /** URL at which a video is deleted that was given up or removed here; `{uid}` in it is filled in. */
  @property({ attribute: 'delete-endpoint' }) deleteEndpoint = '';
  /** URL that is told which moment's picture stands for a video; `{uid}` in it is filled in. With it, a person can pick one. */
  @property({ attribute: 'thumbnail-endpoint' }) thumbnailEndpoint = '';
  /** Id of the player that is given the video, in the same document or shadow root; of several the first. */
  @property({ attribute: 'for' }) htmlFor = '';
  /** Whether there may be more than one file. */
  @property({ type: Boolean, reflect: true }) multiple = false;
  /** How many of several files are sent at a time, 1 to 4. */
  @property({ type: Number }) concurrency = 2;
  /** Which files are taken, as in `<input accept>`; everything Stream reads by default. */
  @property() accept = '';
  /** Which camera a phone opens in place of its files, as in `<input capture>`: `user` or `environment`. */
  @property() capture = '';
  /** What a video may be recorded from in place, any of `camera` and `screen`, in that order of buttons. */
  @property() record = '';
  /** Largest file, in bytes. */
  @property({ attribute: 'max-size', type: Number }) maxSize = MAX_FILE_BYTES;
  /** Longest video, in seconds, where its length can be read. */
  @property({ attribute: 'max-duration', type: Number }) maxDuration: number | null = null;
  /** Most files that there may be with `multiple`. */
  @property({ attribute: 'max-files', type: Number }) maxFiles: number | null = null;
  /** Smallest file, in bytes. */
  @property({ attribute: 'min-size', type: Number }) minSize: number | null = null;
  /** Shortest video, in seconds, where its length can be read. */
  @property({ attribute: 'min-duration', type: Number }) minDuration: number | null = null;
  /** Smallest picture, such as `1280x720`, held either way, where it can be read. */
  @property({ attribute: 'min-resolution' }) minResolution = '';
  /** Largest picture, such as `3840x2160`, held either way, where it can be read. */
  @property({ attribute: 'max-resolution' }) maxResolution = '';
  /** Whether there is a button for a whole folder, with `multiple`, where the browser can open one. */
  @property({ type: Boolean }) directory = false;
  /** Size of a tus chunk in bytes, brought to the nearest that Stream accepts; by default what the link carries. */
  @property({ attribute: 'chunk-size', type: Number }) chunkSize: number | null = null;
  /** Texts that it shows; by default in the language of the page. */
  @property({ attribute: false }) texts: UploadTexts = firstLoadTexts;

  /** Name under which the form sends the video's uid; of several, each under the same name. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** Whether the form needs a video. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Whether it does nothing. A file that is being sent goes on. */
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

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.formControl.internals.form;
  }

  /** The `<label>`s that name it. */
  get labels(): NodeList {
    return this.formControl.internals.labels;
  }

  /** The tag name. */
  get type(): string {
    return this.localName;
  }

  /** What keeps the form from being sent, as on an `<input>`. */
  get validity(): ValidityState {
    return this.formControl.internals.validity;
  }

  /** Message that explains why the value is invalid; empty if it is valid. */
  get validationMessage(): string {
    return this.formControl.internals.validationMessage;
  }

  /** Whether it is checked with its form: not while it is disabled. */
  get willValidate(): boolean {
    return this.formControl.internals.willValidate;
  }

  /** Whether its value is valid; sends `invalid` where not. */
  checkValidity(): boolean {
    return this.formControl.internals.checkValidity();
  }

  /** Like `checkValidity()`, and shows the message. */
  reportValidity(): boolean {
    return this.formControl.internals.reportValidity();
  }

  /** Called by the browser when it belongs to another form, or to none. */
  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.formControl.follow(form);
  }

  /** Called by the browser when a `<fieldset disabled>` around it changes. */
  formDisabledCallback(disabled: boolean): void {
    this.#isFieldsetDisabled = disabled;
    this.requestUpdate();
  }

  /** Updates what depends on the document. Uploads go on. */
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
