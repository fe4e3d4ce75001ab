import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';

// A checkout with one package and a fake npm, which notes how it was called.
const outer = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'setup-test-')));
const root = path.join(outer, 'checkout');
const in_ = (file: string): string => path.join(root, file);
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(in_(file)), { recursive: true });
  fs.writeFileSync(in_(file), text);
};
const lock = (version: string): string =>
  JSON.stringify({
    packages: {
      '': { name: 'x' },
      'node_modules/dep': { version, integrity: `sha512-${version}` },
      'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
    },
  });
const NPM = `
  const fs = require('fs');
  fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
  if (fs.existsSync('fail')) { console.error('npm error: no network'); process.exit(7); }
  fs.mkdirSync('node_modules/dep', { recursive: true });
  fs.writeFileSync('node_modules/dep/package.json', '{}');
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json'));
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/dep': packages['node_modules/dep'] } }));
`;
/** Without the Git settings of whoever runs the tests, and not in CI. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  npm_execpath: in_('npm-cli.js'),
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  CI: '',
};
const setup = (args: string[] = [], env: NodeJS.ProcessEnv = environment): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [in_('.config/setup.mjs'), ...args], { encoding: 'utf8', env });
const git = (...args: string[]): string =>
  spawnSync('git', args, { cwd: root, encoding: 'utf8', env: environment }).stdout.trim();
/** The clone's own settings for hooks and for the commits that `git blame` ignores. */
const gitSettings = (): string[] =>
  ['core.hooksPath', 'blame.ignoreRevsFile'].map((name) => git('config', '--local', name));
const calls = (): string[] =>
  fs.existsSync(in_('calls')) ? fs.readFileSync(in_('calls'), 'utf8').trim().split('\n') : [];

beforeEach(() => {
  for (const folder of [root, path.join(outer, '.git')]) fs.rmSync(folder, { recursive: true, force: true });
  write('.config/setup.mjs', fs.readFileSync(path.resolve(import.meta.dirname, '../../../.config/setup.mjs'), 'utf8'));
  write(
    'package.json',
    JSON.stringify({ type: 'module', engines: { node: '>=20.19' }, devDependencies: { dep: '1' } }),
  );
  write('package-lock.json', lock('1.0.0'));
  write(
    'npm-cli.js',
    `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); ${NPM}`,
  );
});
after(() => fs.rmSync(outer, { recursive: true, force: true }));

describe('.config/setup.mjs', () => {
  it('installs missing packages, says so in one line, and prints nothing the next time', () => {
    const first = setup();
    assert.deepEqual([first.status, first.stdout.trim().split('\n').length, first.stderr], [0, 1, '']);
    const second = setup();
    assert.deepEqual([second.status, second.stdout, second.stderr], [0, '', '']);
    assert.equal(calls().length, 1);
    assert.match(calls()[0] ?? '', /^ci --include=dev/);
  });

  it('installs again when package-lock.json has changed or a package is gone', () => {
    setup();
    write('package-lock.json', lock('1.0.1'));
    setup();
    fs.rmSync(in_('node_modules/dep'), { recursive: true });
    setup();
    setup();
    assert.equal(calls().length, 3);
  });

  it('prints the output of npm and one sentence when npm fails', () => {
    write('fail', '');
    const { status, stderr } = setup();
    assert.equal(status, 1);
    assert.deepEqual(stderr.trim().split('\n'), [
      'npm error: no network',
      'The packages could not be installed: npm ended with code 7, and what it said stands above.',
    ]);
  });

  it('runs a given TypeScript file after the setup, unless that has failed', () => {
    setup();
    fs.symlinkSync(path.resolve(import.meta.dirname, '../../../node_modules/tsx'), in_('node_modules/tsx'));
    write('script.ts', 'const text: string = `ran in ${process.argv[1]?.slice(-9)}`; console.log(text);');
    const run = (): SpawnSyncReturns<string> =>
      spawnSync(process.execPath, [in_('.config/setup.mjs'), in_('script.ts')], { encoding: 'utf8' });
    assert.equal(run().stdout, 'ran in script.ts\n');
    write('package.json', JSON.stringify({ type: 'module', engines: { node: '>=99.1' } }));
    assert.equal(run().stdout, '');
  });

  it('names the required version when Node is too old, and installs nothing', () => {
    write('package.json', JSON.stringify({ type: 'module', engines: { node: '>=99.1' } }));
    const { status, stderr } = setup();
    assert.equal(status, 1);
    assert.match(stderr, /^Node 99\.1 or newer is needed, and this is \d+\.\d+\.\d+: .*\n$/);
    assert.equal(calls().length, 0);
  });

  it('says why nothing is installed when the folder cannot be written to', () => {
    // Tests may run as root, who can write anywhere, so writing is made to fail.
    const script = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      fs.writeFileSync = () => { throw Object.assign(new Error('read-only'), { code: 'EROFS' }); };
      syncBuiltinESMExports();
      const { ensurePackages } = await import(${JSON.stringify(in_('.config/setup.mjs'))});
      try { ensurePackages(); } catch (error) { console.log(error.message); }`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    assert.equal(
      stdout.trim(),
      `The packages cannot be installed because ${root}/ cannot be written to (EROFS): change its owner, or clone into a folder of your own.`,
    );
  });

  it('leaves Git’s settings alone without --git', () => {
    git('init');
    setup();
    assert.deepEqual(gitSettings(), ['', '']);
  });

  it('sets up the hooks and the list for git blame with --git, the second time like the first', () => {
    git('init');
    for (const output of [setup(['--git']).stdout, setup(['--git']).stdout]) {
      assert.match(output, /Commits are checked from now on\. To end that: git config --unset core\.hooksPath\n$/);
      assert.deepEqual(gitSettings(), ['.config/hooks', '.git-blame-ignore-revs']);
    }
  });

  it('leaves Git’s settings alone in CI, outside a clone, and in a subfolder of another clone', () => {
    assert.match(setup(['--git']).stdout, /Git is left as it is: this folder is no clone\.\n$/);
    git('init', outer);
    assert.match(setup(['--git']).stdout, /Git is left as it is: this folder is no clone\.\n$/);
    assert.deepEqual(gitSettings(), ['', '']);
    git('init');
    assert.match(
      setup(['--git'], { ...environment, CI: 'true' }).stdout,
      /Git is left as it is: this is a CI run\.\n$/,
    );
    assert.deepEqual(gitSettings(), ['', '']);
  });

  it('keeps hooks that the clone already has', () => {
    git('init');
    git('config', 'core.hooksPath', 'my-hooks');
    assert.match(setup(['--git']).stdout, /This clone has hooks in my-hooks, which stay\./);
    assert.deepEqual(gitSettings(), ['my-hooks', '.git-blame-ignore-revs']);
  });
});
