import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import { serve, type Listener } from '../../../../demo/server/node/serve.js';
import { createTestServer, ENVIRONMENT, type TestServer } from './test-server.js';

const UID = 'abcdef0123456789abcdef0123456789';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const TUS = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1000' };
const WEBHOOK = JSON.stringify({ uid: UID, readyToStream: true, duration: 3, status: { state: 'ready' } });
const LONG = ' '.repeat(70_000);

type Kind = 'length' | 'chunked' | 'none';
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly kind: Kind;
}

/** A proxy in front of the server. */
export interface Proxy {
  readonly port: number;
  /** Whether it reads a body to its end, and then passes it on with its length. */
  readonly collectsBodies?: boolean;
  close(): Promise<void>;
}

/** The answers of each route to a body with a length, a chunked one, none, and one too long, sized or chunked. */
const TABLE: readonly (readonly [string, string, Record<string, string>, string, readonly number[]])[] = [
  ['GET', '/api/videos', {}, '', [200, 200, 200, 413, 200]],
  ['GET', `/api/videos/${UID}`, {}, '', [200, 200, 200, 413, 200]],
  ['GET', `/api/videos/${UID}/token`, {}, '', [200, 200, 200, 413, 200]],
  ['GET', `/api/videos/${UID}/events`, {}, '', [200, 200, 200, 413, 200]],
  ['GET', `/api/videos/${UID}/events`, { 'Last-Event-ID': 'ready' }, '', [204, 204, 204, 413, 204]],
  ['GET', '/x', {}, '', [404, 404, 404, 413, 404]],
  ['OPTIONS', '/api/uploads', {}, '', [204, 204, 204, 413, 204]],
  ['DELETE', `/api/videos/${UID}`, {}, '{}', [403, 403, 403, 413, 403]],
  ['PUT', `/api/videos/${UID}`, {}, '{}', [405, 405, 405, 413, 405]],
  ['PUT', '/api/uploads', {}, '{}', [405, 405, 405, 413, 405]],
  ['PATCH', '/webhooks/stream', {}, '{}', [405, 405, 405, 413, 405]],
  ['POST', '/x', {}, '{}', [404, 404, 404, 413, 404]],
  ['POST', '/api/uploads', TUS, 'x', [201, 201, 201, 413, 201]],
  ['POST', '/api/uploads/basic', JSON_TYPE, '{"name":"a"}', [200, 200, 400, 413, 413]],
  ['POST', '/api/uploads/link', JSON_TYPE, '{"url":"https://elsewhere.example/a.mp4"}', [403, 403, 400, 413, 413]],
  ['PUT', `/api/videos/${UID}/thumbnail`, JSON_TYPE, '{"thumbnailTimestampPct":0.5}', [403, 403, 403, 413, 403]],
  ['POST', '/webhooks/stream', {}, WEBHOOK, [204, 204, 401, 413, 413]],
];

/**
 * Sends each route a body of each kind through a socket and compares the statuses.
 *
 * @param startProxy - Starts a proxy in front of the server at this port.
 */
export function testBodies(title: string, startProxy?: (port: number) => Promise<Proxy>): void {
  describe(title, () => {
    let server: TestServer;
    let listener: Listener;
    let proxy: Proxy | undefined;

    before(async () => {
      server = createTestServer({ rateLimit: () => 0 });
      await server.store.add(UID, 'x');
      server.stream.videos.set(UID, JSON.parse(WEBHOOK));
      listener = await serve({ port: 0, fetch: (request, client) => server.fetch(request, client) });
      proxy = await startProxy?.(listener.port);
    });
    after(async () => {
      await proxy?.close();
      await listener.close();
    });

    const send = ({ method, path, headers, body, kind }: Sent): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const length = kind === 'length' ? { 'Content-Length': String(Buffer.byteLength(body)) } : {};
        const chunked = kind === 'chunked' ? { 'Transfer-Encoding': 'chunked' } : {};
        const request = http.request(
          {
            port: (proxy ?? listener).port,
            method,
            path,
            headers: { ...headers, ...length, ...chunked },
            agent: false,
          },
          (response) => {
            response.resume().on('end', () => resolve(response.statusCode));
          },
        );
        request.on('error', reject);
        // As "curl -X POST" does: no header tells of a body. Node would send "Content-Length: 0".
        if (kind === 'none') ['Transfer-Encoding', 'Content-Length'].forEach((name) => request.removeHeader(name));
        else {
          for (let at = 0; at < body.length; at += 1000) request.write(body.slice(at, at + 1000));
        }
        request.end();
      });

    const signed = (body: string): Record<string, string> => {
      const time = Math.floor(server.clock.now / 1000);
      const digest = createHmac('sha256', ENVIRONMENT.STREAM_WEBHOOK_SECRET ?? '')
        .update(`${time}.${body}`)
        .digest('hex');
      return { 'Webhook-Signature': `time=${time},sig1=${digest}` };
    };

    for (const [method, path, headers, body, expected] of TABLE) {
      it(`of ${method} ${path} are answered with ${expected.join(', ')}`, async () => {
        const cases: readonly (readonly [Kind, string])[] = [
          ['length', body],
          ['chunked', body],
          ['none', ''],
          ['length', LONG],
          ['chunked', LONG],
        ];
        const statuses: (number | undefined)[] = [];
        for (const [kind, sent] of cases) {
          const signature = path === '/webhooks/stream' && kind !== 'none' ? signed(sent) : {};
          statuses.push(await send({ method, path, headers: { ...headers, ...signature }, body: sent, kind }));
        }
        const [length, , , tooLong] = expected;
        // Such a proxy gives a chunked body a length.
        assert.deepEqual(statuses, proxy?.collectsBodies ? [length, length, expected[2], tooLong, tooLong] : expected);
      });
    }
  });
}
