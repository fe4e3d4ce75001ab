// Runs the commands of the guide on the first hour as they are, with the local Stream in place of Cloudflare.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { PROJECT } from '../../demo/start/options.js';
import { CLIP, startStream } from '../demo/emulator/support/running-stream.js';
import { freePort } from '../demo/server/support/free-port.js';

const guide = fs.readFileSync(path.join(PROJECT, 'demo/docs/first-hour.md'), 'utf8');
const blocks = [...guide.matchAll(/^```sh( server)?\n([^]*?)^```/gm)].map(([, server, code = '']) => ({
  code,
  isServer: server !== undefined,
}));

/** The server would occupy its terminal: here it runs in the background, until the script ends. */
const inBackground = (code: string, port: number): string => `
setsid bash -c '${code.trim()}' > "$OUT/server.log" 2>&1 < /dev/null &
SERVER=$!
trap 'kill -- -$SERVER' EXIT
for try in $(seq 300); do curl -s localhost:${port} > /dev/null && break; sleep 0.1; done
`;

const missing = ['bash', 'curl', 'setsid'].find((name) => spawnSync(name, ['--version']).status !== 0);

it(
  'the guide on the first hour leads from a new account to a private video that plays, and cleans up',
  { skip: missing && `no ${missing} here` },
  async (t) => {
    const stream = await startStream(t);
    const port = await freePort();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'first-hour-'));
    t.after(() => rm(folder, { recursive: true }));
    assert.ok(blocks.length >= 8 && blocks.filter(({ isServer }) => isServer).length === 1);
    const script = blocks
      .map(({ code, isServer }) => (isServer ? inBackground(code, port) : code))
      // Marks where the output of each block begins.
      .map((code, at) => `echo "--- ${at}"\n${code}`)
      .join('\n')
      .replaceAll('https://api.cloudflare.com/client/v4', stream.stream.apiBase)
      .replaceAll('https://customer-YOUR_CODE.cloudflarestream.com', stream.origin)
      .replaceAll('YOUR_ACCOUNT_ID', stream.stream.accountId)
      .replaceAll('YOUR_API_TOKEN', stream.stream.apiToken)
      .replaceAll('localhost:3000', `localhost:${port}`)
      .replaceAll('some.mp4', fileURLToPath(CLIP));
    const before = await stream.readyVideo({ requiresignedurls: null, name: 'From the dashboard' });
    const child = spawn('bash', ['-e', '-o', 'pipefail', '-c', script], {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        OUT: folder,
        PORT: String(port),
        DATA_DIR: path.join(folder, 'data'),
        STREAM_API_BASE: stream.stream.apiBase,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (child.exitCode === null) await once(child, 'exit');
    assert.equal(child.exitCode, 0, `${out}\n${err}`);

    assert.match(out, /"success":true/);
    assert.match(out, /The account has 1 videos and 0 live inputs, 1 of them new here\./);
    assert.match(out, /"name":"clip-5s\.mp4","status":"ready"/);
    assert.match(out, /#EXTM3U/);
    assert.match(out, /^401$/m);
    const log = fs.readFileSync(path.join(folder, 'server.log'), 'utf8');
    assert.match(log, /^The server listens on port \d+\.$/m);
    assert.match(log, /EVERYONE_IS_ALLOWED/);
    // After the clean-up, only what was there before is left.
    const left = await stream.result<{ uid: string }[]>('');
    assert.deepEqual(
      left.map(({ uid }) => uid),
      [before],
    );
    assert.deepEqual(await stream.result('/keys'), []);
    assert.equal((await stream.api('/webhook')).status, 404);
  },
);
