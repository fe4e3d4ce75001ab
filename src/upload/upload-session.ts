import { readWantedFiles, sortFound } from './file/dropped-files.js';
import { matchesAccept } from './file/file-accept.js';
import { pickFiles, type ChosenFile } from './file/file-handle.js';
import type { DroppedItem } from './file/file-picker.js';
import type { RememberedVideo, UploadFormControl, UploadValidity } from './form-control.js';
import { canTryAgain } from './model/upload-failure.js';
import type { UploadNotice } from './model/upload-notice.js';
import type { UploadEvent, UploadState } from './model/upload-state.js';
import { progressInfoOf, type UploadProgressInfo } from './model/upload-summary.js';
import {
  dispatchAccept,
  dispatchCancelled,
  dispatchUploadEvent,
  giveUp,
  handOverVideo,
  itemInfoOf,
  takeWithin,
  type UploadItemInfo,
  validityOfAll,
} from './notify-page.js';
import { shareUploads } from './sending/own-uploads.js';
import type { UploadItem } from './sending/upload-item.js';
import { UploadQueue } from './sending/upload-queue.js';
import { limitsOf, MAX_CONCURRENCY } from './model/limits.js';
import { hasPlace, settingsOf } from './sending/upload-settings.js';
import type { UploadProperties } from './upload-properties.js';
import { LiveAnnouncer, type LiveAnnouncerOptions } from './view/live-announcer.js';
import { renderFiles, RowFocus, UploadList, type UploadListCode } from './view/upload-files.js';
import type { UploadRowAsk } from './view/upload-row.js';
import type { TemplateResult } from 'lit';

/** Number of rows of a long list that are added at a time. */
const ROWS = 50;

/** Everything of an uploader that is needed only with files: the files themselves, sending and rendering. */
export class UploadSession {
  readonly matchesAccept = matchesAccept;
  readonly pickFiles = pickFiles;
  /** Number of rows of a long list that are rendered. */
  #shownRows = ROWS;
  readonly #focus: RowFocus;
  readonly #list: UploadList;
  readonly #announcer = new LiveAnnouncer();
  readonly #queue: UploadQueue;
  readonly #host: UploadProperties;
  readonly #form: UploadFormControl;

  /** @param list - Code that draws several files, if already loaded. */
  constructor(host: UploadProperties, form: UploadFormControl, nextId: () => string, list?: UploadListCode) {
    this.#host = host;
    this.#form = form;
    form.onRead = shareUploads;
    this.#list = new UploadList(host, list);
    this.#focus = new RowFocus(host);
    this.#queue = new UploadQueue(host, {
      settings: () => settingsOf(host),
      nextId,
      multiple: () => host.multiple,
      concurrency: () => Math.min(MAX_CONCURRENCY, Math.max(1, Math.floor(host.concurrency) || 1)),
      accepts: (item, media) => dispatchAccept(host, item, media),
      onChange: (item, event, before) => this.#onChange(item, event, before),
      onNotice: (notice) => this.notify(notice),
    });
  }

  get states(): readonly UploadState[] {
    return this.#queue.items.map(({ state }) => state);
  }

  /** Video that comes back if its replacement does not arrive. */
  get kept(): UploadItem | null {
    return this.#queue.kept;
  }

  /** Validity of the files for a form. */
  get validity(): UploadValidity {
    return validityOfAll(this.states, this.#host.required, this.#host.texts.words);
  }

  get items(): readonly UploadItemInfo[] {
    return this.#queue.items.map(itemInfoOf);
  }

  get progress(): UploadProgressInfo | null {
    return progressInfoOf(this.states);
  }

  /** Whether another file may be chosen. */
  get isOpen(): boolean {
    return this.#queue.isOpen;
  }

  /** Last announcement for screen readers. */
  get announcement(): string {
    return this.#announcer.text;
  }

  /** Message besides the status of uploads; empty for none. */
  get notice(): string {
    const { notice } = this.#announcer;
    return notice ? this.#host.texts.notice(notice, limitsOf(this.#host)) : '';
  }

  /** Adds chosen files: new ones, or that of an item that asked for it again. */
  add(chosen: readonly ChosenFile[], onto?: UploadItem): void {
    if (chosen.length > 0) this.#announcer.endNotice();
    const hasRoom = chosen.length === 1 && onto && hasPlace(onto);
    this.#queue.add(hasRoom || !this.#host.multiple ? chosen : this.#within(chosen), onto);
  }

  /** Tells whether the file picker may open. If no more files are allowed, says so. */
  mayChoose(onto?: UploadItem): boolean {
    const { multiple, isDisabled } = this.#host;
    return !multiple || isDisabled || !!(onto && hasPlace(onto)) || this.#within([null]).length > 0;
  }

  /** Reads what was dropped or pasted, and adds the accepted files. */
  async addDropped(dropped: readonly DroppedItem[]): Promise<void> {
    const host = this.#host;
    const { multiple } = host;
    const wants = (file: Pick<File, 'name' | 'type'>): boolean => matchesAccept(host.accepted, file, null);
    const { chosen, skipped } = await readWantedFiles(dropped, wants, multiple);
    // Files shown since before the session are taken in any case.
    if (dropped[0]?.id === undefined) {
      const isAble = host.isConnected && !host.isDisabled;
      if (isAble && !this.isOpen) this.notify({ type: 'busy' });
      if (!isAble || !this.isOpen) return;
    }
    const shown = host.items.map(({ id }) => id);
    const { left, gone } = sortFound(chosen, dropped, multiple, shown);
    dispatchCancelled(host, gone);
    this.add(left);
    if (skipped > 0) this.notify({ type: 'skipped', count: skipped });
    else if (chosen.length === 0) this.notify({ type: 'nothing' });
  }

  /** Runs an action of person or page on one file or all. */
  ask(ask: UploadRowAsk, id?: string): void {
    if (ask === 'cancel' && id === undefined) this.#queue.dropIncoming();
    // A new action ends the current message.
    this.#announcer.endNotice();
    this.#host.requestUpdate();
    for (const item of this.#queue.items) {
      if (id !== undefined && item.id !== id) continue;
      if (ask === 'cancel') giveUp(this.#host, item, this.#host);
      // Of all files, only unchanged ones are retried.
      else if (ask !== 'retry' || id !== undefined || canTryAgain(item.state)) item[ask]();
    }
  }

  /** Drops all files. */
  reset(): void {
    this.#announcer.endNotice();
    this.#queue.reset();
    this.#shownRows = ROWS;
    this.#host.requestUpdate();
  }

  /** Restores videos that were sent in an earlier visit of a form. */
  restore(videos: readonly RememberedVideo[]): void {
    this.#queue.restore(videos);
  }

  /** Deletes everything that any uploader of the site has stored in this browser. */
  forget(): Promise<void> {
    return this.#queue.forget();
  }

  /** Stores nothing more of the current files. */
  keepNone(): void {
    this.#queue.keepNone();
  }

  /** Looks for half-sent files of an earlier visit, and offers to resume them. */
  offerResumable(): void {
    void this.#queue.offerResumable();
  }

  /** Starts waiting items if there are free slots, after the settings have changed. */
  next(): void {
    this.#queue.next();
  }

  /** Shows and announces a message that is not about the status of an upload. */
  notify(notice: UploadNotice | null): void {
    this.#announcer.notify(notice, this.#spoken);
    this.#host.requestUpdate();
  }

  /** Announces changes of several files since the last rendering, and notes what has focus before the next. */
  tell(): void {
    if (this.#host.multiple) this.#announcer.tellMany(this.states, this.#spoken);
    this.#focus.note();
  }

  /** Restores focus if the focused element is gone. */
  keepFocus(): Promise<void> {
    return this.#focus.keep();
  }

  /** Renders the files; `undefined` without any. */
  render(): TemplateResult | TemplateResult[] | undefined {
    const host = this.#host;
    return renderFiles(
      {
        items: this.#queue.items,
        summary: this.#announcer.summary,
        multiple: host.multiple,
        disabled: host.isDisabled,
        texts: host.texts,
        limits: limitsOf(host),
        shownRows: this.#shownRows,
        // Through the element's own methods, which pages may have replaced.
        onAsk: (ask, { id }) => {
          this.#form.isByPerson = true;
          host[ask](id);
        },
        hasFolder: host.hasFolder,
        onChoose: (onto) => host.choose(onto),
        onFolder: () => host.choose(undefined, true),
        onMore: () => {
          this.#shownRows += ROWS;
          host.requestUpdate();
        },
      },
      this.#list,
    );
  }

  #within<Given extends ChosenFile | null>(given: readonly Given[]): readonly Given[] {
    return takeWithin(this.#host, this.#queue, given, (notice) => this.notify(notice));
  }

  get #spoken(): LiveAnnouncerOptions {
    return { texts: this.#host.texts, limits: limitsOf(this.#host) };
  }

  #onChange(item: UploadItem, event: UploadEvent, before: UploadState): void {
    const host = this.#host;
    this.#form.isByPerson ||= item.isByPerson;
    if (host.multiple) this.#announcer.noteOneOfMany(item.state, before);
    else this.#announcer.tellOne(item.state, before, this.#spoken);
    // With many files, the form is updated once per rendering, not on each change.
    if (this.#queue.items.length <= ROWS) host.updateForm();
    handOverVideo(host, host.htmlFor, item.state, { keep: host.multiple });
    dispatchUploadEvent(host, item, event);
  }
}
