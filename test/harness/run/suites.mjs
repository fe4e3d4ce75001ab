import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './children.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const NODE_FOLDERS = ['core', 'client', 'demo/server', 'demo/pages'];
/** Real encoding, processes that are killed, whole demos: too slow for the everyday loop. */
const STREAM_FOLDERS = ['demo/emulator', 'demo/start'];
const BROWSER_FOLDERS = ['dom', 'ui', 'controllers', 'engines', 'transports', 'elements'];

const FOLDERS = { unit: NODE_FOLDERS, stream: STREAM_FOLDERS, server: ['hosts'], browser: BROWSER_FOLDERS, journey: ['journeys'], bench: ['bench'], soak: ['soak'] };

/** Files of a suite, or of `bench` and `soak`, whose path has one of the given words in it. */
export function filesOf(suite, words) {
  const isDeep = ['unit', 'stream', 'browser'].includes(suite);
  return (FOLDERS[suite] ?? [])
    .flatMap((folder) => list(path.join(root, 'test', folder), isDeep))
    .filter((file) => /\.(?:test|bench|soak)\.ts$/.test(file))
    .map((file) => path.relative(root, file).split(path.sep).join('/'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
}

/** What can be checked without a browser: types, style, the build, and test/checks, each of which counts as one. */
export async function runStatic(words) {
  const checks = list(path.join(root, 'test/checks'), false)
    .filter((file) => file.endsWith('.mjs'))
    .sort()
    .map((file) => ({ name: path.basename(file, '.mjs'), start: () => run(process.execPath, [file]) }));
  const scripts = ['typecheck', 'lint', 'build'].map((name) => ({ name, start: () => run('npm', ['run', '-s', name]) }));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, start } of [...scripts, ...checks]) {
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    const isPassed = (await start()) === 0;
    counts[isPassed ? 'passed' : 'failed']++;
    console.log(`${isPassed ? '✔' : '✖'} ${name}`);
  }
  return counts;
}

/** Files of Node's own test runner. Journeys share the machine's two cores with a browser: one file at a time. */
export function runNode(files, { concurrency, environment } = {}) {
  // Journeys tell what they measured, and are few.
  const reporters = [process.env.CI && concurrency === undefined ? 'dot' : 'spec', path.join(root, 'test/harness/run/count-reporter.mjs')];
  return counted((countsFile) =>
    run(
      process.execPath,
      [
        // A file that hangs fails, and does not keep the others from being counted.
        '--import', 'tsx', '--test', '--test-timeout=1200000',
        ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]),
        `--test-reporter=${reporters[0]}`, '--test-reporter-destination=stdout',
        `--test-reporter=${reporters[1]}`, `--test-reporter-destination=${os.devNull}`,
        ...files,
      ],
      { ...environment, TEST_COUNTS: countsFile },
    ));
}

/** Component tests, in Chromium. */
export function runBrowser(files, environment = {}) {
  return counted((countsFile) =>
    run(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'node_modules/@web/test-runner/dist/bin.js'), '--config', 'test/harness/wtr/config.mjs', '--files', ...files],
      { ...environment, TEST_COUNTS: countsFile },
    ));
}

/** A runner that ends badly without saying which test failed is one failure itself. */
async function counted(start) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-counts-'));
  const file = path.join(folder, 'counts.json');
  const code = await start(file);
  const counts = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
  fs.rmSync(folder, { recursive: true });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

function list(folder, recursive) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
