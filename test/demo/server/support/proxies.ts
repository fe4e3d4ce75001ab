import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { until } from '../../../journeys/support/until.js';
import { findCaddy, findNginx } from '../../../harness/tools.mjs';
import { freePort } from './free-port.js';
import type { Proxy } from './body-tests.js';

/**
 * Starts nginx in front of a server at a local port, until it is closed.
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
  const args = ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', `${folder}/error.log`];
  return startProxy(program, args, { folder, port, collectsBodies });
}

/** Starts Caddy in front of a server at a local port, until it is closed. */
export async function startCaddy(target: number): Promise<Proxy> {
  const program = findCaddy();
  if (program === undefined) throw new Error('There is no Caddy.');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caddy-test-'));
  const port = await freePort();
  fs.writeFileSync(
    path.join(folder, 'Caddyfile'),
    `{
  admin off
  storage file_system ${folder}
  log {
    output file ${folder}/error.log
  }
}
http://:${port} {
  bind 127.0.0.1
  reverse_proxy 127.0.0.1:${target}
}
`,
  );
  return startProxy(program, ['run', '--config', path.join(folder, 'Caddyfile')], { folder, port });
}

/** Runs a proxy until it is closed; its errors are in `error.log` in its folder. */
async function startProxy(
  program: string,
  args: readonly string[],
  { folder, ...proxy }: Omit<Proxy, 'close'> & { readonly folder: string },
): Promise<Proxy> {
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, HOME: folder } });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  await Promise.race([
    until(`${path.basename(program)} listens`, () => canConnect(proxy.port)),
    ended.then(() => {
      const log = path.join(folder, 'error.log');
      throw new Error(`${program} ended: ${fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : 'it wrote no log'}`);
    }),
  ]);
  return {
    ...proxy,
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
