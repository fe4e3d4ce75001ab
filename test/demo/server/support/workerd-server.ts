// The server as it runs on Workers, with a few handles for tests. Bundled and run by workerd-host.ts.
import type { Authorization } from '../../../../demo/server/authorize.js';
import type { LogEntry } from '../../../../demo/server/log.js';
import { createServer, type ReferenceServer } from '../../../../demo/server/server.js';
import { readSettings, type Environment } from '../../../../demo/server/settings.js';
import type { Query } from '../../../../demo/server/videos.js';
import { createHyperdriveQuery, type Hyperdrive } from '../../../../demo/server/workers/database.js';
import type { TestClock } from './clock.js';

interface Env {
  /** Where the test listens. */
  readonly TEST: string;
  readonly HYPERDRIVE?: Hyperdrive;
}

interface Started {
  readonly server: ReferenceServer;
  /** The test's time, sent with each request. An event stream outlives its request: for it, real time passes. */
  readonly clock: TestClock & { streamingSince: number | undefined };
  readonly entries: LogEntry[];
  failure: string | undefined;
}

const servers = new Map<string, Started>();

function start(
  id: string,
  env: Env,
  { settings, hasAuthorize }: { settings: Environment; hasAuthorize: boolean },
): void {
  const ask = async <Answer>(what: string, body: unknown): Promise<Answer> => {
    const response = await fetch(`${env.TEST}/${id}/${what}`, { method: 'POST', body: JSON.stringify(body) });
    return (await response.json()) as Answer;
  };
  const remote: Query = (text, params) => ask('query', { text, params });
  const query = env.HYPERDRIVE ? createHyperdriveQuery(env.HYPERDRIVE) : remote;
  const clock: Started['clock'] = { now: 0, setBackMs: 0, streamingSince: undefined };
  const now = (): number => clock.now + (clock.streamingSince === undefined ? 0 : Date.now() - clock.streamingSince);
  const entries: LogEntry[] = [];
  const started: Started = {
    clock,
    entries,
    failure: undefined,
    server: createServer({
      settings: readSettings({ ...settings, STREAM_API_BASE: `${env.TEST}/${id}/stream/client/v4` }),
      query: async (text, params) => {
        if (started.failure !== undefined) throw new RangeError(started.failure);
        return query(text, params);
      },
      log: (entry) => void entries.push(entry),
      now,
      monotonicNow: () => now() + clock.setBackMs,
      fetch: (input, init) => fetch(input, init),
      ...(hasAuthorize
        ? {
            authorize: (request, action, uid) =>
              ask<Authorization>('authorize', {
                url: request.url,
                method: request.method,
                headers: [...request.headers],
                action,
                uid,
              }),
          }
        : {}),
    }),
  };
  servers.set(id, started);
}

/** Streams the same bytes in pieces. */
function toPieces(bytes: Uint8Array): ReadableStream {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += 1_000)));
    },
  });
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const id = request.headers.get('x-test-server') ?? '';
    const { pathname } = new URL(request.url);
    if (pathname === '/test/start') {
      start(id, env, (await request.json()) as Parameters<typeof start>[2]);
      return new Response();
    }
    const started = servers.get(id);
    if (!started) return new Response('no such server', { status: 500 });
    const { server, clock, entries } = started;
    clock.now = Number(request.headers.get('x-test-now'));
    clock.setBackMs = Number(request.headers.get('x-test-set-back'));
    clock.streamingSince = undefined;
    started.failure = request.headers.has('x-test-failure')
      ? decodeURIComponent(request.headers.get('x-test-failure') ?? '')
      : undefined;
    let response: Response;
    if (pathname === '/test/poll') {
      const error = await server.poll.run((await request.json()) as Parameters<typeof server.poll.run>[0]).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      response = new Response(null, { status: error === undefined ? 200 : 500 });
    } else {
      const headers = new Headers([...request.headers].filter(([name]) => !name.startsWith('x-test-')));
      // Read to its end first: workerd closes a connection that is still sending, and the test would see no answer.
      const body = request.body ? toPieces(new Uint8Array(await request.arrayBuffer())) : null;
      response = await server.fetch(
        new Request(request.url, { method: request.method, headers, body }),
        request.headers.get('x-test-client') ?? undefined,
      );
    }
    if (response.headers.get('content-type') === 'text/event-stream') clock.streamingSince = Date.now();
    const answer = new Response(response.body, response);
    answer.headers.set('x-test-log', encodeURIComponent(JSON.stringify(entries.splice(0))));
    return answer;
  },
};
