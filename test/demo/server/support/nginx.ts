import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { until } from '../../../journeys/support/until.js';
import { findNginx } from '../../../harness/tools.mjs';
import { freePort } from './free-port.js';
import type { Proxy } from './body-tests.js';

/**
 * Starts nginx before a server at a port of this machine, for as long as the test runs.
 *
 * @param collectsBodies - Whether it reads a body to its end before it asks the server, which it does by default.
 */
export async function startNginx(target: number, collectsBodies = true): Promise<Proxy> {
  const program = findNginx();
  if (program === undefined) throw new Error('There is no nginx.');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nginx-test-'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  fs.writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${target};
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_request_buffering ${collectsBodies ? 'on' : 'off'};
    }
  }
}
`,
  );
  const child = spawn(program, ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', `${folder}/error.log`], {
    stdio: 'ignore',
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  await Promise.race([
    until('nginx listens', () => canConnect(port)),
    ended.then(() => {
      throw new Error(`nginx ended: ${fs.readFileSync(path.join(folder, 'error.log'), 'utf8')}`);
    }),
  ]);
  return {
    port,
    collectsBodies,
    async close() {
      child.kill('SIGTERM');
      await ended;
      process.removeListener('exit', kill);
      fs.rmSync(folder, { recursive: true });
    },
  };
}

/** Tells whether something takes connections at a port. */
async function canConnect(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}
