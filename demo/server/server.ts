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

/** What {@link createServer} takes. */
export interface ServerOptions extends Partial<Clocks> {
  readonly settings: Settings;
  /** The database: one function. */
  readonly query: Query;
  readonly log: Log;
  /** Who may do what. @defaultValue `authorize.ts` */
  readonly authorize?: Authorize;
  /** Which captions a video gets once it is ready. @defaultValue generated ones in `CAPTION_LANGUAGES` */
  readonly captionsFor?: CaptionsFor;
  /** @defaultValue token buckets in memory, with the `RATES` of `rate-limit.ts` */
  readonly rateLimit?: RateLimit;
  readonly fetch?: typeof globalThis.fetch;
}

/** The reference server, put together. */
export interface ReferenceServer {
  /** `client` is the address the request came from; without it, those who are not signed in are not rate-limited. */
  fetch(request: Request, client?: string): Response | Promise<Response>;
  readonly store: VideoStore;
  readonly poll: Poll;
  /** Takes a message of a queue that is subscribed to Stream's events, in place of a webhook or beside it; others are passed over. */
  takeEvent(message: unknown): Promise<void>;
  /** Checks the signing key and makes the table. Call it once, before the first request. @throws {SettingsError} */
  prepare(): Promise<void>;
  /** Gives a row to everything that the account has. @throws {ApiError} when Stream cannot be asked. */
  importLibrary(): Promise<ImportCounts>;
}

/**
 * Puts the reference server together.
 *
 * @throws {SettingsError} where nobody has said who may do what.
 */
export function createServer(options: ServerOptions): ReferenceServer {
  const { settings, query, log, fetch = globalThis.fetch } = options;
  const authorize = chooseAuthorize(settings, options.authorize);
  const { now, monotonicNow } = { ...SYSTEM_CLOCKS, ...options };
  const rateLimit = options.rateLimit ?? createRateLimit(monotonicNow);
  const stream = createStreamApi(settings, { fetch, now, monotonicNow });
  const { captionsFor = () => settings.captionLanguages.map((language) => ({ language })) } = options;
  const captioner = createCaptioner({ captionsFor, send: (...caption) => stream.addCaptions(...caption), log });
  // What is looked up, imported or found to have no row was ready before, and has the captions that it has.
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
