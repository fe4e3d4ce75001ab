import { hasTokenInPath, parseUrl, resourceKey, withToken } from './delivery-url.js';
import { cutLongLines } from '../model/text-lines.js';
import { Listing, splitKey } from './playlist.js';
import { isStreamOrigin } from './source.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { TokenSource } from '../token/token-source.js';

/** Playlist that was loaded, and the token it was loaded with. */
interface KnownPlaylist {
  readonly url: string;
  readonly token: string;
  readonly listing: Listing;
}

/** URL that works now, and the token in it. */
export interface SignedUrl {
  readonly url: string;
  /** `undefined` for a public video, or on a host that must not get a token. */
  readonly token: string | undefined;
}

/** Most used tokens to remember: older ones have expired. */
const MAX_USED_TOKENS = 50;

/**
 * Turns the URLs that an engine knows into URLs that work now. Playlists carry the token in their path and only need a
 * new one. Segments are signed individually, possibly for as long as the token of their playlist: after a renewal, that
 * playlist is reloaded before its next segment is requested.
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
  /** Whether playlists were loaded with another token than the first. Until then, the engine's URLs are up to date. */
  #isRenewed = false;

  /** @param options - `origin` may get tokens, besides Stream's own origins. */
  constructor(tokens: TokenSource, options: { origin?: string; fetch?: typeof fetch } = {}) {
    this.#tokens = tokens;
    this.#origin = options.origin;
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  /** Error that prevents the next request from having a token, if any. */
  get refusal(): StreamError | undefined {
    return this.#refusal;
  }

  /** Clears {@link SignedUrls.refusal} before another try. */
  clearError(): void {
    this.#refusal = undefined;
  }

  /**
   * Resolves a URL to the one to request now, with a valid token. On a host that must not get a token, URLs listed in a
   * playlist are requested without one.
   *
   * @throws {StreamError} where there is no token, or a URL would carry one to where it may not go.
   */
  async resolve(url: string): Promise<SignedUrl> {
    const key = resourceKey(url);
    for (let reread: string | undefined; ;) {
      if (!mayHaveToken(url, this.#origin) && !this.#findListed(key)) return { url: this.#sign(url), token: undefined };
      // Inside the loop: reloading a playlist takes time, in which the token may nearly have expired.
      const token = await this.#trackError(this.#tokens.getValid());
      if (token === undefined) return { url: this.#sign(url), token };
      this.#markUsed(token);
      const listed = this.#isRenewed || token !== this.#firstToken ? this.#findListed(key) : undefined;
      const current = listed?.url ?? url;
      // A segment with a token in its path is checked by that token alone.
      const isOutdated = listed !== undefined && listed.playlist.token !== token && !hasTokenInPath(url);
      // Once per token: if the playlist cannot be loaded, the segment is requested with the known URL.
      if (!isOutdated || reread === token) {
        return { url: this.#sign(current, token), token: mayHaveToken(current, this.#origin) ? token : undefined };
      }
      const { playlist } = listed;
      await this.#reread(resourceKey(playlist.url), playlist.url, token);
      reread = token;
    }
  }

  /** Returns a URL with the current token, valid or not, for requests that the browser makes itself. */
  withTokenAtHand(url: string): string {
    return this.#sign(url, this.#tokens.value);
  }

  /** Renews the token after Stream refused a URL, and returns the URL to try next. */
  async retry(url: string, token: string | undefined): Promise<SignedUrl> {
    await this.#trackError(this.#tokens.refreshAfterReject(token));
    return this.resolve(url);
  }

  /** Fetches a URL; retries with a new token if Stream refuses it. */
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

  /** Current token, to be noted with a request. */
  get token(): string | undefined {
    return this.#tokens.value;
  }

  /**
   * Remembers a media playlist. Master playlists are not needed: they list playlists, which carry the token in their
   * path.
   */
  remember(url: string, text: string, token: string | undefined): void {
    if (token === undefined || !text.includes('#EXTINF')) return;
    this.#noteToken(token);
    this.#playlists.set(resourceKey(url), { url, token, listing: new Listing(text, url) });
  }

  /**
   * Writes the first token into a playlist for hls.js, which compares the segments of a live stream between reloads and
   * would take a new token for a different segment.
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
   * Puts a token into a URL that may carry one. Any other URL stays as it is and must not contain a used token: a
   * redirect, or a playlist made to steal it, may have put it there.
   *
   * @throws {StreamError} `SOURCE_NOT_TRUSTED`.
   */
  #sign(url: string, token?: string): string {
    if (mayHaveToken(url, this.#origin)) return token === undefined ? url : withToken(url, token);
    // Normalized as browsers do: without tabs and line breaks, and with the host in lower case.
    const read = (parseUrl(url)?.href ?? url).toLowerCase();
    if (![this.#tokens.value, ...this.#used].some((used) => used !== undefined && read.includes(used.toLowerCase())))
      return url;
    this.#refusal = new StreamError('SOURCE_NOT_TRUSTED', 'A playlist or redirect points to an untrusted host.');
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
      // The segment is requested with the known URL; if that fails, the engine retries.
    }
  }
}

/**
 * Tells whether a token may be sent to a URL: on Stream's own hosts, and on the one other origin that the site has
 * stated.
 *
 * @param url - Absolute URL, parsed as browsers do. An invalid one gets no token.
 */
export function mayHaveToken(url: string, statedOrigin?: string): boolean {
  const parsed = parseUrl(url);
  if (!parsed) return false;
  const { protocol, host, username, password } = parsed;
  // Not `URL.origin`: that of a blob is the origin of its creator.
  const origin = `${protocol}//${host}`;
  return !username && !password && (origin === statedOrigin || isStreamOrigin(origin));
}
