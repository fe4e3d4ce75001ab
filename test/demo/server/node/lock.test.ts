import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { transformSync } from 'esbuild';
import * as stream from '../../../../demo/emulator/state/folder-lock.js';
import { lockFolder } from '../../../../demo/server/node/lock.js';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-test-'));
after(() => fs.rmSync(root, { recursive: true }));

/** Tries to lock the folder on each message, and prints the outcome. */
const HOLDER = `
  const { lockFolder } = await import(process.argv[1]);
  process.stdout.write('here');
  process.stdin.on('data', async () => {
    try {
      await lockFolder(process.argv[2]);
      process.stdout.write('has it');
    } catch (error) {
      process.stdout.write(error.code ?? error.name);
    }
  });
`;
const NAMESPACE = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'] as const;
const canUnshare = spawnSync(NAMESPACE[0], [...NAMESPACE.slice(1), 'true']).status === 0;

/** Compiles the module for plain Node: starting tsx in each process would take seconds. */
function compile(module: URL): string {
  const { code } = transformSync(fs.readFileSync(module, 'utf8'), { loader: 'ts', format: 'esm' });
  const file = path.join(root, `${path.basename(module.pathname)}.mjs`);
  fs.writeFileSync(file, code.replaceAll('"libsql"', JSON.stringify(import.meta.resolve('libsql'))));
  return file;
}

async function startHolder(module: string, folder: string, wrapper: readonly string[]) {
  const [command, ...args] = [...wrapper, process.execPath, '--input-type=module', '-e', HOLDER, module, folder];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const said = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
  assert.equal((await said.next()).value, 'here');
  return {
    async take(): Promise<string> {
      child.stdin.write('x');
      return String((await said.next()).value);
    },
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

const KINDS = [
  { name: 'the server', module: '../../../../demo/server/node/lock.ts', inUse: 'FolderInUseError', lock: lockFolder },
  {
    name: 'the local Stream',
    module: '../../../../demo/emulator/state/folder-lock.ts',
    inUse: 'ERR_FOLDER_IN_USE',
    lock: async (folder: string) => {
      fs.mkdirSync(folder, { recursive: true });
      return Promise.resolve(stream.lockFolder(folder));
    },
  },
];

for (const { name, module, inUse, lock } of KINDS) {
  describe(`the folder lock of ${name}`, () => {
    const folder = path.join(root, name, 'made', 'by the lock '.repeat(12));
    const isInUse = (error: unknown): boolean =>
      inUse === ((error as NodeJS.ErrnoException).code ?? (error as Error).name);

    it(
      'has one holder across processes and PID namespaces, and is free again once that holder is killed',
      { timeout: 60_000 },
      async () => {
        const file = compile(new URL(module, import.meta.url));
        const wrappers = [[], ...Array<readonly string[]>(2).fill(canUnshare ? NAMESPACE : [])];
        let holders = await Promise.all(wrappers.map((wrapper) => startHolder(file, folder, wrapper)));
        const take = async (): Promise<string[]> => Promise.all(holders.map((holder) => holder.take()));
        const unlock = await lock(folder);
        // A failed second attempt must not release the first lock, as closing its file would.
        for (let i = 0; i < 2; i++) await assert.rejects(lock(folder), isInUse);
        assert.deepEqual(await take(), [inUse, inUse, inUse]);
        unlock();
        for (; holders.length > 0;) {
          const said = await take();
          assert.deepEqual([...said].sort(), [...holders.slice(1).map(() => inUse), 'has it'].sort());
          await assert.rejects(lock(folder), isInUse);
          const winner = holders[said.indexOf('has it')]!;
          await winner.kill();
          holders = holders.filter((holder) => holder !== winner);
        }
        (await lock(folder))();
      },
    );

    it('ignores the lock file of an older version, and rejects a file in place of the folder or of the lock database', async () => {
      fs.writeFileSync(path.join(folder, 'lock'), `${process.pid} 0`);
      (await lock(folder))();
      await assert.rejects(lock(path.join(folder, 'lock')), { code: /^(EEXIST|ENOTDIR)$/ });
      fs.writeFileSync(path.join(folder, 'lock.db'), 'this is no database'.repeat(99));
      await assert.rejects(lock(folder));
      fs.rmSync(path.join(folder, 'lock.db'));
    });
  });
}
