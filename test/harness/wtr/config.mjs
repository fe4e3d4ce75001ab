// Component tests: `npm run test:browser`, or, to see one file again and again while working on it,
// `node --import tsx node_modules/@web/test-runner/dist/bin.js --config test/harness/wtr/config.mjs --watch --files …`.
// WTR_BROWSERS=chromium,firefox,webkit takes others than Chromium, too.
import path from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { fakeUploadMiddleware } from './fake-upload-middleware.ts';
import { launchers } from './launchers.ts';
import { netPlugin } from './net-plugin.ts';
import { reporter } from './reporter.mjs';
import { streamPlugin } from './stream-plugin.ts';
import { tusPlugin } from './tus-plugin.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const names = (process.env.WTR_BROWSERS ?? 'chromium').split(',');

export default {
  rootDir: root,
  files: path.join(root, 'test/{dom,ui,controllers,engines,transports,elements}/**/*.test.ts'),
  nodeResolve: { exportConditions: ['browser'] },
  reporters: [reporter()],
  concurrency: Number(process.env.TEST_PAGES ?? 1),
  concurrentBrowsers: 1,
  middleware: [fakeUploadMiddleware()],
  plugins: [
    tusPlugin(),
    streamPlugin(),
    netPlugin(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path.join(root, 'tsconfig.json') }),
  ],
  browsers: await Promise.all(names.map((name) => launchers[name]())),
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 240_000,
  testFramework: { config: { timeout: 15_000 } },
};
