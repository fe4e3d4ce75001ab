// Component tests: `npx wtr --config test/harness/wtr/config.mjs --group browser` (or `elements`), or, to see one file again
// and again while working on it, `… --watch --files test/player/….test.ts`. TEST_WORDS picks files of a group by their path;
// WTR_BROWSERS=chromium,firefox,webkit takes others than Chromium, too.
import path from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { register } from 'tsx/esm/api';
import { BROWSER, ELEMENTS, findFiles, LONG, NOT_IN_FIREFOX, root } from '../run/suites.mjs';
import { reporter } from './reporter.mjs';
import { bundlePages } from './test-pages.mjs';

register();
const { fakeUploadMiddleware } = await import('./fake-upload-middleware.ts');
const { launchers } = await import('./launchers.ts');
const { devtoolsPlugin } = await import('./devtools-plugin.ts');
const { netPlugin } = await import('./net-plugin.ts');
const { PACKAGES, packagesPlugin, servePackages } = await import('./packages-plugin.ts');
const { streamPlugin } = await import('./stream-plugin.ts');

const names = (process.env.WTR_BROWSERS ?? 'chromium').split(',');
const isFirefox = names.includes('firefox');
/** Whether long series are run completely, rather than a sample of them: `isWhole` of ../whole.ts. */
const define = { TEST_IS_WHOLE: String(process.env.TEST_WHOLE === '1') };
const words = process.env.TEST_WORDS?.split(' ').filter(Boolean);

const pages = new Map();

/** Both groups, or the requested one; none if files are named, as groups would run besides. */
async function bundleGroups() {
  const at = process.argv.indexOf('--group');
  const groups = [
    { name: 'browser', pattern: BROWSER, filesPerPage: 16 },
    { name: 'elements', pattern: ELEMENTS, filesPerPage: 1 },
  ].filter(({ name }) => !process.argv.includes('--files') && (at < 0 || process.argv[at + 1] === name));
  return Promise.all(
    groups.map(async ({ name, pattern, filesPerPage }) => {
      const found = findFiles(pattern, words).filter((file) => !isFirefox || !NOT_IN_FIREFOX.test(file));
      const files = [...found.filter((file) => LONG.test(file)), ...found.filter((file) => !LONG.test(file))];
      const bundles = await bundlePages(files, { filesPerPage, define, packages: PACKAGES });
      bundles.forEach((page, bundle) => pages.set(bundle, page));
      return { name, files: [...bundles.keys()] };
    }),
  );
}

export default {
  rootDir: root,
  groups: await bundleGroups(),
  nodeResolve: { exportConditions: ['browser'] },
  reporters: [reporter(pages)],
  // Firefox gives the focus, and keys, only to the tab in front.
  concurrency: isFirefox ? 1 : Number(process.env.TEST_PAGES ?? 2),
  concurrentBrowsers: 1,
  middleware: [servePackages(), fakeUploadMiddleware()],
  plugins: [
    packagesPlugin(),
    streamPlugin(),
    netPlugin(),
    devtoolsPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', define, tsconfig: path.join(root, 'tsconfig.json') }),
  ],
  browsers: await Promise.all(names.map((name) => launchers[name]())),
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 240_000,
  // Waits for conditions end long before; this is for what hangs, and for the encoding of a video on a busy machine.
  testFramework: { config: { timeout: 60_000 } },
};
