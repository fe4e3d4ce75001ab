import { isNamedBy } from './file/accept-tokens.js';
import type { ChosenFile } from './file/file-handle.js';
import type { DroppedItem } from './file/file-picker.js';
import { readRemembered, uidOf, type UploadValidity } from './form-control.js';
import { EMPTY_UPLOAD, isBusy, type UploadState } from './model/upload-state.js';
import type { UploadProgressInfo } from './model/upload-summary.js';
import type { UploadItemInfo } from './notify-page.js';
import { forgetStoredUploads, hasStoredUploads, scopeOf } from './sending/resume/stored-uploads.js';
import type { UploadItem } from './sending/upload-item.js';
import { SessionLoader } from './session-loader.js';
import { UploadProperties } from './upload-properties.js';
import type { UploadSession } from './upload-session.js';
import type { UploadRowAsk } from './view/upload-row.js';
import { dispatch } from '../shared/dispatch.js';

/**
 * Base class with the members of the uploader that pages read and call. Until the code that sends files is loaded, they
 * are handled here.
 */
export abstract class UploadMethods extends UploadProperties {
  /** @internal */
  protected readonly loader = new SessionLoader<UploadSession>({
    load: () => this.begin(),
    onChange: () => {
      if (this.scope !== undefined) this.loader.session?.offerResumable();
      this.updateForm();
      this.requestUpdate();
    },
    onLate: (id, error) => dispatch(this, 'cf-stream-upload-error', { id, error }),
  });
  /** @internal Called when the uploader is reset. */
  onReset: (() => void) | undefined;
  /** @internal Scope for which unfinished uploads were looked up. */
  protected scope: string | undefined;

  /** @internal Loads the code that sends files, and creates its session. */
  protected abstract begin(): Promise<UploadSession>;

  /** State of the upload, or of the first of several: a union discriminated by `status`. */
  get state(): UploadState {
    return this.states[0] ?? EMPTY_UPLOAD;
  }

  /** All files, in the order in which they were added. */
  get items(): readonly UploadItemInfo[] {
    return this.loader.session?.items ?? this.loader.waiting;
  }

  /** Progress of all files together; `null` if there is none. */
  get progress(): UploadProgressInfo | null {
    return this.loader.session?.progress ?? null;
  }

  /** Uid of the video, or of the first of several, as soon as there is one; `''` before that and after a failure. Setting it to `''` resets the uploader; other values are ignored. */
  get value(): string {
    return this.values[0] ?? '';
  }
  // A value written back by a framework changes nothing.
  set value(value: string | null | undefined) {
    if (!value && this.value) this.reset();
  }

  /** Uids of all videos. */
  get values(): readonly string[] {
    return this.states.map(uidOf).filter(Boolean);
  }

  /** Uploads files. Without `multiple`, uploads only the first one, and none while another upload is running. */
  upload(files: File | Iterable<File>): void {
    this.add((files instanceof File ? [files] : [...files]).map((file) => ({ file, isByPage: true })));
  }

  /** Pauses the upload of one file, or of all, until `resume()`; a file being checked is paused before its upload starts. */
  pause(id?: string): void {
    this.#ask('pause', id);
  }

  /** Resumes the upload of one file, or of all, after `pause()`; in a user gesture also after a reload, if the browser has kept the file. */
  resume(id?: string): void {
    this.#ask('resume', id);
  }

  /** Retries one file after an error, or all except changed ones (`FILE_CHANGED`). */
  retry(id?: string): void {
    this.#ask('retry', id);
  }

  /** Cancels one file, or all; fires `cf-stream-upload-cancel` or, if the video has arrived, `cf-stream-upload-remove`. */
  cancel(id?: string): void {
    this.#ask('cancel', id);
    if (this.loader.session) return;
    // With `multiple`, a folder never becomes a file that could be cancelled later.
    for (const { id: shown, file, state } of this.loader.waiting)
      if (this.multiple && !file && state.status === 'checking' && (id ?? shown) === shown)
        dispatch(this, 'cf-stream-upload-cancel', { id: shown });
    this.loader.drop(id);
  }

  /** Resets the uploader, without an event. */
  reset(): void {
    (this.loader.session ?? this.loader).reset();
    this.onReset?.();
  }

  /**
   * Clears every unfinished upload and recording that this site keeps in the browser, for all uploaders and tabs, so that
   * the next user is not offered them: call it at sign-out. A running upload continues, but is no longer kept. Fires no
   * event; resolves even if the browser keeps nothing.
   */
  async forget(): Promise<void> {
    const { session, waiting } = this.loader;
    if (session) return session.forget();
    if (waiting.length > 0) this.loader.ask((later) => later.keepNone());
    return forgetStoredUploads();
  }

  /** Called by the browser when the form is reset. */
  formResetCallback(): void {
    this.reset();
  }

  /** Called by the browser when it restores a form: after going back, or after a crash. */
  formStateRestoreCallback(memory: unknown): void {
    const videos = readRemembered(memory);
    if (!videos.length) return;
    const named = this.loader.session ? videos : this.loader.restore(videos, this.multiple, this.statusEndpoint !== '');
    this.loader.ask((session) => session.restore(named));
  }

  /** @internal */
  protected get states(): readonly UploadState[] {
    return this.loader.session?.states ?? this.loader.waiting.map(({ state }) => state);
  }

  /** @internal Validity for the form: a waiting file is incomplete. */
  protected get formValidity(): UploadValidity {
    const { session, isChecking, waiting } = this.loader;
    if (session) return session.validity;
    const { unfinished, required } = this.texts.words;
    if (isChecking) return { flags: { customError: true }, message: unfinished };
    const valueMissing = this.required && !waiting.length;
    return { flags: { valueMissing }, message: valueMissing ? required : '' };
  }

  /** @internal Whether another file may be chosen. */
  protected get isOpen(): boolean {
    return this.loader.session?.isOpen ?? (this.multiple || !this.states.some(isBusy));
  }

  /** @internal Adds chosen files: new ones, or that of an item that asked for it again. */
  add(chosen: readonly ChosenFile[], onto?: UploadItem): void {
    const named = this.wait(chosen);
    if (chosen.length > 0) this.loader.ask((session) => session.add(named, onto));
  }

  /**
   * @internal Shows files while the code that sends them is loading, and gives them ids. In a single uploader, all have
   * the id of the one that is shown.
   */
  protected wait<Given extends ChosenFile | DroppedItem>(given: readonly Given[], first = given[0]): readonly Given[] {
    const { session, waiting } = this.loader;
    if (session || !first) return given;
    if (this.multiple) return this.loader.wait(given);
    if (waiting.length > 0) return given;
    const [shown] = this.loader.wait([first]);
    return given.map((one) => ({ ...one, id: shown?.id }));
  }

  /** @internal Tells whether a file may be a video, as far as is known without reading it. */
  wants(file: Pick<File, 'name' | 'type'>): boolean {
    return (this.loader.session?.matchesAccept ?? isNamedBy)(this.accepted, file, null);
  }

  /** @internal */
  protected addDropped(dropped: readonly DroppedItem[]): void {
    const named = this.wait(
      dropped,
      dropped.find(({ file }) => file && this.wants(file)),
    );
    this.loader.ask((session) => session.addDropped(named));
  }

  /** Runs an action on one file or all, if there are any. */
  #ask(ask: UploadRowAsk, id: string | undefined): void {
    if (this.loader.session || this.loader.waiting.length) this.loader.ask((session) => session.ask(ask, id));
  }

  /** @internal Looks for unfinished uploads of an earlier visit. Loads code only if there are any. */
  protected lookForHalfSent(): void {
    const scope = scopeOf(this);
    // A page may set a new function on each render.
    if ((!this.endpoint && !this.createUpload) || scope === this.scope) return;
    this.scope = scope;
    if (this.loader.session) this.loader.session.offerResumable();
    else
      whenIdle(() => {
        hasStoredUploads(scope)
          .then((isThere) => isThere && this.loader.ask((session) => session.offerResumable()))
          .catch(() => undefined);
      });
  }
}

/** Calls back when the browser is idle. */
function whenIdle(callback: () => void): void {
  // Safari does not have it.
  if ('requestIdleCallback' in window) requestIdleCallback(callback);
  else setTimeout(callback, 1_000);
}
