// Runs the README's commands for following guides without an account, and those for a broadcast, as they are.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';
import { writeEnvFile } from '../../../../demo/emulator/alone/env-file.js';
import { PROJECT } from '../../../../demo/start/options.js';
import { CLIP, startStream } from '../support/running-stream.js';

const readme = fs.readFileSync(path.join(PROJECT, 'demo/emulator/README.md'), 'utf8');
/** The commands under a heading, block by block. */
function commandsOf(heading: string): string[] {
  const [, section = ''] = readme.split(`\n${heading}\n`);
  return [...section.split(/\n##/)[0]!.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, code = '']) => code);
}

const missing = ['bash', 'curl'].find((name) => spawnSync(name, ['--version']).status !== 0);

it(
  'the commands of the local Stream’s README lead from its settings file to a private video and a broadcast',
  { skip: missing && `no ${missing}` },
  async (t) => {
    const stream = await startStream(t);
    const cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'local-stream-guide-'));
    t.after(() => fs.rmSync(cwd, { recursive: true }));
    fs.mkdirSync(path.join(cwd, '.local-stream'));
    await writeEnvFile(path.join(cwd, '.local-stream'), stream.stream, true);
    const names = commandsOf('### The guides without an account');
    const [live = ''] = commandsOf('## Live');
    assert.equal(names.length, 3);
    const ready = await stream.readyVideo();

    const run = async (code: string): Promise<Record<string, unknown>> => {
      const script = code
        .replaceAll('localhost:4401', new URL(stream.origin).host)
        .replaceAll('some.mp4', fileURLToPath(CLIP))
        .replaceAll('<uid>', ready);
      const child = spawn('bash', ['-e', '-c', script], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
      const closed = once(child, 'close') as Promise<[status: number | null]>;
      const [said, [status]] = await Promise.all([text(child.stdout), closed]);
      assert.equal(status, 0, said);
      return JSON.parse(said) as Record<string, unknown>;
    };
    const uidOf = (answer: Record<string, unknown>): string => (answer.result as { uid: string }).uid;
    const uid = uidOf(await run(names.slice(0, 2).join('')));
    const known = names.join('').replace(/^curl.*\n/gm, '');
    await run(known + names[2]!.replace('VIDEO_UID', uid));
    const { requireSignedURLs } = await stream.result<{ requireSignedURLs: boolean }>(`/${uid}`);
    assert.equal(requireSignedURLs, true);

    const [make = '', start = '', stop = ''] = live.trim().split('\n');
    const input = uidOf(await run(`${known}${make}`));
    const { videoUID } = await run(start.replace('<input uid>', input));
    assert.match(String(videoUID), /^[0-9a-f]{32}$/);
    await run(stop.replace('<input uid>', input));
  },
);
