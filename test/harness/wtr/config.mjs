// Component tests: `npx wtr --config test/harness/wtr/config.mjs --group browser` (or `elements`), or, to see one file again
// and again while working on it, `… --watch --files test/player/….test.ts`.
// WTR_BROWSERS=chromium,firefox,webkit takes others than Chromium, too.
import path from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { register } from 'tsx/esm/api';
import { BROWSER, ELEMENTS, findFiles, root } from '../run/suites.mjs';
import { reporter } from './reporter.mjs';

register();
const { fakeUploadMiddleware } = await import('./fake-upload-middleware.ts');
const { launchers } = await import('./launchers.ts');
const { netPlugin } = await import('./net-plugin.ts');
const { packagesPlugin, servePackages } = await import('./packages-plugin.ts');
const { streamPlugin } = await import('./stream-plugin.ts');

const names = (process.env.WTR_BROWSERS ?? 'chromium').split(',');

export default {
  rootDir: root,
  // Groups run beside what is named on the command line.
  groups: process.argv.includes('--files')
    ? []
    : [
        { name: 'browser', files: findFiles(BROWSER) },
        { name: 'elements', files: findFiles(ELEMENTS) },
      ],
  nodeResolve: { exportConditions: ['browser'] },
  reporters: [reporter()],
  concurrency: Number(process.env.TEST_PAGES ?? 2),
  concurrentBrowsers: 1,
  middleware: [servePackages(), fakeUploadMiddleware()],
  plugins: [
    packagesPlugin(),
    streamPlugin(),
    netPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path.join(root, 'tsconfig.json') }),
  ],
  browsers: await Promise.all(names.map((name) => launchers[name]())),
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 240_000,
  // Waits for conditions end long before; this is for what hangs, and for the encoding of a video on a busy machine.
  testFramework: { config: { timeout: 30_000 } },
};
