import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import {
  CommandError,
  helpOf,
  parseCommandLine,
  type CommandLine,
  type Program,
} from '../../../../demo/emulator/alone/command-line.js';
import { writeEnvFile } from '../../../../demo/emulator/alone/env-file.js';
import { explainStart } from '../../../../demo/emulator/alone/explain-start.js';
import { formatSummary } from '../../../../demo/emulator/alone/summary.js';
import { createLocalStream } from '../../../../demo/emulator/local-stream.js';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

async function folder(t: TestContext): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'local-stream-alone-'));
  t.after(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

class Run {
  readonly child: ChildProcess;
  output = '';
  readonly closed: Promise<number | null>;
  #wake: () => void = () => undefined;

  constructor(t: TestContext, args: readonly string[]) {
    this.child = spawn(process.execPath, ['.config/setup.mjs', 'demo/emulator/alone/main.ts', ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        this.#wake();
      });
    }
    this.closed = once(this.child, 'close').then(([code]) => code as number | null);
    t.after(() => this.child.kill('SIGKILL'));
  }

  /** Waits until its output matches. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      const ended = await Promise.race([woken.then(() => false), this.closed.then(() => true)]);
      if (ended) assert.fail(`It ended with: ${this.output}`);
    }
  }
}

describe('command line of the local Stream', () => {
  it('reads its options, and fills in the defaults', () => {
    assert.equal(parseCommandLine(['--port', '1', '--help']), 'help');
    assert.deepEqual(
      parseCommandLine(
        [
          '--port=0',
          '--data',
          'x',
          '--token',
          't',
          '--account',
          'a'.repeat(32),
          '--segment-access',
          'strict',
          '--transcoder',
          'wasm',
        ],
        '/somewhere',
      ),
      {
        port: 0,
        dataDir: path.resolve('/somewhere/x'),
        apiToken: 't',
        accountId: 'a'.repeat(32),
        segmentAccess: 'strict',
        transcoder: 'wasm',
      },
    );
    const defaults = parseCommandLine([]);
    assert.deepEqual(defaults, { port: 4401, dataDir: path.join(ROOT, 'demo/.data/local-stream') });
  });

  it('reads from the environment the options that are not given as arguments', () => {
    const program: Program = { command: 'npx stream', dataDir: 'kept', dataName: 'kept' };
    const env = { LOCAL_STREAM_PORT: '1', LOCAL_STREAM_SEGMENT_SECONDS: '2', LOCAL_STREAM_READY_AFTER: '' };
    const set = ['--set', 'webhooks=twice', '--set', 'rateLimit=0', '--set', 'visitorCountry='];
    assert.deepEqual(parseCommandLine(['--port', '5', ...set], '/somewhere', program, env), {
      port: 5,
      dataDir: path.resolve('/somewhere/kept'),
      segmentSeconds: 2,
      settings: { webhooks: 'twice', rateLimit: 0, visitorCountry: '' },
    });
    assert.equal((parseCommandLine([], '/somewhere', program, env) as CommandLine).port, 1);
    assert.match(helpOf(program), /npx stream \[options\][^]*\(kept\)[^]*webhooks, webhookDelayMs/);
    assert.doesNotMatch(helpOf(program), /npm run stream|.{141}/);
  });

  it('says how to get ffmpeg when none was found', () => {
    const stream = {
      origin: 'http://localhost:1',
      apiBase: '',
      accountId: '',
      apiToken: '',
      close: () => Promise.resolve(),
    };
    const shown = (transcoderName: string) =>
      formatSummary({ ...stream, transcoderName }, { dataDir: '/d', envFile: '/d/e', ownToken: true });
    assert.match(
      shown('ffmpeg compiled to WebAssembly (slower)'),
      /No ffmpeg was found.*apt-get install ffmpeg.*FFMPEG_PATH/,
    );
    assert.doesNotMatch(shown('ffmpeg 5.1.9 (/usr/bin/ffmpeg)'), /No ffmpeg was found/);
  });

  it('explains a wrong option in one sentence, without repeating its value', () => {
    const wrong: [string[], RegExp][] = [
      [['--port', '70000'], /^--port must be/],
      [['--account', 'me'], /^--account must have 32/],
      [['--token', ''], /^--token must have/],
      [['--segment-access', 'secret'], /^--segment-access must be one of lenient, /],
      [['--tokne=secret'], /^There is no option --tokne: npm run stream -- --help/],
      [['secret'], /^The command line takes options only: /],
      [['--segment-seconds', '0'], /^--segment-seconds must be a number from 1 to 60/],
      [['--set', 'webhooks=secret'], /^--set: Setting "webhooks" has no such value/],
      [['--token'], /^Option --token is not used like this: /],
    ];
    for (const [args, sentence] of wrong) {
      assert.throws(
        () => parseCommandLine(args),
        (error: Error) => {
          assert.ok(error instanceof CommandError);
          assert.match(error.message, sentence);
          assert.doesNotMatch(error.message, /secret|\n/);
          return true;
        },
      );
    }
  });

  it('starts a local Stream, prints everything but the token, and names the private file that holds it', async (t) => {
    const dir = await folder(t);
    const run = new Run(t, ['--port', '0', '--data', dir]);
    const [, envFile = ''] = await run.said(/--env-file=(\S+)/);
    assert.equal((await stat(envFile)).mode & 0o777, 0o600);
    const text = await readFile(envFile, 'utf8');
    const [, base = '', account = '', token = ''] =
      /^CLOUDFLARE_BASE_URL=(.*)\nCLOUDFLARE_ACCOUNT_ID=(.*)\nCLOUDFLARE_API_TOKEN=(.*)\n/.exec(text) ?? [];
    const others = [`STREAM_API_BASE=${base}`, `STREAM_ACCOUNT_ID=${account}`, `STREAM_API_TOKEN=${token}`];
    assert.deepEqual(text.trim().split('\n').slice(3), others);
    assert.ok(token.length > 20 && !run.output.includes(token));
    assert.ok(run.output.includes(account) && run.output.includes(base));
    const response = await fetch(`${base}/accounts/${account}/stream`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 200);

    const port = Number(new URL(base).port);
    assert.match(
      await sentence({ port: 0, dataDir: dir }),
      new RegExp(`^The folder ${dir} is in use by another process\\. .*: npm run stream -- --data other-folder$`),
    );
    assert.match(
      await sentence({ port, dataDir: await folder(t) }),
      new RegExp(`^Port ${port} is taken\\. .*: npm run stream -- --port \\d+$`),
    );

    run.child.kill('SIGTERM');
    assert.equal(await run.closed, 0);
  });

  it('explains that a folder cannot be used, and passes on unexpected errors', async (t) => {
    const file = path.join(await folder(t), 'file');
    await writeFile(file, '');
    assert.match(
      await sentence({ port: 0, dataDir: path.join(file, 'data') }),
      /^The folder .*file\/data cannot be used \(ENOTDIR\)\. .*--data other-folder$/,
    );
    const unforeseen = new TypeError('a mistake of ours');
    assert.equal(explainStart(unforeseen, { port: 0, dataDir: file }), unforeseen);
  });

  it('does not write a given token to the file, and removes its own from there', async (t) => {
    const dir = await folder(t);
    const stream = { apiBase: 'http://localhost:1/client/v4', accountId: 'a', apiToken: 'secret' };
    assert.match(await readFile(await writeEnvFile(dir, stream, true), 'utf8'), /TOKEN=secret/);
    assert.doesNotMatch(await readFile(await writeEnvFile(dir, stream, false), 'utf8'), /TOKEN|secret/);
  });
});

/** The sentence that explains why it did not start. */
async function sentence(options: CommandLine): Promise<string> {
  const error: unknown = await createLocalStream({ transcoder: 'remux', ...options }).then(
    () => assert.fail('It started.'),
    (reason: unknown) => explainStart(reason, options),
  );
  assert.ok(error instanceof CommandError);
  assert.doesNotMatch(error.message, /\n/);
  return error.message;
}
