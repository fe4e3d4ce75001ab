import { resourceKey } from './delivery-url.js';
import { firstPlaylistUrls, segmentUrlsAt } from './playlist.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { withTimeout } from '../../shared/with-timeout.js';
import type { SignedUrls } from './signed-urls.js';

/** Response that was fetched before the engine asked for it. Times are those of `performance.now()`. */
export interface PrefetchedResponse {
  readonly url: string;
  /** Token that it was fetched with. */
  readonly token: string | undefined;
  readonly status: number;
  readonly data: string | ArrayBuffer;
  readonly startedAt: number;
  readonly firstAt: number;
  readonly endedAt: number;
}

interface Playlist {
  readonly text: string;
  readonly url: string;
}

interface Entry {
  readonly token: string | undefined;
  readonly askedAt: number;
  readonly answer: Promise<PrefetchedResponse | undefined>;
}

/** Age up to which a response is used: a live playlist has moved on after that. */
const MAX_AGE_MS = 10_000;

/**
 * Walks from the master playlist to the first segments while the engine's code is still on its way, so that the engine
 * finds them there when it asks. Each answer is given out once.
 */
export class Prefetch {
  readonly #access: SignedUrls;
  readonly #delivery: { readonly manifestUrl: string };
  readonly #signal: AbortSignal;
  readonly #entries = new Map<string, Entry>();
  /** Media playlists that have come. */
  readonly #listed: Playlist[] = [];
  #walk: Promise<unknown> | undefined;
  #master: Promise<PrefetchedResponse | undefined> | undefined;
  #startedAt = 0;
  /** Number of walks so far: what an earlier one has found leads nowhere any more. */
  #walks = 0;
  /** Position whose segments are wanted, in seconds; `undefined` while none are. */
  #segmentsAt: number | undefined;

  /** @param delivery - Asked each time for its URL, which has no token before there are credentials. */
  constructor(access: SignedUrls, delivery: { readonly manifestUrl: string }, signal: AbortSignal) {
    this.#access = access;
    this.#delivery = delivery;
    this.#signal = signal;
  }

  /** Fetches the playlists that playback begins with. */
  playlists(): void {
    if (this.#walk && performance.now() - this.#startedAt < MAX_AGE_MS) return;
    this.#startedAt = performance.now();
    this.#walks += 1;
    this.#listed.length = 0;
    this.#walk = this.#walkPlaylists();
  }

  /** Gets the status that the master playlist was answered with; 0 without an answer. */
  async status(): Promise<number> {
    this.playlists();
    return (await this.#master)?.status ?? 0;
  }

  /** Fetches the segments at a position in seconds, too: bytes that Stream bills. Resolves once all are asked for. */
  async segments(time: number): Promise<void> {
    this.playlists();
    this.#segmentsAt = time;
    for (const playlist of this.#listed) this.#fetchSegments(playlist, time);
    await this.#walk;
  }

  /** Gives out what was fetched from this URL, if it is still valid; the next who asks gets nothing. */
  take(url: string): Promise<PrefetchedResponse | undefined> | undefined {
    const key = resourceKey(url);
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    if (!entry || entry.token !== this.#access.token || performance.now() - entry.askedAt > MAX_AGE_MS)
      return undefined;
    return entry.answer;
  }

  /** Discards what nobody has asked for. */
  clear(): void {
    this.#entries.clear();
    this.#walks += 1;
    this.#listed.length = 0;
    this.#walk = this.#master = this.#segmentsAt = undefined;
  }

  async #walkPlaylists(): Promise<void> {
    let media: Promise<unknown>[] = [];
    this.#master = this.#fetch(this.#delivery.manifestUrl, 'text', ({ data, url }) => {
      if (typeof data === 'string')
        media = firstPlaylistUrls(data, url).map((each) =>
          this.#fetch(each, 'text', (answer) => this.#listedIn(answer)),
        );
    });
    await this.#master;
    await Promise.all(media);
  }

  #listedIn({ url, data }: PrefetchedResponse): void {
    if (typeof data !== 'string') return;
    const playlist = { text: data, url };
    this.#listed.push(playlist);
    if (this.#segmentsAt !== undefined) this.#fetchSegments(playlist, this.#segmentsAt);
  }

  #fetchSegments({ text, url }: Playlist, time: number): void {
    if (this.#signal.aborted) return;
    for (const segment of segmentUrlsAt(text, url, time)) void this.#fetch(segment, 'arrayBuffer');
  }

  /**
   * Fetches a URL, and registers it for whoever asks for it.
   *
   * @param onOk - Called before the answer is given out, so that what it leads to is registered before that is asked for.
   */
  #fetch(
    url: string,
    as: 'text' | 'arrayBuffer',
    onOk?: (response: PrefetchedResponse) => void,
  ): Promise<PrefetchedResponse | undefined> {
    const walk = this.#walks;
    const answer = this.#load(url, as)
      .then((response) => {
        if (response.status === 200 && walk === this.#walks) onOk?.(response);
        return response;
      })
      // A failure is the engine's to find out about: it asks for itself then.
      .catch(() => undefined);
    this.#entries.set(resourceKey(url), { token: this.#access.token, askedAt: performance.now(), answer });
    return answer;
  }

  async #load(url: string, as: 'text' | 'arrayBuffer'): Promise<PrefetchedResponse> {
    // Whoever takes it waits for it: an answer that never comes must not keep the engine from asking by itself.
    const signal = withTimeout(this.#signal, as === 'text' ? RECOVERY.answerMs : RECOVERY.earlySegmentMs);
    const { response, token, startedAt } = await this.#access.fetch(url, signal);
    const firstAt = performance.now();
    const data = await response[as]();
    if (typeof data === 'string' && response.ok) this.#access.remember(response.url, data, token);
    return { url: response.url, token, status: response.status, data, startedAt, firstAt, endedAt: performance.now() };
  }
}
