// Puts many test files on one page: loading a page and the modules of one file takes longer than most files' tests.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../run/suites.mjs';

/** Files whose tests would affect others on their page begin with this comment, and say why. */
const ALONE = /^\/\/ A page of its own: /m;

/**
 * Bundles test files, this many for each page, and returns the paths of the bundles with the files in each. A suite
 * named after a file has its tests and hooks; a file that cannot be loaded is a failed test.
 */
export async function bundlePages(files, { filesPerPage, define, packages }) {
  // Below the root, as nothing else is served.
  const cache = path.join(root, 'node_modules/.cache');
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'test-pages-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const pages = new Map(
    pagesOf(files, filesPerPage).map((page, index) => [`page-${String(index + 1).padStart(3, '0')}`, page]),
  );
  await build({
    entryPoints: [...pages.keys()],
    plugins: [entryPlugin(pages)],
    // The runner's plugins resolve them.
    external: packages,
    define,
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  });
  return new Map([...pages].map(([name, page]) => [path.join(folder, `${name}.js`), page]));
}

function pagesOf(files, filesPerPage) {
  const isAlone = (file) => ALONE.test(fs.readFileSync(path.join(root, file), 'utf8'));
  const alone = files.filter(isAlone);
  const together = files.filter((file) => !alone.includes(file));
  const count = Math.ceil(together.length / filesPerPage);
  const pages = Array.from({ length: count }, (_, page) => together.filter((_, index) => index % count === page));
  return [...pages, ...alone.map((file) => [file])];
}

const entryOf = (files) =>
  [
    // Cleans up after each test of all files.
    `import '@open-wc/testing';`,
    ...files.map(
      (file) => `describe(${JSON.stringify(file)}, () => {
        try { require(${JSON.stringify(`./${file}`)}); } catch (error) { it('is loaded', () => { throw error; }); }
      });`,
    ),
  ].join('\n');

const entryPlugin = (pages) => ({
  name: 'pages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^page-\d+$/ }, ({ path: name, kind }) =>
      kind === 'entry-point' ? { path: name, namespace: 'pages' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'pages' }, ({ path: name }) => ({
      contents: entryOf(pages.get(name)),
      resolveDir: root,
    }));
  },
});
