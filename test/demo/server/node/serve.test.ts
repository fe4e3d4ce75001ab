import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serve } from '../../../../demo/server/node/serve.js';

describe('serve', () => {
  it('says so when the port is taken', async () => {
    const fetch = (): Response => new Response('ok');
    const first = await serve({ fetch, port: 0 });
    await assert.rejects(serve({ fetch, port: first.port }), { code: 'EADDRINUSE' });
    await first.close();
    const second = await serve({ fetch, port: first.port });
    await second.close();
  });

  it('ends a stream of events that nobody ends, and lets its source know', async () => {
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
});
