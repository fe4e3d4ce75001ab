import fs from 'node:fs';
import path from 'node:path';
import { findFirefox, hasLibavcodec } from '../tools.mjs';

export const root = path.resolve(import.meta.dirname, '../../..');

/**
 * Files of Node's own test runner, each in a process of its own. One that hangs fails after `minutes`, and the others
 * still count: none takes half as long, even on a busy machine.
 */
const node = (files, concurrency = 1, minutes = 10) => ({
  files,
  command: [
    ...['--import', 'tsx', '--test'],
    ...[`--test-timeout=${minutes * 60_000}`, `--test-concurrency=${concurrency}`],
  ],
});
/** Component tests in Chromium, many files on a page. */
const wtr = (files, group) => ({
  files,
  command: ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/harness/wtr/config.mjs', '--group', group],
  entries: [],
});

/** Parts of elements, each alone in Chromium. */
export const BROWSER = /^test\/(player|upload|shared)\/.*(?<!\.node|\.element)\.test\.ts$/;
/** Whole elements, which really play and send. */
export const ELEMENTS = /\.element\.test\.ts$/;
/** The element tests that take longest, as they play and send in real time: started last, each would keep a core busy. */
export const LONG = /(stream-player-(renewal|live|native|removal)|stream-upload-(faults|inputs|many))\.element/;
/**
 * What Firefox cannot do here: it has no native HLS and no fake screen, and its fake camera never disappears. Touches and the
 * accessibility tree need the DevTools protocol.
 */
export const NOT_IN_FIREFOX = /stream-player-native\.element|upload-recorder\.test|controls\/(fingers|heard)\.element/;
/** The element tests that say most about Firefox in a few seconds: focus and keys, and the API of a `<video>`. */
const FEW = /(player-ui-keys|stream-player-host)\.element\.test\.ts$/;
/** Rules without a document and without a network, and the reference server with a `Map` for a database. */
export const RULES = /^test\/((player|upload|shared)\/.*\.node|demo\/(server|pages)\/.*)\.test\.ts$/;
/** The local Stream, with real encoding and real sockets. */
export const EMULATOR = /^test\/demo\/emulator\/.*\.test\.ts$/;
/** The journey that watches in real time whether WebKit stalls, which it does if others use as much of the machine. */
const FIRST = /^test\/journeys\/native-renewal\.test\.ts$/;
/** What hosts the server: files with hooks of their own outside of suites, or with a host that all in their process share. */
const HOSTS_ALONE = /^test\/hosts\/(killed|postgres|sqlite|upload-file|workerd)\.test\.ts$/;
/** The others, which one process can hold. */
export const HOSTS = /^test\/hosts\/(?!(killed|postgres|sqlite|upload-file|workerd)\.)[^/]+\.test\.ts$/;
/** Journeys that take longest, among them all that play the sample in several qualities, which their process encodes once. */
export const LONG_JOURNEYS = /^test\/journeys\/(renewal|controls|all-at-once|demo-page)\.test\.ts$/;
/** The others, which take as long together. */
export const OTHER_JOURNEYS =
  /^test\/journeys\/(?!(native-renewal|renewal|controls|all-at-once|demo-page)\.)[^/]+\.test\.ts$/;
const JOURNEY = {
  parts: ['journey'],
  needs: ['chromium', 'firefox', 'webkit', 'ffmpeg', 'php', 'wordpress'],
  lane: 'journeys',
};
/** Journeys in one process, beside those of the other lane: each would start Playwright and the demo's code anew. */
const journeys = (files, name) => ({
  ...JOURNEY,
  ...node(files, 1, 20),
  lane: `journeys, ${name}`,
  entries: ['test/harness/run/journeys.mjs'],
  env: { TEST_JOURNEYS: name },
});
/** Component tests in Firefox, where it is installed. */
const firefox = (files, group, env = {}) => ({
  ...wtr(files, group),
  needs: ['firefox', 'ffmpeg'],
  lane: 'elements',
  env: { WTR_BROWSERS: 'firefox', ...env },
});
const HAS_FIREFOX = findFirefox() !== undefined && hasLibavcodec();
const SERVER = { parts: ['server'], needs: ['postgres', 'workerd', 'nginx', 'caddy'], lane: 'node' };
const STREAM = { parts: ['stream'], needs: ['ffmpeg'], lane: 'node' };

/**
 * What `npm test` runs, stage by stage; suites of one stage run in parallel, unless they have the same lane. `needs` names
 * what must be installed. What only computes comes first, in the background of one journey in real time, since browsers would
 * leave it little of the machine; then what waits for media, which plays in real time, stands beside what waits for servers.
 */
export const STAGES = [
  [
    // Journeys that start at the same time would each build the demo's pages.
    {
      ...JOURNEY,
      files: /^test\/journeys\/[^/]+\.test\.ts$/,
      command: ['--import', 'tsx'],
      entries: ['test/harness/run/pages.ts'],
    },
    { ...JOURNEY, ...node(FIRST) },
    ...[
      // In the order of their names: linting takes one core, the package and then types and imports the other.
      { parts: ['static'], needs: [], lane: 'static', ...node(/^test\/checks\/[^/]+\.test\.mjs$/, 2) },
      { parts: ['unit'], needs: [], lane: 'journeys', ...node(RULES), entries: ['test/harness/run/rules.mjs'] },
      { parts: ['unit', 'browser'], needs: ['chromium'], lane: 'elements', ...wtr(BROWSER, 'browser') },
    ].map((suite) => ({ ...suite, isInBackground: true })),
  ],
  [
    { parts: ['elements'], needs: ['chromium', 'ffmpeg'], lane: 'elements', ...wtr(ELEMENTS, 'elements') },
    ...(HAS_FIREFOX ? [{ parts: ['elements'], ...firefox(FEW, 'elements'), isFew: true }] : []),
    { ...STREAM, ...node(EMULATOR, 1, 20), entries: ['test/harness/run/emulator.mjs'] },
    { ...STREAM, ...node(/^test\/demo\/(start|cms)\/.*\.test\.ts$/), needs: ['ffmpeg', 'hugo'] },
    { ...SERVER, ...node(HOSTS_ALONE) },
    { ...SERVER, ...node(HOSTS), entries: ['test/harness/run/hosts.mjs'] },
    journeys(LONG_JOURNEYS, 'long'),
    journeys(OTHER_JOURNEYS, 'other'),
  ],
  // Only on request: they take ten minutes.
  [
    { parts: ['firefox'], isAskedFor: true, ...firefox(BROWSER, 'browser') },
    { parts: ['firefox'], isAskedFor: true, ...firefox(ELEMENTS, 'elements', { TEST_WHOLE: '1' }) },
  ],
];

/** Lists the test files that match a pattern; with words, only those with one of the words in their path. */
export function findFiles(pattern, words = []) {
  return fs
    .readdirSync(path.join(root, 'test'), { recursive: true })
    .map((name) => `test/${name.split(path.sep).join('/')}`)
    .filter((file) => !file.includes('node_modules') && pattern.test(file))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort();
}
