import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';

// A clone with the hook and with a fake Prettier, Oxlint and ESLint, which note the paths that they are given.
const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pre-commit-test-')));
const in_ = (file: string): string => path.join(root, file);
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(in_(file)), { recursive: true });
  fs.writeFileSync(in_(file), text);
};
const TOOL = `#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
printf '%s\\n' "$@" >"$0.paths"
! [ -e "$0.fails" ]
`;
/** Without the Git settings of whoever runs the tests. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
};
const git = (...args: string[]): SpawnSyncReturns<string> =>
  spawnSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: environment,
  });
const commit = (...args: string[]): SpawnSyncReturns<string> => git('commit', '-m', 'Something', ...args);
/** The paths that a tool was given; none when it did not run. */
function pathsOf(tool: string): string[] {
  const file = in_(`node_modules/.bin/${tool}.paths`);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
}

beforeEach(() => {
  fs.rmSync(root, { recursive: true, force: true });
  write('.gitignore', 'node_modules\n');
  for (const tool of ['prettier', 'oxlint', 'eslint']) {
    write(`node_modules/.bin/${tool}`, TOOL);
    fs.chmodSync(in_(`node_modules/.bin/${tool}`), 0o755);
  }
  fs.cpSync(path.resolve(import.meta.dirname, '../../../.config/hooks'), in_('.config/hooks'), { recursive: true });
  git('init');
  git('config', 'core.hooksPath', '.config/hooks');
  git('add', '.');
  commit('--no-verify');
});
after(() => fs.rmSync(root, { recursive: true, force: true }));

describe('the pre-commit hook', () => {
  it('checks every staged file and nothing else, whatever its name', () => {
    write('src/two words.ts', '');
    write('src/für.ts', '');
    write('styles.css', '');
    write('tool.mjs', '');
    git('add', '.');
    write('src/not-staged.ts', '');
    assert.equal(commit().status, 0);
    assert.deepEqual(pathsOf('prettier').sort(), ['src/für.ts', 'src/two words.ts', 'styles.css', 'tool.mjs']);
    assert.deepEqual(pathsOf('oxlint').sort(), ['src/für.ts', 'src/two words.ts', 'tool.mjs']);
    assert.deepEqual(pathsOf('eslint').sort(), ['src/für.ts', 'src/two words.ts']);
  });

  it('runs no linter when no code is staged, and no tool when files are only deleted', () => {
    write('styles.css', '');
    git('add', '.');
    assert.equal(commit().status, 0);
    assert.deepEqual([...pathsOf('oxlint'), ...pathsOf('eslint')], []);
    fs.rmSync(in_('node_modules/.bin/prettier.paths'));
    git('rm', 'styles.css');
    assert.equal(commit().status, 0);
    assert.deepEqual(pathsOf('prettier'), []);
  });

  for (const [tool, sentence] of [
    ['prettier', 'Not committed: run `npm run format`, and stage what it changes.'],
    ['oxlint', 'Not committed: change what Oxlint names above, and stage it.'],
    ['eslint', 'Not committed: change what ESLint names above, and stage it.'],
  ] as const) {
    it(`refuses a commit that fails ${tool}, and says in one line what to do`, () => {
      write(`node_modules/.bin/${tool}.fails`, '');
      write('src/some.ts', '');
      git('add', '.');
      const { status, stderr } = commit();
      assert.equal(status, 1);
      assert.equal(stderr, `${sentence} (--no-verify commits without this check.)\n`);
      assert.equal(commit('--no-verify').status, 0);
    });
  }

  it('names the command to run when the packages are missing', () => {
    fs.rmSync(in_('node_modules'), { recursive: true });
    write('some.ts', '');
    git('add', '.');
    assert.match(commit().stderr, /^Not committed: the packages are missing\. Run: npm run setup .*\n$/);
  });
});
