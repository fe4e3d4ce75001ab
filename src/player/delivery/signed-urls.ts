import { hasTokenInPath, parseUrl, resourceKey, withToken } from './delivery-url.js';
import { cutLongLines } from '../model/text-lines.js';
import { Listing, splitKey } from './playlist.js';
import { isStreamOrigin } from './source.js';
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
  /** `undefined` for a public video, and on a host that gets no token. */
  readonly token: string | undefined;
}

/** Number of tokens that are remembered after they were used: older ones have ended. */
const MAX_USED_TOKENS = 50;

/**
 * Turns the URLs that an engine knows into URLs that work now. Playlists carry the token in their path, so
 * they only need the new one; segments are signed on their own, possibly for as long as the token of the playlist that
 * listed them, so after a renewal that playlist is read again before the next of its segments is asked for.
 */
export class SignedUrls {
  readonly #tokens: TokenSource;
  readonly #origin: string | undefined;
  readonly #fetch: typeof fetch;
  readonly #used = new Set<string>();
  readonly #playlists = new Map<string, KnownPlaylist>();
  readonly #rereads = new Map<string, Promise<void>>();
  #refusal: StreamError | undefined;
  #firstToken: string | undefined;
  /** Whether playlists have come with more tokens than the first. Until then the engine knows what they list. */
  #isRenewed = false;

  /** @param options - `origin` is the one that tokens may go to beside Stream's own. */
  constructor(tokens: TokenSource, options: { origin?: string; fetch?: typeof fetch } = {}) {
    this.#tokens = tokens;
    this.#origin = options.origin;
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

  /**
   * Gives the URL to request now, with a token that is good. What a playlist lists on a host that gets no token is
   * requested without one.
   *
   * @throws {StreamError} where there is no token, or a URL would carry one to where it may not go.
   */
  async resolve(url: string): Promise<SignedUrl> {
    const key = resourceKey(url);
    for (let reread: string | undefined; ;) {
      if (!mayHaveToken(url, this.#origin) && !this.#findListed(key)) return { url: this.#sign(url), token: undefined };
      // Asked for again after a playlist was read: that took time, and the token may have come near its end meanwhile.
      const token = await this.#trackError(this.#tokens.getValid());
      if (token === undefined) return { url: this.#sign(url), token };
      this.#markUsed(token);
      const listed = this.#isRenewed || token !== this.#firstToken ? this.#findListed(key) : undefined;
      const current = listed?.url ?? url;
      // A segment under the token is checked by that token alone.
      const isOutdated = listed !== undefined && listed.playlist.token !== token && !hasTokenInPath(url);
      // Once for each token: where the playlist cannot be read, the segment is asked for with what is known.
      if (!isOutdated || reread === token) {
        return { url: this.#sign(current, token), token: mayHaveToken(current, this.#origin) ? token : undefined };
      }
      const { playlist } = listed;
      await this.#reread(resourceKey(playlist.url), playlist.url, token);
      reread = token;
    }
  }

  /** Gives a URL with the token at hand, good or not, to a browser that requests it by itself. */
  withTokenAtHand(url: string): string {
    return this.#sign(url, this.#tokens.value);
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

  #markUsed(token: string): void {
    if (this.#used.has(token)) return;
    this.#used.add(token);
    const [oldest] = this.#used;
    if (oldest !== undefined && this.#used.size > MAX_USED_TOKENS) this.#used.delete(oldest);
  }

  /**
   * Puts a token into a URL that may have it. All others stay as they are, and must not hold one that was used: a
   * redirect may have brought it there, or a playlist that was written to catch it.
   *
   * @throws {StreamError} `SOURCE_NOT_TRUSTED`.
   */
  #sign(url: string, token?: string): string {
    if (mayHaveToken(url, this.#origin)) return token === undefined ? url : withToken(url, token);
    // As a browser reads it, which drops tabs and line breaks, and puts hosts into lower case.
    const read = (parseUrl(url)?.href ?? url).toLowerCase();
    if (![this.#tokens.value, ...this.#used].some((used) => used !== undefined && read.includes(used.toLowerCase())))
      return url;
    this.#refusal = new StreamError('SOURCE_NOT_TRUSTED', 'A playlist or redirect leads to a host that gets no token.');
    throw this.#refusal;
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
      reread = this.#load(url, token).finally(() => this.#rereads.delete(id));
      this.#rereads.set(id, reread);
    }
    return reread;
  }

  async #load(playlistUrl: string, token: string): Promise<void> {
    try {
      const url = this.#sign(playlistUrl, token);
      const response = await this.#fetch(url, { signal: AbortSignal.timeout(RECOVERY.answerMs) });
      if (response.ok) this.remember(url, await response.text(), token);
    } catch {
      // The segment is asked for with what is known; if that fails, the engine's own retries take over.
    }
  }
}

/**
 * Tells whether a token may go to a URL: to Stream's own hosts, and to the one origin beside them that is stated by
 * somebody who is trusted with tokens.
 *
 * @param url - Absolute URL, read as a browser reads it. What is none gets no token.
 */
export function mayHaveToken(url: string, statedOrigin?: string): boolean {
  const parsed = parseUrl(url);
  if (!parsed) return false;
  const { protocol, host, username, password } = parsed;
  // Not its `origin`: that of a blob is the origin of whoever made it.
  const origin = `${protocol}//${host}`;
  return !username && !password && (origin === statedOrigin || isStreamOrigin(origin));
}
