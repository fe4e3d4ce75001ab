import { subscribeToVideo, isUnfinished, listVideos, type Video } from './api.js';

/** The videos, as far as the page knows them. */
export interface LibraryState {
  readonly status: 'loading' | 'listed' | 'failed';
  /** Newest first. */
  readonly videos: readonly Video[];
  /** Whether the last request failed, so that the list may be out of date. */
  readonly stale: boolean;
  /** Percentage that this page has sent of each of its uploads, in whole percent, by uid. */
  readonly sent: ReadonlyMap<string, number>;
}

const FIRST_DELAY_MS = 2_000;
const MAX_DELAY_MS = 20_000;
/** Event streams at a time: over HTTP/1.1, browsers open about six connections to a host, and others need them, too. */
const MAX_SUBSCRIPTIONS = 2;
/** Age at which an unfinished upload counts as abandoned and is no longer listed. */
const ABANDONED_AFTER_MS = 24 * 60 * 60_000;

/**
 * The list of videos, kept up to date: by server-sent events for videos that are being processed, by polling with
 * backoff for everything else that is unfinished. Dispatches `change`.
 */
export class VideoLibrary extends EventTarget {
  #state: LibraryState = { status: 'loading', videos: [], stale: false, sent: new Map() };
  #delayMs = FIRST_DELAY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;
  /** Functions that unsubscribe, by uid. */
  readonly #subscriptions = new Map<string, () => void>();
  /** Uids whose event stream failed: they are polled instead. */
  readonly #withoutEvents = new Set<string>();

  get state(): LibraryState {
    return this.#state;
  }

  /** Fetches the list now, and whenever the page becomes visible again. */
  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.refresh();
    });
    void this.refresh();
  }

  /** Fetches the list now. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    try {
      const listed = await listVideos(request.signal);
      if (request.signal.aborted) return;
      const videos = listed.filter((video) => this.#isListed(video));
      if (JSON.stringify(videos) !== JSON.stringify(this.#state.videos)) this.#delayMs = FIRST_DELAY_MS;
      this.#set({ status: 'listed', videos, stale: false });
    } catch {
      if (request.signal.aborted) return;
      this.#set(this.#state.status === 'listed' ? { stale: true } : { status: 'failed' });
    }
    this.#subscribe();
    this.#schedule();
  }

  /** Updates one video of the list. */
  patch(uid: string, changes: Partial<Video>): void {
    if (!this.#state.videos.some((video) => video.uid === uid)) return;
    this.#set({ videos: this.#state.videos.map((video) => (video.uid === uid ? { ...video, ...changes } : video)) });
  }

  /** Sets the progress of one of this page's own uploads; `null` once it has ended. */
  setSent(uid: string, percent: number | null): void {
    const sent = new Map(this.#state.sent);
    if (percent === null) sent.delete(uid);
    else sent.set(uid, percent);
    this.#set({ sent });
  }

  #isListed({ status, createdAt, uid }: Video): boolean {
    return status !== 'pending' || this.#state.sent.has(uid) || Date.now() - Date.parse(createdAt) < ABANDONED_AFTER_MS;
  }

  #set(changes: Partial<LibraryState>): void {
    this.#state = { ...this.#state, ...changes };
    this.dispatchEvent(new Event('change'));
  }

  #subscribe(): void {
    const processing = this.#state.videos.filter(({ status }) => status === 'processing').map(({ uid }) => uid);
    for (const [uid, unsubscribe] of this.#subscriptions) {
      if (processing.includes(uid)) continue;
      unsubscribe();
      this.#subscriptions.delete(uid);
    }
    for (const uid of processing) {
      if (this.#subscriptions.has(uid) || this.#withoutEvents.has(uid) || this.#subscriptions.size >= MAX_SUBSCRIPTIONS)
        continue;
      const unsubscribe = subscribeToVideo(
        uid,
        (video) => this.#onVideoUpdate(video),
        () => {
          // Subscribing again at once would fail the same way, over and over.
          this.#withoutEvents.add(uid);
          this.#subscriptions.delete(uid);
          this.#schedule();
        },
      );
      this.#subscriptions.set(uid, unsubscribe);
    }
  }

  #onVideoUpdate(video: Video): void {
    this.patch(video.uid, video);
    if (isUnfinished(video)) return;
    this.#subscriptions.delete(video.uid);
    // Another video can be subscribed to now.
    void this.refresh();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { status, stale, videos } = this.#state;
    const mustPoll = videos.some((video) => isUnfinished(video) && !this.#subscriptions.has(video.uid));
    if (status === 'listed' && !stale && !mustPoll) return;
    // Jitter keeps several open pages from polling at the same moment.
    this.#timer = setTimeout(() => void this.#refreshIfVisible(), this.#delayMs * (0.85 + 0.3 * Math.random()));
    this.#delayMs = Math.min(MAX_DELAY_MS, this.#delayMs * 1.6);
  }

  async #refreshIfVisible(): Promise<void> {
    if (!document.hidden) await this.refresh();
  }
}
