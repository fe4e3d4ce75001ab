// The reference server behind the nginx of this machine.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { serve } from '../../demo/server/node/serve.js';
import { testBodies } from '../demo/server/support/body-tests.js';
import { startNginx } from '../demo/server/support/nginx.js';
import { createTestServer } from '../demo/server/support/test-server.js';
import { findNginx } from '../harness/tools.mjs';

const UID = 'abcdef0123456789abcdef0123456789';

if (findNginx()) {
  testBodies('bodies through nginx, which passes them on as they come', (port) => startNginx(port, false));
  testBodies('bodies through nginx, which collects them first', (port) => startNginx(port));

  it('events come through nginx when they happen, not when the stream ends', async () => {
    const server = createTestServer();
    await server.store.add(UID, 'x');
    const listener = await serve({ port: 0, fetch: (request, client) => server.fetch(request, client) });
    const nginx = await startNginx(listener.port);
    const response = await fetch(`http://127.0.0.1:${nginx.port}/api/videos/${UID}/events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (status: string): Promise<void> => {
      while (!text.includes(`id: ${status}\n`)) {
        const { value, done } = await reader.read();
        assert.ok(!done, `the stream ended before ${status}`);
        text += value;
      }
    };
    await readUntil('pending');
    await server.store.apply(UID, { status: 'ready', percent: null, duration: 3, errorCode: null, readyAt: null });
    await readUntil('ready');
    await nginx.close();
    await listener.close();
  });
} else {
  it('answers as without a proxy', { skip: 'nginx was not found and could not be installed' }, () => undefined);
}
