import { isUnderToken, resourceKey, withToken } from './delivery-url.js';
import { cutLongLines, Listing, splitKey } from './playlist.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { TokenSource } from '../token/token-source.js';

/** Playlist that was loaded, and the token that it was loaded with. */
interface KnownPlaylist {
  readonly url: string;
  readonly token: string;
  readonly listing: Listing;
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
  readonly #playlists = new Map<string, KnownPlaylist>();
  readonly #rereads = new Map<string, Promise<void>>();
  #refusal: StreamError | undefined;
  #firstToken: string | undefined;
  /** Whether playlists have come with more tokens than the first. Until then the engine knows what they list. */
  #isRenewed = false;

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
      const listed = this.#isRenewed || token !== this.#firstToken ? this.#findListed(key) : undefined;
      // A segment under the token is checked by that token alone.
      const isOutdated = listed !== undefined && listed.playlist.token !== token && !isUnderToken(url);
      // Once for each token: where the playlist cannot be read, the segment is asked for with what is known.
      if (!isOutdated || reread === token) return { url: withToken(listed?.url ?? url, token), token };
      const { playlist } = listed;
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

  /** Remembers a media playlist. Master playlists list playlists, which carry their token in their path. */
  remember(url: string, text: string, token: string | undefined): void {
    if (token === undefined || !text.includes('#EXTINF')) return;
    this.#noteToken(token);
    this.#playlists.set(resourceKey(url), { url, token, listing: new Listing(text, url) });
  }

  /**
   * Puts one token for good into a playlist for the engine, which compares what a broadcast lists from one load to the
   * next and would take the same segment under another token for a mistake.
   *
   * @param token - The token that the playlist was loaded with.
   */
  normalizePlaylist(text: string, token: string | undefined): string {
    const playlist = cutLongLines(text);
    if (token === undefined) return playlist;
    const first = this.#noteToken(token);
    return token === first ? playlist : playlist.replaceAll(`${token}/`, `${first}/`);
  }

  #noteToken(token: string): string {
    const first = (this.#firstToken ??= token);
    this.#isRenewed ||= token !== first;
    return first;
  }

  #findListed(key: string): { readonly url: string; readonly playlist: KnownPlaylist } | undefined {
    const [folder, name] = splitKey(key);
    if (name.endsWith('.m3u8')) return undefined;
    const known = [...this.#playlists.values()];
    const likely = known.filter(({ listing }) => listing.folder === folder);
    for (const playlist of likely.length > 0 ? likely : known) {
      const url = playlist.listing.find(key);
      if (url !== undefined) return { url, playlist };
    }
    return undefined;
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
