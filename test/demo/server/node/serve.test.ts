import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { serve } from '../../../../demo/server/node/serve.js';

describe('serve', () => {
  it('rejects with EADDRINUSE while the port is taken, and listens once it is free', async () => {
    const fetch = (): Response => new Response('ok');
    const first = await serve({ fetch, port: 0 });
    await assert.rejects(serve({ fetch, port: first.port }), { code: 'EADDRINUSE' });
    await first.close();
    const second = await serve({ fetch, port: first.port });
    await second.close();
  });

  it('ends an open event stream when the server closes, and cancels its source', async () => {
    let cancelled = false;
    const listener = await serve({
      port: 0,
      fetch: () =>
        new Response(
          new ReadableStream({
            start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
            cancel: () => void (cancelled = true),
          }),
          { headers: { 'Content-Type': 'text/event-stream' } },
        ),
    });
    const response = await fetch(`http://127.0.0.1:${listener.port}/`);
    const reader = response.body!.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'data: 1\n\n');
    const ended = assert.rejects(async () => {
      while (!(await reader.read()).done);
    });
    await listener.close();
    await ended;
    assert.ok(cancelled);
  });

  for (const [what, sent] of [
    ['headers', 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: 1'],
    ['a body', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{"a"'],
    ['a chunked body', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{"a"\r\n'],
  ] as const) {
    it(`answers 408 when the client never completes ${what}`, { timeout: 15_000 }, async () => {
      const listener = await serve({
        port: 0,
        fetch: async (request) => new Response(await request.text()),
        limits: { headersTimeout: 200, requestTimeout: 400 },
      });
      const socket = net.connect(listener.port, '127.0.0.1');
      socket.write(sent);
      const answer = await new Promise<string>((resolve, reject) => {
        let text = '';
        socket.setEncoding('utf8').on('data', (part: string) => (text += part));
        socket.on('close', () => resolve(text)).on('error', reject);
      });
      assert.match(answer, /^HTTP\/1\.1 408 /);
      await listener.close();
    });
  }

  for (const method of ['GET', 'POST']) {
    it(
      `reads the whole body of a refused ${method} before it closes the connection`,
      { timeout: 15_000 },
      async (t) => {
        const listener = await serve({ port: 0, fetch: () => new Response('no', { status: 413 }) });
        t.after(() => listener.close());
        const socket = net.connect(listener.port, '127.0.0.1');
        const closed = new Promise<string>((resolve, reject) => {
          let text = '';
          socket.setEncoding('utf8').on('data', (part: string) => (text += part));
          socket.on('close', () => resolve(text)).on('error', reject);
        });
        const half = ' '.repeat(50_000);
        socket.write(`${method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n${half}`);
        // A whole request in between: an early answer would have arrived by now, and the connection would be closed.
        await (await fetch(`http://127.0.0.1:${listener.port}/`)).text();
        socket.write(half);
        assert.match(await closed, /^HTTP\/1\.1 413 /);
      },
    );
  }
});
