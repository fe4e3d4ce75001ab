// A command in a container of its own, run by runc: its own file system, process ids, names and IPC, the network of the host.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A running container. */
export interface Container {
  readonly child: ChildProcess;
  /** Kills all that runs in it with SIGKILL. */
  kill(): void;
}

const NAMESPACES = ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type }));
let started = 0;

/** Path of runc, if it is there and its containers start. */
export function findRunc(): string | undefined {
  return ['/usr/sbin/runc', '/usr/bin/runc', process.env.RUNC ?? ''].find((file) => fs.existsSync(file));
}

/**
 * Starts a command in a container. It sees the system's programs, and no other file of the host than these folders, under
 * the same paths.
 *
 * @param folders - `shared` is the volume, which may be written; `read` may only be read.
 */
export function startContainer(
  runc: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folders: { readonly shared: string; readonly read: string },
): Container {
  const bundle = fs.mkdtempSync(path.join(os.tmpdir(), 'container-'));
  const id = `one-folder-${process.pid}-${++started}`;
  const rootfs = path.join(bundle, 'rootfs');
  fs.mkdirSync(rootfs);
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) fs.symlinkSync(`usr/${name}`, path.join(rootfs, name));
  const bind = (folder: string, mode: 'ro' | 'rw'): object => ({
    destination: folder,
    type: 'bind',
    source: folder,
    options: ['rbind', mode],
  });
  const config = {
    ociVersion: '1.0.2',
    hostname: id,
    root: { path: 'rootfs' },
    process: {
      user: { uid: 0, gid: 0 },
      args,
      env: Object.entries(env).map(([name, value]) => `${name}=${value ?? ''}`),
      cwd: folders.read,
    },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc' },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['mode=755'] },
      bind('/usr', 'ro'),
      bind('/etc', 'ro'),
      bind(folders.read, 'ro'),
      bind(folders.shared, 'rw'),
    ],
    linux: { namespaces: NAMESPACES },
  };
  fs.writeFileSync(path.join(bundle, 'config.json'), JSON.stringify(config));
  const state = ['--root', path.join(os.tmpdir(), 'one-folder-containers')];
  const child = spawn(runc, [...state, 'run', '--bundle', bundle, id], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.once('close', () => {
    spawnSync(runc, [...state, 'delete', '--force', id]);
    fs.rmSync(bundle, { recursive: true, force: true });
  });
  return { child, kill: () => void spawnSync(runc, [...state, 'kill', id, 'KILL']) };
}
