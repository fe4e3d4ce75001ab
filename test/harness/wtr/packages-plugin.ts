import type { TestRunnerPlugin } from '@web/test-runner';
import { build, type Plugin } from 'esbuild';
import type { Middleware } from 'koa';
import fs from 'node:fs';
import path from 'node:path';
import { bundleHlsLight } from '../../../.config/hls-light.mjs';
import { slim } from '../../../.config/slim-lit.mjs';
import { bundleTusLight } from '../../../.config/tus-light.mjs';

/** Packages of tests and elements. Some are CommonJS, which browsers do not load; others are a hundred modules. */
export const PACKAGES = [
  '@open-wc/testing',
  '@sinonjs/fake-timers',
  'hls.js',
  'lit',
  'lit/decorators.js',
  'lit/directives/live.js',
  'lit/directives/repeat.js',
  'tus-js-client',
];
const FOLDER = '/__packages/';
const nameOf = (source: string): string => source.replace(/\W+/g, '-');

/** Names the modules that {@link servePackages} serves. */
export function packagesPlugin(): TestRunnerPlugin {
  return {
    name: 'packages',
    resolveImport: ({ source }) => (PACKAGES.includes(source) ? `${FOLDER}${nameOf(source)}.js` : undefined),
  };
}

/** Serves packages as one module each, and shared code as further ones. The runner's plugins leave them alone. */
export function servePackages(): Middleware {
  let bundled: Promise<ReadonlyMap<string, string>> | undefined;
  return async (ctx, next) => {
    if (!ctx.path.startsWith(FOLDER)) {
      await next();
      return;
    }
    bundled ??= bundle();
    ctx.body = (await bundled).get(ctx.path.slice(FOLDER.length));
    ctx.type = 'js';
    // Pages follow one another in the same browser.
    ctx.set('cache-control', 'max-age=3600');
  };
}

const fail = (message: string): never => {
  throw new Error(message);
};

/** HLS_BUILD=light runs the tests with the hls.js, the tus-js-client and the Lit of dist/cdn/ rather than with those of npm. */
const light: Plugin = {
  name: 'light',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(hls\.js|tus-js-client)$/ }, ({ path: source }) => ({ path: source, namespace: 'light' }));
    onLoad({ filter: /.*/, namespace: 'light' }, async ({ path: source }) => ({
      contents: await (source === 'hls.js' ? bundleHlsLight() : bundleTusLight()),
    }));
    onLoad({ filter: /node_modules\/(@lit|lit-html|lit-element)\/.*\.js$/ }, ({ path: file }) => {
      const code = fs.readFileSync(file, 'utf8');
      return { contents: slim(code, file.replaceAll('\\', '/'), fail) ?? code };
    });
  },
};

async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: {
      ...Object.fromEntries(PACKAGES.map((source) => [nameOf(source), source])),
      [nameOf('@open-wc/testing')]: path.join(import.meta.dirname, 'testing.ts'),
    },
    bundle: true,
    plugins: process.env.HLS_BUILD === 'light' ? [light] : [],
    splitting: true,
    write: false,
    outdir: '.',
    format: 'esm',
    target: 'es2022',
    // Modules of Node, which are imported only there.
    external: ['timers', 'timers/promises', 'util'],
    logLevel: 'error',
  });
  return new Map(outputFiles.map((file) => [path.basename(file.path), file.text]));
}
