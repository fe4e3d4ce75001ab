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
  #walk: Promise<{ readonly text: string; readonly url: string }[]> | undefined;
  #master: Promise<PrefetchedResponse | undefined> | undefined;
  #startedAt = 0;

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
    this.#walk = this.#walkPlaylists();
  }

  /** Gets the status that the master playlist was answered with; 0 without an answer. */
  async status(): Promise<number> {
    this.playlists();
    return (await this.#master)?.status ?? 0;
  }

  /** Fetches the segments at a position in seconds, too: bytes that Stream bills. */
  async segments(time: number): Promise<void> {
    this.playlists();
    const playlists = (await this.#walk) ?? [];
    if (this.#signal.aborted) return;
    for (const { text, url } of playlists) {
      for (const segment of segmentUrlsAt(text, url, time)) void this.#fetch(segment, 'arrayBuffer');
    }
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
    this.#walk = this.#master = undefined;
  }

  async #walkPlaylists(): Promise<{ readonly text: string; readonly url: string }[]> {
    this.#master = this.#fetch(this.#delivery.manifestUrl, 'text');
    const master = await this.#master;
    if (!master || typeof master.data !== 'string' || master.status !== 200) return [];
    const answers = await Promise.all(
      firstPlaylistUrls(master.data, master.url).map((url) => this.#fetch(url, 'text')),
    );
    return answers.flatMap((answer) =>
      answer?.status === 200 && typeof answer.data === 'string' ? [{ text: answer.data, url: answer.url }] : [],
    );
  }

  #fetch(url: string, as: 'text' | 'arrayBuffer'): Promise<PrefetchedResponse | undefined> {
    // A failure is the engine's to find out about: it asks for itself then.
    const answer = this.#load(url, as).catch(() => undefined);
    const entry = { token: this.#access.token, askedAt: performance.now(), answer };
    this.#entries.set(resourceKey(url), entry);
    return answer;
  }

  async #load(url: string, as: 'text' | 'arrayBuffer'): Promise<PrefetchedResponse | undefined> {
    // Whoever takes it waits for it: an answer that never comes must not keep the engine from asking by itself.
    const signal = withTimeout(this.#signal, as === 'text' ? RECOVERY.answerMs : RECOVERY.earlySegmentMs);
    const { response, token, startedAt } = await this.#access.fetch(url, signal);
    const firstAt = performance.now();
    const data = await response[as]();
    if (typeof data === 'string' && response.ok) this.#access.remember(response.url, data, token);
    return { url: response.url, token, status: response.status, data, startedAt, firstAt, endedAt: performance.now() };
  }
}
