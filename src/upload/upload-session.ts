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

/** Number of rows of a long list that are drawn at a time. */
const ROWS = 50;

/** All of an uploader that is not needed before a file is: its files, how they are sent, and how they are drawn. */
export class UploadSession {
  readonly matchesAccept = matchesAccept;
  readonly pickFiles = pickFiles;
  /** Number of rows of a long list that are drawn. */
  #shownRows = ROWS;
  readonly #focus: RowFocus;
  readonly #list: UploadList;
  readonly #announcer = new LiveAnnouncer();
  readonly #queue: UploadQueue;
  readonly #host: UploadProperties;
  readonly #form: UploadFormControl;

  /**
   * @param list - Code that draws several files, where it has come already.
   */
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

  /** The video that comes back where the one that is shown does not arrive. */
  get kept(): UploadItem | null {
    return this.#queue.kept;
  }

  /** Validity that these files give a form. */
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

  /** What a screen reader was told last. */
  get announcement(): string {
    return this.#announcer.text;
  }

  /** What a person has to know besides the uploads; empty for nothing. */
  get notice(): string {
    const { notice } = this.#announcer;
    return notice ? this.#host.texts.notice(notice, limitsOf(this.#host)) : '';
  }

  /** Takes chosen files: for an item that asked for its file again, or new ones. */
  add(chosen: readonly ChosenFile[], onto?: UploadItem): void {
    if (chosen.length > 0) this.#announcer.endNotice();
    const hasRoom = chosen.length === 1 && onto && hasPlace(onto);
    this.#queue.add(hasRoom || !this.#host.multiple ? chosen : this.#within(chosen), onto);
  }

  /** Whether the file dialogue may open. Where there may be no more files, it says so. */
  mayChoose(onto?: UploadItem): boolean {
    const { multiple, isDisabled } = this.#host;
    return !multiple || isDisabled || !!(onto && hasPlace(onto)) || this.#within([null]).length > 0;
  }

  /** Reads what was dropped or pasted, and takes what is wanted of it. */
  async addDropped(dropped: readonly DroppedItem[]): Promise<void> {
    const host = this.#host;
    const { multiple } = host;
    const wants = (file: Pick<File, 'name' | 'type'>): boolean => matchesAccept(host.accepted, file, null);
    const { chosen, skipped } = await readWantedFiles(dropped, wants, multiple);
    // What the page shows since before the session is taken in any case.
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

  /** Does what a person or the page wants of one file, or of all. */
  ask(ask: UploadRowAsk, id?: string): void {
    if (ask === 'cancel' && id === undefined) this.#queue.dropIncoming();
    // What was said before somebody does something with them is over.
    this.#announcer.endNotice();
    this.#host.requestUpdate();
    for (const item of this.#queue.items) {
      if (id !== undefined && item.id !== id) continue;
      if (ask === 'cancel') giveUp(this.#host, item, this.#host);
      // Of all, those that are still the files that they were.
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

  /** Puts back videos that were sent in an earlier visit of a form. */
  restore(videos: readonly RememberedVideo[]): void {
    this.#queue.restore(videos);
  }

  /** Forgets all that any uploader of the site keeps in this browser. */
  forget(): Promise<void> {
    return this.#queue.forget();
  }

  /** Keeps nothing more of the files that are there. */
  keepNone(): void {
    this.#queue.keepNone();
  }

  /** Looks for half-sent files of an earlier visit, and offers to go on with them. */
  offerResumable(): void {
    void this.#queue.offerResumable();
  }

  /** Lets those go on for whom there is room, after the settings have changed. */
  next(): void {
    this.#queue.next();
  }

  /** Shows and announces what is no change of an upload. */
  notify(notice: UploadNotice | null): void {
    this.#announcer.notify(notice, this.#spoken);
    this.#host.requestUpdate();
  }

  /** Announces what has happened to several files since the last drawing, and notes what has the focus before the next. */
  tell(): void {
    if (this.#host.multiple) this.#announcer.tellMany(this.states, this.#spoken);
    this.#focus.note();
  }

  /** Moves the focus where what had it is gone. */
  keepFocus(): Promise<void> {
    return this.#focus.keep();
  }

  /** Draws the files; nothing where there is none. */
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
        // As the element's own methods, which pages may have replaced.
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
    // With many files the form is told once, with the next rendering, and not of each change.
    if (this.#queue.items.length <= ROWS) host.updateForm();
    handOverVideo(host, host.htmlFor, item.state, { keep: host.multiple });
    dispatchUploadEvent(host, item, event);
  }
}
