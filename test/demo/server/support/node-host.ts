import { createApp } from '../../../../demo/server/app.js';
import { chooseAuthorize } from '../../../../demo/server/guard.js';
import { createLookUp } from '../../../../demo/server/look-up.js';
import { createPoll } from '../../../../demo/server/poll.js';
import { createReconcile } from '../../../../demo/server/reconcile.js';
import { readSettings } from '../../../../demo/server/settings.js';
import { createStateReader } from '../../../../demo/server/state-reader.js';
import { createStreamApi } from '../../../../demo/server/stream-api.js';
import { createTokenSigner } from '../../../../demo/server/tokens.js';
import { createVideoStore, type Query, type VideoStore } from '../../../../demo/server/videos.js';
import type { Host, HostedServer, HostedParts } from './host.js';
import { createMemoryStore } from './memory-store.js';

/** This process, with a `Map` for a database: quick. */
export const memoryHost: Host = {
  name: 'a Map',
  start: (parts) =>
    startHere(
      parts,
      createMemoryStore(() => parts.clock.now),
    ),
};

/** This process, with a database behind `query`, whose table is emptied for each server. */
export function databaseHost(name: string, query: Query): Host {
  const empty = createEmptying(query);
  return {
    name,
    start(parts) {
      const emptied = empty();
      return startHere(
        parts,
        createVideoStore(
          async (text, params) => {
            await emptied;
            return query(text, params);
          },
          () => parts.clock.now,
        ),
      );
    },
  };
}

/**
 * Empties the table, one call after the other: a test that never reads its rows may end before they are deleted, and on
 * another connection the deletion could hit the rows of the next test.
 */
export function createEmptying(query: Query): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve();
  return () => (last = last.then(() => query('DELETE FROM videos')));
}

function startHere(
  { env, stream: fake, authorize, rateLimit, clock, log }: HostedParts,
  store: VideoStore,
): HostedServer {
  const settings = readSettings(env);
  const now = (): number => clock.now;
  const monotonicNow = (): number => clock.now + clock.setBackMs;
  let failure: RangeError | undefined;
  const failing = new Proxy(store, {
    get: (target, name: keyof VideoStore) => (failure ? () => Promise.reject(failure!) : target[name]),
  });
  const stream = createStreamApi(settings, { fetch: fake.fetch, now, monotonicNow });
  const reader = createStateReader(failing, stream, { now, monotonicNow });
  const lookUp = settings.looksUpVideos ? createLookUp({ store: failing, stream, monotonicNow }) : undefined;
  const app = createApp({
    settings,
    store: failing,
    stream,
    reader,
    lookUp,
    signer: createTokenSigner(settings, now),
    log,
    authorize: chooseAuthorize(settings, authorize),
    rateLimit,
    now,
    monotonicNow,
  });
  return {
    store,
    poll: createPoll({
      store: failing,
      stream,
      reader,
      reconcile: createReconcile({ store: failing, stream, log, now, monotonicNow, whose: lookUp ? 'all' : 'own' }),
      now,
    }),
    fetch: async (request, client) => app.fetch(request, client === undefined ? {} : { client }),
    failDatabase: (error) => (failure = error),
  };
}
