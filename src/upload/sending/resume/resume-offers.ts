import { isUploadLocked } from '../page-guards.js';
import { shareUploads } from '../own-uploads.js';
import type { UploadItem } from '../upload-item.js';
import { ResumeStore } from './resume-store.js';
import { FORGET_CHANNEL } from './stored-uploads.js';

/** The items among which {@link ResumeOffers} puts its own. */
export interface OfferingQueue {
  readonly items: readonly UploadItem[];
  /** Items that nobody sees. */
  readonly hidden: readonly UploadItem[];
  /** Whether there may be one item only. */
  readonly isSingle: boolean;
  /** Makes an empty item at the end. */
  append(): UploadItem;
}

/**
 * Offers half-sent uploads of an earlier visit, and forgets them where they are to be forgotten: by this uploader, by
 * another one, or by another tab.
 */
export class ResumeOffers {
  #offeredScope: string | undefined;
  /** Scope of what is to be offered: at once, or when the uploader is in the page again. */
  #wantedScope: string | undefined;
  #isConnected = false;
  /** Number of times that all was forgotten: what was read from the store before is not offered after it. */
  #forgets = 0;
  #channel: BroadcastChannel | undefined;
  readonly #store = new ResumeStore();
  readonly #queue: OfferingQueue;

  constructor(queue: OfferingQueue) {
    this.#queue = queue;
  }

  /** Begins to listen to the site's other uploaders, in this and in other tabs. */
  connect(): void {
    this.#isConnected = true;
    if (this.#wantedScope !== undefined) void this.offer(this.#wantedScope);
    this.#channel = openChannel();
    this.#channel?.addEventListener('message', this.keepNone);
    void this.#dropForgotten();
    window.addEventListener('pageshow', this.#onPageShow);
  }

  /** Ends listening. */
  disconnect(): void {
    this.#isConnected = false;
    this.#channel?.close();
    this.#channel = undefined;
    window.removeEventListener('pageshow', this.#onPageShow);
  }

  /**
   * Looks for half-sent files of an earlier visit, and offers to go on with them. An uploader that has left the page asks
   * no server about them.
   */
  async offer(scope: string): Promise<void> {
    const forgets = this.#forgets;
    this.#wantedScope = scope;
    // A page may set a new function with each rendering.
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

  /** Forgets all that any uploader of the site keeps in this browser, also while this one does not listen. */
  async forget(): Promise<void> {
    this.keepNone();
    const channel = this.#channel ?? openChannel();
    channel?.postMessage(null);
    if (channel !== this.#channel) channel?.close();
    await this.#store.clear();
  }

  /** Keeps nothing more of the items that are there, and offers none. */
  readonly keepNone = (): void => {
    this.#forgets += 1;
    for (const item of [...this.#queue.items, ...this.#queue.hidden]) item.forget();
  };

  /**
   * Drops offers that were forgotten while nobody listened, in the back/forward cache. How the page was left nobody tells:
   * whatever it had may have been submitted.
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
      if (isForgotten && isOffered(item)) item.forget(); // Somebody may have gone on with it meanwhile.
    }
  }
}

function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(FORGET_CHANNEL);
  } catch {
    // Firefox refuses it where site data is blocked: then nothing is kept either.
    return undefined;
  }
}
