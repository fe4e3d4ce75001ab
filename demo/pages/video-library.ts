import { followVideo, isOpen, listVideos, type Video } from './api.js';

/** What the page knows of the videos. */
export interface LibraryState {
  readonly status: 'loading' | 'listed' | 'failed';
  /** Newest first. */
  readonly videos: readonly Video[];
  /** The last answer failed, and what is listed may be old. */
  readonly stale: boolean;
  /** Whole percent sent of what this page uploads, by uid. */
  readonly sent: ReadonlyMap<string, number>;
}

const FIRST_DELAY_MS = 2_000;
const MAX_DELAY_MS = 20_000;
/** A browser opens about six connections to a server; most of them are wanted for other things. */
const MAX_FOLLOWED = 2;
/** An upload that was never finished is shown this long. */
const FORGET_PENDING_MS = 24 * 60 * 60_000;

/**
 * The list of videos, kept up to date: what is being processed is followed by events, everything else that is still
 * open is asked for again and again, less often while nothing changes. Sends `change`.
 *
 * @since 0.1.0
 */
export class VideoLibrary extends EventTarget {
  #state: LibraryState = { status: 'loading', videos: [], stale: false, sent: new Map() };
  #delayMs = FIRST_DELAY_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | undefined;
  /** How to stop following, by uid. */
  readonly #followed = new Map<string, () => void>();
  /** Uids whose events do not come: they are asked for. */
  readonly #unfollowable = new Set<string>();

  get state(): LibraryState {
    return this.#state;
  }

  /** Begins to list, and again whenever the page is looked at. */
  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.refresh();
    });
    void this.refresh();
  }

  /** Asks for the list now. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    try {
      const listed = await listVideos(request.signal);
      if (request.signal.aborted) return;
      const videos = listed.filter((video) => this.#isShown(video));
      if (JSON.stringify(videos) !== JSON.stringify(this.#state.videos)) this.#delayMs = FIRST_DELAY_MS;
      this.#set({ status: 'listed', videos, stale: false });
    } catch {
      if (request.signal.aborted) return;
      this.#set(this.#state.status === 'listed' ? { stale: true } : { status: 'failed' });
    }
    this.#follow();
    this.#schedule();
  }

  /** Takes over what is known of one video that is listed. */
  patch(uid: string, changes: Partial<Video>): void {
    if (!this.#state.videos.some((video) => video.uid === uid)) return;
    this.#set({ videos: this.#state.videos.map((video) => (video.uid === uid ? { ...video, ...changes } : video)) });
  }

  /** Takes over how far this page's own upload is; `null` when it is over. */
  setSent(uid: string, percent: number | null): void {
    const sent = new Map(this.#state.sent);
    if (percent === null) sent.delete(uid);
    else sent.set(uid, percent);
    this.#set({ sent });
  }

  #isShown({ status, createdAt, uid }: Video): boolean {
    return status !== 'pending' || this.#state.sent.has(uid) || Date.now() - Date.parse(createdAt) < FORGET_PENDING_MS;
  }

  #set(changes: Partial<LibraryState>): void {
    this.#state = { ...this.#state, ...changes };
    this.dispatchEvent(new Event('change'));
  }

  #follow(): void {
    const processing = this.#state.videos.filter(({ status }) => status === 'processing').map(({ uid }) => uid);
    for (const [uid, stop] of this.#followed) {
      if (processing.includes(uid)) continue;
      stop();
      this.#followed.delete(uid);
    }
    for (const uid of processing) {
      if (this.#followed.has(uid) || this.#unfollowable.has(uid) || this.#followed.size >= MAX_FOLLOWED) continue;
      const stop = followVideo(
        uid,
        (video) => this.#onNews(video),
        () => {
          // Following it again at once would only fail again, and again.
          this.#unfollowable.add(uid);
          this.#followed.delete(uid);
          this.#schedule();
        },
      );
      this.#followed.set(uid, stop);
    }
  }

  #onNews(video: Video): void {
    this.patch(video.uid, video);
    if (isOpen(video)) return;
    this.#followed.delete(video.uid);
    // The place is free for the next one.
    void this.refresh();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { status, stale, videos } = this.#state;
    const isWaiting = videos.some((video) => isOpen(video) && !this.#followed.has(video.uid));
    if (status === 'listed' && !stale && !isWaiting) return;
    // Not all pages that are open ask at the same moment.
    this.#timer = setTimeout(() => void this.#refreshIfSeen(), this.#delayMs * (0.85 + 0.3 * Math.random()));
    this.#delayMs = Math.min(MAX_DELAY_MS, this.#delayMs * 1.6);
  }

  async #refreshIfSeen(): Promise<void> {
    if (!document.hidden) await this.refresh();
  }
}
