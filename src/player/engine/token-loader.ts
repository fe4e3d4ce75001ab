import {
  FetchLoader,
  type Fragment,
  type HlsConfig,
  type Loader,
  type LoaderCallbacks,
  type LoaderConfiguration,
  type LoaderContext,
  type LoaderStats,
} from 'hls.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { boundCaptions } from '../model/cues.js';
import { readTimescale } from './mp4-times.js';
import { SegmentCutter } from './segment-cutter.js';
import { isVideoSegment } from './video-segment.js';
import type { SignedUrl, SignedUrls } from '../delivery/signed-urls.js';
import type { PrefetchedResponse, Prefetch } from '../delivery/prefetch.js';

/** Request that may be for a segment. */
type SegmentContext = LoaderContext & { readonly frag?: Fragment };
type LoaderClass = new (config: HlsConfig) => Loader<LoaderContext>;

const emptyStats = (): LoaderStats => ({
  aborted: false,
  loaded: 0,
  retry: 0,
  total: 0,
  chunkCount: 0,
  bwEstimate: 0,
  loading: { start: 0, first: 0, end: 0 },
  parsing: { start: 0, end: 0 },
  buffering: { start: 0, first: 0, end: 0 },
});

/**
 * Creates a loader for hls.js that requests every URL with a valid token. A refused request is repeated with a new
 * token before hls.js is told, so a renewal is just another URL. Prefetched responses are handed over as if just
 * requested. Where hls.js takes a segment in pieces, it gets the sought position as soon as that has arrived.
 *
 * @param position - Returns the position, in seconds.
 */
export function createTokenLoader(
  Base: LoaderClass,
  access: SignedUrls,
  headStart: Prefetch,
  position: () => number,
): LoaderClass {
  function normalize(data: string | ArrayBuffer, context: LoaderContext, token: string | undefined) {
    return typeof data === 'string' ? access.normalizePlaylist(data, token) : normalizeCaptions(data, context);
  }

  return class TokenLoader implements Loader<LoaderContext> {
    readonly #config: HlsConfig;
    #inner: Loader<LoaderContext> | undefined;
    #ended = false;
    context: LoaderContext | null = null;
    stats: LoaderStats = emptyStats();

    constructor(config: HlsConfig) {
      this.#config = config;
    }

    load(context: LoaderContext, config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      this.context = context;
      const early = context.rangeEnd ? undefined : headStart.take(context.url);
      if (!early) {
        void this.#run(context, config, callbacks);
        return;
      }
      void early.then((answer) => {
        if (this.#ended) return;
        // Prefetching has failed, or a second try may help.
        if (!answer || answer.status >= 500) void this.#run(context, config, callbacks);
        else this.#hand(answer, context, callbacks);
      });
    }

    #hand(answer: PrefetchedResponse, context: LoaderContext, callbacks: LoaderCallbacks<LoaderContext>): void {
      const { url, token, status, startedAt, firstAt, endedAt } = answer;
      const data = normalize(answer.data, context, token);
      const bytes = typeof data === 'string' ? data.length : data.byteLength;
      Object.assign(this.stats, { loaded: bytes, total: bytes });
      // As if it had been requested just now: hls.js measures bandwidth from the start of a request to the end of
      // parsing, and a response that was waiting would look slow.
      const end = performance.now();
      Object.assign(this.stats.loading, { start: end - (endedAt - startedAt), first: end - (endedAt - firstAt), end });
      if (status !== 200) {
        callbacks.onError({ code: status, text: 'no media' }, context, null, this.stats);
        return;
      }
      callbacks.onProgress?.(this.stats, context, data, null);
      callbacks.onSuccess({ url, data, code: status }, this.stats, context, null);
    }

    async #run(
      context: LoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): Promise<void> {
      this.stats.loading.start = performance.now();
      let refusals = 0;
      const attempt = async (find: Promise<SignedUrl>): Promise<void> => {
        let signed: SignedUrl;
        try {
          signed = await find;
        } catch {
          if (!this.#ended) callbacks.onError({ code: 401, text: 'no token' }, context, null, this.stats);
          return;
        }
        if (this.#ended) return;
        const { url, token } = signed;
        this.#inner?.destroy();
        const cutter = callbacks.onProgress && cutterOf(context, position);
        const inner: Loader<LoaderContext> = cutter ? new FetchLoader(this.#config) : new Base(this.#config);
        this.#inner = inner;
        // hls.js keeps the statistics object of its loader: every attempt writes into the same one.
        const { retry } = this.stats;
        Object.assign(this.stats, emptyStats(), { retry });
        inner.stats = this.stats;
        const observed: LoaderCallbacks<LoaderContext> = {
          ...callbacks,
          ...(cutter && {
            onProgress: (stats, _context, data, details) => {
              const piece = cutter.push(data as ArrayBuffer);
              if (piece) callbacks.onProgress?.(stats, context, piece, details);
            },
          }),
          onSuccess: (response, stats, _context, details) => {
            // An idle live input answers with an empty 204, which hls.js would try to parse.
            if (response.code === 204) {
              callbacks.onError({ code: 204, text: 'no content' }, context, details, stats);
              return;
            }
            const { data } = response;
            if (typeof data === 'string') access.remember(response.url || url, data, token);
            if (typeof data === 'string' || data instanceof ArrayBuffer) {
              response.data = normalize(data, context, token);
            }
            if (cutter) callbacks.onProgress?.(stats, context, cutter.rest(), details);
            callbacks.onSuccess(response, stats, context, details);
          },
          onError: (error, _context, details, stats) => {
            if ((error.code === 401 || error.code === 403) && token !== undefined && refusals < RECOVERY.refusals) {
              refusals += 1;
              void attempt(access.retry(context.url, token));
              return;
            }
            callbacks.onError(error, context, details, stats);
          },
          onTimeout: (stats, _context, details) => callbacks.onTimeout(stats, context, details),
          ...(callbacks.onAbort && {
            onAbort: (stats, _context, details) => callbacks.onAbort?.(stats, context, details),
          }),
        };
        try {
          inner.load({ ...context, url }, { ...config, ...(cutter && { highWaterMark: 1 }) }, observed);
        } catch {
          // A playlist may list an invalid URL.
          callbacks.onError({ code: 0, text: 'no URL' }, context, null, this.stats);
        }
      };
      await attempt(access.resolve(context.url));
    }

    abort(): void {
      this.#ended = true;
      this.stats.aborted = true;
      this.#inner?.abort();
    }

    destroy(): void {
      this.#ended = true;
      this.#inner?.destroy();
      this.#inner = undefined;
      this.context = null;
    }

    getCacheAge(): number | null {
      return this.#inner?.getCacheAge?.() ?? null;
    }

    getResponseHeader(name: string): string | null {
      return this.#inner?.getResponseHeader?.(name) ?? null;
    }
  };
}

/** Creates the cutter for a video segment. */
function cutterOf({ frag }: SegmentContext, position: () => number): SegmentCutter | undefined {
  if (!frag || !isVideoSegment(frag) || frag.encrypted) return undefined;
  return new SegmentCutter(
    position() - frag.start,
    () => frag.initSegment?.data && readTimescale(frag.initSegment.data),
  );
}

/** Limits captions before hls.js parses them; everything else is passed on as it is. */
function normalizeCaptions(data: ArrayBuffer, { frag }: SegmentContext): ArrayBuffer {
  if (!frag?.type.startsWith('subtitle')) return data;
  const text = new TextDecoder().decode(data);
  // Captions may also be fMP4.
  return text.startsWith('WEBVTT') ? new TextEncoder().encode(boundCaptions(text, frag.duration)).buffer : data;
}
