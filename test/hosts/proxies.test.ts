// The reference server behind nginx and behind Caddy, where they are installed.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { serve } from '../../demo/server/node/serve.js';
import { testBodies, type Proxy } from '../demo/server/support/body-tests.js';
import { startCaddy, startNginx } from '../demo/server/support/proxies.js';
import { createTestServer } from '../demo/server/support/test-server.js';
import { findCaddy, findNginx } from '../harness/tools.mjs';

const UID = 'abcdef0123456789abcdef0123456789';

const PROXIES = [
  {
    name: 'nginx, which passes them on without buffering',
    start: (port: number) => startNginx(port, false),
    find: findNginx,
  },
  { name: 'nginx, which buffers them first', start: startNginx, find: findNginx },
  { name: 'Caddy', start: startCaddy, find: findCaddy },
];

for (const { name, start, find } of PROXIES) {
  const [program = ''] = name.split(',');
  if (find()) {
    testBodies(`bodies through ${name}`, (port) => start(port));
    if (name !== PROXIES[0]?.name) testEvents(program, start);
  } else {
    it(
      `the server answers behind ${name}`,
      { skip: `${program} was not found and could not be installed` },
      () => undefined,
    );
  }
}

function testEvents(program: string, start: (port: number) => Promise<Proxy>): void {
  it(`events pass through ${program} at once, not only when the stream ends`, async () => {
    const server = createTestServer();
    await server.store.add(UID, 'x');
    const listener = await serve({ port: 0, fetch: (request, client) => server.fetch(request, client) });
    const proxy = await start(listener.port);
    const response = await fetch(`http://127.0.0.1:${proxy.port}/api/videos/${UID}/events`);
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
    await proxy.close();
    await listener.close();
  });
}
