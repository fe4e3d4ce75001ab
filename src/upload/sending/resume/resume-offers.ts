import { isUploadLocked } from '../page-guards.js';
import { shareUploads } from '../own-uploads.js';
import type { UploadItem } from '../upload-item.js';
import { ResumeStore } from './resume-store.js';
import { FORGET_CHANNEL } from './stored-uploads.js';

/** Queue into which {@link ResumeOffers} puts its items. */
export interface OfferingQueue {
  readonly items: readonly UploadItem[];
  /** Items that are not shown. */
  readonly hidden: readonly UploadItem[];
  /** Whether only one item is allowed. */
  readonly isSingle: boolean;
  /** Adds an empty item at the end. */
  append(): UploadItem;
}

/**
 * Offers half-sent uploads of an earlier visit, and drops those that are forgotten: by this uploader, another one, or
 * another tab.
 */
export class ResumeOffers {
  #offeredScope: string | undefined;
  /** Scope to offer: at once, or when the uploader is back in the page. */
  #wantedScope: string | undefined;
  #isConnected = false;
  /** Number of times that everything was forgotten: records read from the store before that are not offered. */
  #forgets = 0;
  #channel: BroadcastChannel | undefined;
  readonly #store = new ResumeStore();
  readonly #queue: OfferingQueue;

  constructor(queue: OfferingQueue) {
    this.#queue = queue;
  }

  /** Listens to the site's other uploaders, in this and other tabs. */
  connect(): void {
    this.#isConnected = true;
    if (this.#wantedScope !== undefined) void this.offer(this.#wantedScope);
    this.#channel = openChannel();
    this.#channel?.addEventListener('message', this.keepNone);
    void this.#dropForgotten();
    window.addEventListener('pageshow', this.#onPageShow);
  }

  /** Stops listening. */
  disconnect(): void {
    this.#isConnected = false;
    this.#channel?.close();
    this.#channel = undefined;
    window.removeEventListener('pageshow', this.#onPageShow);
  }

  /**
   * Looks for half-sent files of an earlier visit, and offers to resume them. An uploader that has left the page makes
   * no requests about them.
   */
  async offer(scope: string): Promise<void> {
    const forgets = this.#forgets;
    this.#wantedScope = scope;
    // A page may set a new function on each render.
    if (scope === this.#offeredScope) return;
    this.#offeredScope = scope;
    for (const record of await this.#store.list(scope)) {
      const isLocked = await isUploadLocked(record.key);
      if (!this.#isConnected) this.#offeredScope = undefined;
      if (scope !== this.#offeredScope) return;
      if (isLocked || forgets !== this.#forgets) continue;
      if (this.#queue.isSingle && this.#queue.items.length > 0) return;
      if (!this.#queue.items.some(({ key }) => key === record.key)) this.#queue.append().offer(record);
    }
  }

  /**
   * Deletes everything that any uploader of the site has stored in this browser, even while this one is not listening.
   */
  async forget(): Promise<void> {
    this.keepNone();
    const channel = this.#channel ?? openChannel();
    channel?.postMessage(null);
    if (channel !== this.#channel) channel?.close();
    await this.#store.clear();
  }

  /** Stores nothing more of the current items, and withdraws offers. */
  readonly keepNone = (): void => {
    this.#forgets += 1;
    for (const item of [...this.#queue.items, ...this.#queue.hidden]) item.forget();
  };

  /**
   * Drops offers that were forgotten while the page was in the back/forward cache. Its videos may have been submitted
   * when it was left.
   */
  readonly #onPageShow = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    shareUploads([...this.#queue.items, ...this.#queue.hidden].map(({ state }) => state));
    void this.#dropForgotten();
  };

  async #dropForgotten(): Promise<void> {
    const isOffered = ({ state }: UploadItem): boolean => state.status === 'resumable';
    for (const item of this.#queue.items.filter(isOffered)) {
      const isForgotten = item.key !== null && (await this.#store.has(item.key)) === false;
      if (isForgotten && isOffered(item)) item.forget(); // another tab may have resumed it meanwhile
    }
  }
}

function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(FORGET_CHANNEL);
  } catch {
    // Firefox throws where site data is blocked: then nothing is stored either.
    return undefined;
  }
}
