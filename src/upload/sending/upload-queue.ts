import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FileInfo } from '../file/file-identity.js';
import { isSiteFault } from '../model/upload-failure.js';
import { isBusy, type UploadEvent, type UploadState } from '../model/upload-state.js';
import type { ChosenFile } from '../file/file-handle.js';
import type { UploadNotice } from '../model/upload-notice.js';
import { ResumeOffers, type OfferingQueue } from './resume/resume-offers.js';
import { Semaphore } from '../model/concurrency.js';
import { PageGuards } from './page-guards.js';
import { UploadItem } from './upload-item.js';
import type { UploadItemOptions } from './upload-item-options.js';
import { isWorthKeeping, UploadReplacement } from './upload-replacement.js';

/** Number of files added at a time: with thousands, the page must stay responsive. */
const TAKEN_AT_A_TIME = 500;
/** Number of files checked at a time. */
const CHECKS_AT_A_TIME = 4;

/** Settings and callbacks that an {@link UploadQueue} gets from its element. */
export interface UploadQueueOptions extends Pick<UploadItemOptions<UploadItem>, 'settings' | 'accepts' | 'onChange'> {
  /** Creates the id of a new item. */
  readonly nextId: () => string;
  /** Tells whether several files are allowed. */
  readonly multiple: () => boolean;
  /** Returns how many files are sent at a time. */
  readonly concurrency: () => number;
  /** Called with other messages for the person; `null` ends the message. */
  readonly onNotice: (notice: UploadNotice | null) => void;
}

/**
 * The files of one element, one or many, in the order in which they were added. All stop when the element is removed
 * from the page, and resume when it is put back.
 */
export class UploadQueue implements ReactiveController, OfferingQueue {
  #items: readonly UploadItem[] = [];
  /** Chosen files without an item yet. */
  #incoming: ChosenFile[] = [];
  #isConnected = false;
  readonly #offers = new ResumeOffers(this);
  readonly #guards = new PageGuards();
  readonly #sends: Semaphore;
  readonly #itemOptions: UploadItemOptions<UploadItem>;
  readonly #host: ReactiveControllerHost;
  readonly #options: UploadQueueOptions;
  readonly #replacement: UploadReplacement;

  constructor(host: ReactiveControllerHost, options: UploadQueueOptions) {
    this.#host = host;
    this.#options = options;
    this.#sends = new Semaphore(() => (options.multiple() ? options.concurrency() : 1), isSiteFault);
    this.#itemOptions = {
      isActive: () => this.#isConnected,
      settings: options.settings,
      checks: new Semaphore(() => CHECKS_AT_A_TIME),
      sends: this.#sends,
      accepts: options.accepts,
      claims: (item, key) => this.#claim(item, key),
      onChange: (item, event, before) => this.#onChange(item, event, before),
    };
    this.#replacement = new UploadReplacement({ show: (item) => this.#show([item]), onNotice: options.onNotice });
    host.addController(this);
  }

  get items(): readonly UploadItem[] {
    return this.#items;
  }

  /** Number of chosen files without an item yet. */
  get incoming(): number {
    return this.#incoming.length;
  }

  get hidden(): readonly UploadItem[] {
    return this.#replacement.hidden;
  }

  /** Item that comes back if its replacement does not arrive. */
  get kept(): UploadItem | null {
    return this.#replacement.kept;
  }

  get isSingle(): boolean {
    return !this.#options.multiple();
  }

  /** Whether another file may be chosen. */
  get isOpen(): boolean {
    return this.#options.multiple() || !this.#items.some(({ state }) => isBusy(state));
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#offers.connect();
    for (const item of this.#items) item.start();
    this.#replacement.start();
    this.#guard();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#offers.disconnect();
    for (const item of this.#items) item.stop();
    this.#replacement.stop();
    this.#guards.set(false);
  }

  /**
   * Adds files: all if several are allowed, otherwise the first, unless one is being sent. `onto` is the item that has
   * asked for its file again, if it was not cancelled while the picker was open.
   */
  add(chosen: readonly ChosenFile[], onto?: UploadItem): void {
    const [first] = chosen;
    if (!first) return;
    if (!this.#options.multiple()) {
      const [current] = this.#items;
      if (!this.isOpen) {
        this.#options.onNotice({ type: 'busy' });
        return;
      }
      if (current && isWorthKeeping(current.state)) this.#replacement.begin(current, this.#make(first.id), first);
      else (current ?? this.append(first.id)).choose(first);
      if (chosen.length > 1) this.#options.onNotice({ type: 'only-one', count: chosen.length - 1 });
      return;
    }
    if (onto && chosen.length === 1 && this.#items.includes(onto)) onto.choose(first);
    else {
      this.#incoming = [...this.#incoming, ...chosen];
      if (this.#incoming.length === chosen.length) this.#take();
    }
  }

  #take(): void {
    const chosen = this.#incoming.slice(0, TAKEN_AT_A_TIME);
    this.#incoming = this.#incoming.slice(TAKEN_AT_A_TIME);
    const items = chosen.map((one) => [this.#make(one.id), one] as const);
    this.#items = [...this.#items, ...items.map(([item]) => item)];
    for (const [item, one] of items) item.choose(one);
    if (this.#incoming.length > 0) setTimeout(() => this.#incoming.length > 0 && this.#take());
  }

  /** Drops chosen files without an item yet. */
  dropIncoming(): void {
    this.#incoming = [];
  }

  /** Starts waiting items if there are free slots, after the settings have changed. */
  next(): void {
    this.#sends.next();
  }

  /** Drops all files, whatever their state. */
  reset(): void {
    this.dropIncoming();
    this.#replacement.drop();
    const items = this.#items;
    this.#items = []; // all at once: removed one by one, each would be searched for among thousands
    for (const item of items) item.reset();
  }

  /** Restores videos that were sent in an earlier visit of a form. */
  restore(videos: readonly { readonly uid: string; readonly file: FileInfo; readonly id?: string }[]): void {
    if (videos.length === 0) return;
    this.dropIncoming();
    this.#replacement.drop();
    for (const item of this.#items) item.stop();
    this.#show([]);
    const [first, second] = videos;
    for (const { uid, file, id } of this.isSingle && first ? [first] : videos) {
      const item = this.append(id);
      item.restore(file, uid);
      item.start();
    }
    const [current] = this.#items;
    if (this.isSingle && current && second) this.#replacement.restore(current, this.#make(second.id), second);
  }

  /** Looks for half-sent files of an earlier visit, and offers to resume them. */
  offerResumable(): Promise<void> {
    return this.#offers.offer(this.#options.settings().scope);
  }

  /** Deletes everything that any uploader of the site has stored in this browser. */
  forget(): Promise<void> {
    return this.#offers.forget();
  }

  /** Stores nothing more of the current files. */
  keepNone(): void {
    this.#offers.keepNone();
  }

  /** Shows other items. The one that has stopped the queue may be gone, and with it the way to restart it. */
  #show(items: readonly UploadItem[]): void {
    this.#items = items;
    this.#sends.release();
  }

  append(id?: string): UploadItem {
    const item = this.#make(id);
    this.#items = [...this.#items, item];
    return item;
  }

  #make(id = this.#options.nextId()): UploadItem {
    return new UploadItem(id, this.#itemOptions);
  }

  /**
   * Tells whether an item may send the file with this key: the same file is sent only once. If another item has it but
   * is only offered, or has failed, this one replaces it when it starts. Otherwise this one may not send it.
   */
  #claim(item: UploadItem, key: string): boolean {
    if (this.#replacement.bringBack(key)) return false;
    const isHere = (other: UploadItem): boolean =>
      other !== item && other.key === key && !['resumable', 'error'].includes(other.state.status);
    if (!this.#items.some(isHere)) return true;
    this.#options.onNotice({ type: 'duplicate', name: item.file?.name ?? '' });
    return false;
  }

  /** Removes the items that an item replaces. */
  #dropOthers(item: UploadItem): void {
    const others = this.#items.filter((one) => one !== item && one.key === item.key);
    for (const other of others) other.stop();
    if (others.length > 0) this.#show(this.#items.filter((one) => !others.includes(one)));
  }

  #onChange(item: UploadItem, event: UploadEvent, before: UploadState): void {
    const isTold = this.#replacement.follow(item, event);
    if (event.type === 'start') this.#dropOthers(item);
    if (before.status === 'error' || event.type === 'resume' || event.type === 'reset') this.#sends.release();
    if (item.state.status === 'empty') this.#items = this.#items.filter((one) => one !== item);
    this.#guard();
    this.#host.requestUpdate();
    if (isTold) this.#options.onChange(item, event, before);
    // An unusable file does not replace an upload that is on offer.
    if (event.type === 'fail' && event.recovery === 'choose' && item.offered.record) {
      item.cancel();
      const name = 'file' in before ? (before.file?.name ?? '') : '';
      this.#options.onNotice({ type: 'refused', name, error: event.error });
    }
  }

  #guard(): void {
    this.#guards.update(() => this.#isConnected && this.#items.some(({ isSending }) => isSending));
  }
}
