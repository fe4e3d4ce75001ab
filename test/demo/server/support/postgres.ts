import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findPostgres } from '../../../harness/tools.mjs';
import { freePort } from './free-port.js';

/** A PostgreSQL that only this process uses. */
export interface TestPostgres {
  readonly url: string;
  readonly version: string;
  close(): Promise<void>;
}

/**
 * Starts the PostgreSQL of this machine on a new folder, until it is closed.
 *
 * @returns undefined where there is none.
 */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const folder = findPostgres();
  if (folder === undefined) return undefined;
  const user = postgresUser();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'postgres-test-'));
  if (user) fs.chownSync(data, user.uid, user.gid);
  const options = { ...user, cwd: data, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' } };
  const made = spawnSync(
    path.join(folder, 'initdb'),
    ['-D', `${data}/db`, '-A', 'trust', '-U', 'test', '-E', 'UTF8', '--no-sync'],
    { ...options, encoding: 'utf8' },
  );
  if (made.status !== 0) {
    fs.rmSync(data, { recursive: true });
    throw new Error(`initdb failed: ${made.stderr || String(made.error)}`);
  }
  const port = await freePort();
  const child = spawn(
    path.join(folder, 'postgres'),
    [
      '-D',
      `${data}/db`,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${data}`,
      '-c',
      'fsync=off',
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = (): void => void child.kill('SIGQUIT');
  process.once('exit', kill);
  let said = '';
  await new Promise<void>((resolve) => {
    child.once('exit', resolve);
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-10_000);
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  if (!said.includes('ready to accept connections')) throw new Error(`PostgreSQL did not start: ${said}`);
  return {
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    version: /PostgreSQL ([\d.]+)/.exec(said)?.[1] ?? '',
    async close() {
      process.off('exit', kill);
      child.kill('SIGINT');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; Debian's package has made a user for it. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, , uid, gid] = /^postgres:.*$/m.exec(fs.readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}
