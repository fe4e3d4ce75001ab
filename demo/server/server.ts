import { createApp } from './app.js';
import { allowEveryone, type Authorize } from './authorize.js';
import { createCaptioner, type CaptionsFor } from './captions.js';
import { SYSTEM_CLOCKS, type Clocks } from './clocks.js';
import { limitQuery } from './limit-query.js';
import { chooseAuthorize } from './guard.js';
import { importLibrary, type ImportCounts } from './import-library.js';
import { describeFailure, type Log } from './log.js';
import { createLookUp } from './look-up.js';
import { createPoll, type Poll } from './poll.js';
import { createRateLimit, type RateLimit } from './rate-limit.js';
import { createReconcile } from './reconcile.js';
import { type Settings } from './settings.js';
import { createStateReader } from './state-reader.js';
import { readStreamEvent } from './stream-event.js';
import { createStreamApi } from './stream-api.js';
import { createTokenSigner } from './tokens.js';
import { createVideoStore, type Query, type VideoStore } from './videos.js';

/** Options of {@link createServer}. */
export interface ServerOptions extends Partial<Clocks> {
  readonly settings: Settings;
  /** Function that queries the database. */
  readonly query: Query;
  readonly log: Log;
  /** Decides who may do what. @defaultValue `authorize.ts` */
  readonly authorize?: Authorize;
  /** Captions for a video once it is ready. @defaultValue generated ones in `CAPTION_LANGUAGES` */
  readonly captionsFor?: CaptionsFor;
  /** @defaultValue token buckets in memory, with the `RATES` of `rate-limit.ts` */
  readonly rateLimit?: RateLimit;
  readonly fetch?: typeof globalThis.fetch;
}

/** The reference server, put together. */
export interface ReferenceServer {
  /** `client` is the client's address; without it, anonymous users are not rate-limited. */
  fetch(request: Request, client?: string): Response | Promise<Response>;
  readonly store: VideoStore;
  readonly poll: Poll;
  /** Handles a message of a queue subscribed to Stream's events, in place of webhooks or besides; ignores others. */
  takeEvent(message: unknown): Promise<void>;
  /** Checks the signing key and creates the table. Call it once, before the first request. @throws {SettingsError} */
  prepare(): Promise<void>;
  /** Adds rows for the whole account. @throws {ApiError} if Stream cannot be reached. */
  importLibrary(): Promise<ImportCounts>;
}

/**
 * Assembles the reference server.
 *
 * @throws {SettingsError} If nobody has set who may do what.
 */
export function createServer(options: ServerOptions): ReferenceServer {
  const { settings, query, log, fetch = globalThis.fetch } = options;
  const authorize = chooseAuthorize(settings, options.authorize);
  const { now, monotonicNow } = { ...SYSTEM_CLOCKS, ...options };
  const rateLimit = options.rateLimit ?? createRateLimit(monotonicNow);
  const stream = createStreamApi(settings, { fetch, now, monotonicNow });
  const { captionsFor = () => settings.captionLanguages.map((language) => ({ language })) } = options;
  const captioner = createCaptioner({ captionsFor, send: (...caption) => stream.addCaptions(...caption), log });
  // Videos that are looked up, imported or reconciled were ready before, and keep their captions.
  const rows = createVideoStore(limitQuery(query), now);
  const store = captioner.watch(rows);
  const reader = createStateReader(store, stream, { now, monotonicNow });
  const signer = createTokenSigner(settings, now);
  const lookUp = settings.looksUpVideos ? createLookUp({ store: rows, stream, monotonicNow }) : undefined;
  const app = createApp({
    settings,
    store,
    stream,
    reader,
    lookUp,
    signer,
    log,
    authorize,
    rateLimit,
    now,
    monotonicNow,
  });
  const reconcile = createReconcile({ store: rows, stream, log, now, monotonicNow, whose: lookUp ? 'all' : 'own' });
  const onError = (error: unknown): void => log({ level: 'error', event: 'failure', ...describeFailure(error) });
  return {
    fetch: (request, client) => app.fetch(request, client === undefined ? {} : { client }),
    store,
    poll: createPoll({ store, stream, reader, reconcile, captioner, now, onError }),
    async takeEvent(message) {
      const event = readStreamEvent(message, settings.stream.accountId);
      if (event) await store.apply(event.uid, event.state);
    },
    importLibrary: () => importLibrary({ store: rows, stream }),
    async prepare() {
      await signer.check();
      await store.prepare();
      if (authorize === allowEveryone) log({ level: 'warn', event: 'start', code: 'EVERYONE_IS_ALLOWED' });
    },
  };
}
