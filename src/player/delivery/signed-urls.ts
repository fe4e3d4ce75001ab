import { isUnderToken, resourceKey, withToken } from './delivery-url.js';
import { playlistUrls, withTokenInList } from './playlist.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { TokenSource } from '../token/token-source.js';

/** Playlist that was loaded, and the token that it was loaded with. */
interface KnownPlaylist {
  readonly url: string;
  readonly token: string | undefined;
  /** Keys of what it lists. */
  readonly listed: ReadonlySet<string>;
}

/** URL that works now, and the token that it works with. */
export interface SignedUrl {
  readonly url: string;
  /** `undefined` for a public video. */
  readonly token: string | undefined;
}

/**
 * Turns the URLs that an engine knows into URLs that work now. Playlists carry the token in their path, so
 * they only need the new one; segments are signed on their own, possibly for as long as the token of the playlist that
 * listed them, so after a renewal that playlist is read again before the next of its segments is asked for.
 */
export class SignedUrls {
  readonly #tokens: TokenSource;
  readonly #fetch: typeof fetch;
  readonly #playlistOf = new Map<string, string>();
  readonly #playlists = new Map<string, KnownPlaylist>();
  readonly #currentUrls = new Map<string, string>();
  readonly #rereads = new Map<string, Promise<void>>();
  #refusal: StreamError | undefined;
  #firstToken: string | undefined;

  constructor(tokens: TokenSource, options: { fetch?: typeof fetch } = {}) {
    this.#tokens = tokens;
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  /** Reason why there is no token for the next request, if there is none. */
  get refusal(): StreamError | undefined {
    return this.#refusal;
  }

  /** Forgets {@link SignedUrls.refusal}, for another try. */
  clearError(): void {
    this.#refusal = undefined;
  }

  /** Gives the URL to request now, with a token that is good. */
  async resolve(url: string): Promise<SignedUrl> {
    const key = resourceKey(url);
    for (let reread: string | undefined; ;) {
      // Asked for again after a playlist was read: that took time, and the token may have come near its end meanwhile.
      const token = await this.#trackError(this.#tokens.getValid());
      if (token === undefined) return { url, token };
      const playlistKey = this.#playlistOf.get(key);
      const playlist = playlistKey === undefined ? undefined : this.#playlists.get(playlistKey);
      // A segment under the token is checked by that token alone.
      const isOutdated = playlist !== undefined && playlist.token !== token && !isUnderToken(url);
      // Once for each token: where the playlist cannot be read, the segment is asked for with what is known.
      if (!isOutdated || reread === token) return { url: withToken(this.#currentUrls.get(key) ?? url, token), token };
      await this.#reread(resourceKey(playlist.url), playlist.url, token);
      reread = token;
    }
  }

  /** Renews the token after Stream refused this URL, then gives the URL to try once more. */
  async retry(url: string, token: string | undefined): Promise<SignedUrl> {
    await this.#trackError(this.#tokens.refreshAfterReject(token));
    return this.resolve(url);
  }

  /** Fetches a URL; what is refused is requested again with a new token. */
  async fetch(
    url: string,
    signal: AbortSignal,
  ): Promise<{ readonly response: Response; readonly token: string | undefined; readonly startedAt: number }> {
    let signed = await this.resolve(url);
    for (let refusals = 0; ; refusals += 1) {
      const { token } = signed;
      const startedAt = performance.now();
      const response = await this.#fetch(signed.url, { signal });
      const isRefused = response.status === 401 || response.status === 403;
      if (!isRefused || token === undefined || refusals >= RECOVERY.refusals) return { response, token, startedAt };
      signed = await this.retry(url, token);
    }
  }

  /** Token at hand, to be remembered beside a request. */
  get token(): string | undefined {
    return this.#tokens.value;
  }

  /** Remembers what a media playlist lists. Master playlists list playlists, which carry their token in their path. */
  remember(url: string, text: string, token: string | undefined): void {
    if (token === undefined || !text.includes('#EXTINF')) return;
    const playlistKey = resourceKey(url);
    const urls = new Map(playlistUrls(text, url).map((listed) => [resourceKey(listed), listed]));
    // A broadcast may go on for days: what it lists no more is forgotten.
    for (const key of this.#playlists.get(playlistKey)?.listed ?? []) {
      if (urls.has(key)) continue;
      this.#playlistOf.delete(key);
      this.#currentUrls.delete(key);
    }
    this.#playlists.set(playlistKey, { url, token, listed: new Set(urls.keys()) });
    for (const [key, listed] of urls) {
      this.#playlistOf.set(key, playlistKey);
      this.#currentUrls.set(key, listed);
    }
  }

  /**
   * Puts one token for good into a playlist for the engine, which compares what a broadcast lists from one load to the
   * next and would take the same segment under another token for a mistake.
   */
  normalizeToken(playlist: string): string {
    this.#firstToken ??= this.#tokens.value;
    return this.#firstToken === undefined ? playlist : withTokenInList(playlist, this.#firstToken);
  }

  async #trackError<T>(token: Promise<T>): Promise<T> {
    try {
      const value = await token;
      this.#refusal = undefined;
      return value;
    } catch (error) {
      if (error instanceof StreamError) this.#refusal = error;
      throw error;
    }
  }

  #reread(key: string, url: string, token: string): Promise<void> {
    const id = `${token} ${key}`;
    let reread = this.#rereads.get(id);
    if (!reread) {
      reread = this.#load(withToken(url, token), token).finally(() => this.#rereads.delete(id));
      this.#rereads.set(id, reread);
    }
    return reread;
  }

  async #load(url: string, token: string): Promise<void> {
    try {
      const response = await this.#fetch(url, { signal: AbortSignal.timeout(RECOVERY.answerMs) });
      if (response.ok) this.remember(url, await response.text(), token);
    } catch {
      // The segment is asked for with what is known; if that fails, the engine's own retries take over.
    }
  }
}
