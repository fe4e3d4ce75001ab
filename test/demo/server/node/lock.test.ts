import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { FolderInUseError, lockFolder } from '../../../../demo/server/node/lock.js';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-test-'));
const folder = path.join(root, 'made', 'by the lock');
const file = path.join(folder, 'lock');
after(() => fs.rmSync(root, { recursive: true }));

describe('lockFolder', () => {
  it('keeps the folder until it is given back', () => {
    const unlock = lockFolder(folder);
    assert.throws(
      () => lockFolder(folder),
      (error: unknown) => error instanceof FolderInUseError && error.pid === process.pid,
    );
    unlock();
    assert.ok(!fs.existsSync(file));
    lockFolder(folder)();
  });

  it('takes over what a process left that is gone', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    fs.writeFileSync(file, `${pid} 0`);
    lockFolder(folder)();
  });

  it('takes over what is empty or no lock', () => {
    for (const text of ['', 'x', '-1 0', '0 0']) {
      fs.writeFileSync(file, text);
      lockFolder(folder)();
    }
  });

  it(
    'respects a process that lives, and knows another one that got its number',
    { skip: process.platform !== 'linux' },
    async () => {
      const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
      try {
        await once(child, 'spawn');
        const start = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
        fs.writeFileSync(file, `${child.pid} ${start}`);
        assert.throws(() => lockFolder(folder), FolderInUseError);
        fs.writeFileSync(file, `${child.pid} ${Number(start) - 1}`);
        lockFolder(folder)();
      } finally {
        child.kill();
      }
    },
  );
});
