import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './children.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
/** Real encoding, processes that are killed, whole demos: too slow for the everyday loop. */
const STREAM_FOLDERS = ['demo/emulator', 'demo/start'];
const PRODUCT_FOLDERS = ['player', 'upload', 'shared'];

/** Where the files of each suite are, and how their names end. */
const SUITES = {
  unit: {
    folders: [...PRODUCT_FOLDERS, 'demo/server', 'demo/pages'],
    ending: /\.node\.test\.ts$|^test\/demo\/.*\.test\.ts$/,
  },
  stream: { folders: STREAM_FOLDERS, ending: /\.test\.ts$/ },
  server: { folders: ['hosts'], ending: /\.test\.ts$/ },
  // What elements are made of, each part alone.
  browser: { folders: PRODUCT_FOLDERS, ending: /(?<!\.node|\.element)\.test\.ts$/ },
  // Whole elements, which play and send for real: they want a core to themselves.
  elements: { folders: PRODUCT_FOLDERS, ending: /\.element\.test\.ts$/ },
  journey: { folders: ['journeys'], ending: /\.test\.ts$/ },
  bench: { folders: ['bench'], ending: /\.bench\.ts$/ },
  soak: { folders: ['soak'], ending: /\.soak\.ts$/ },
};

/** Files of a suite, or of `bench` and `soak`, whose path has one of the given words in it. */
export function filesOf(suite, words) {
  const { folders, ending } = SUITES[suite] ?? { folders: [], ending: /^$/ };
  return folders
    .flatMap((folder) => list(path.join(root, 'test', folder), true))
    .map((file) => path.relative(root, file).split(path.sep).join('/'))
    .filter((file) => ending.test(file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
}

/**
 * What can be checked without a browser: types and style; beside them the build and test/checks, which look at what was
 * built. Each counts as one.
 */
export async function runStatic(words) {
  const checks = list(path.join(root, 'test/checks'), false)
    .filter((file) => file.endsWith('.mjs'))
    .sort()
    .map((file) => ({ name: path.basename(file, '.mjs'), start: () => run(process.execPath, [file]) }));
  const script = (name) => ({ name, start: () => run('npm', ['run', '-s', name]) });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const runInTurn = async (steps) => {
    for (const { name, start } of steps) {
      if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
      const isPassed = (await start()) === 0;
      counts[isPassed ? 'passed' : 'failed']++;
      console.log(`${isPassed ? '✔' : '✖'} ${name}`);
    }
  };
  await Promise.all([
    runInTurn([script('format:check'), script('typecheck'), script('lint'), script('boundaries')]),
    runInTurn([script('build'), ...checks]),
  ]);
  return counts;
}

/** Files of Node's own test runner, one at a time, each in a process of its own. */
export function runNode(files, environment) {
  return runNodeTests(files, ['--test-concurrency=1'], 'spec', environment);
}

/** Journeys that watch in real time whether anything stops, or WebKit, which stops when somebody else has the machine. */
const ALONE = /\/(?:renewal|engine-choice|local-live)\.test\.ts$/;

/** Journeys, two at a time where they leave each other time. They tell what they measured. */
export async function runJourneys(files, environment) {
  const groups = [files.filter((file) => !ALONE.test(file)), files.filter((file) => ALONE.test(file))];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [index, group] of groups.entries()) {
    if (group.length === 0) continue;
    const counts = await runNodeTests(group, [`--test-concurrency=${index === 0 ? 2 : 1}`], 'spec', environment);
    for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
  }
  return sum;
}

/**
 * The same, two files at a time. Those of rooms without a network share a process: to start one, and to compile what it
 * imports, takes longer than most of them do. Servers do not: a connection kept alive may meet another one's port.
 */
export async function runNodeTogether(files, environment) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-group-'));
  try {
    const pure = files.filter((file) => !file.startsWith('test/demo/'));
    const entry = path.join(folder, 'pure.mjs');
    fs.writeFileSync(
      entry,
      pure.map((file) => `import ${JSON.stringify(pathToFileURL(path.join(root, file)).href)};\n`).join(''),
    );
    const others = files.filter((file) => !pure.includes(file));
    return await runNodeTests(
      pure.length > 0 ? [entry, ...others] : others,
      [],
      process.env.CI ? 'dot' : 'spec',
      environment,
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function runNodeTests(files, options, reporter, environment) {
  const counting = path.join(root, 'test/harness/run/count-reporter.mjs');
  return counted((countsFile) =>
    run(
      process.execPath,
      [
        // A file that hangs fails, and does not keep the others from being counted.
        '--import',
        'tsx',
        '--test',
        '--test-timeout=1200000',
        ...options,
        `--test-reporter=${reporter}`,
        '--test-reporter-destination=stdout',
        `--test-reporter=${counting}`,
        `--test-reporter-destination=${os.devNull}`,
        ...files,
      ],
      { ...environment, TEST_COUNTS: countsFile },
    ),
  );
}

/** Component tests in Chromium, so many pages at a time. */
export function runBrowser(files, environment = {}, pages = 2) {
  return counted((countsFile) =>
    run(
      process.execPath,
      [
        '--import',
        'tsx',
        path.join(root, 'node_modules/@web/test-runner/dist/bin.js'),
        '--config',
        'test/harness/wtr/config.mjs',
        '--files',
        ...files,
      ],
      { ...environment, TEST_COUNTS: countsFile, TEST_PAGES: String(pages) },
    ),
  );
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
  return fs
    .readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
