// `npm run build:stream`: the local Stream as a package of its own, cloudflare-stream-local, in .build/stream. Whoever installs
// the elements gets nothing of it. All that it is made of goes into its own files, so that it has no dependencies: a test
// starts sooner, and nothing else can be installed with it. `npm pack .build/stream` packs it.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { Licenses, LICENSES } from './licenses.mjs';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'demo/emulator');
const folder = path.join(root, '.build/stream');
const dist = path.join(folder, 'dist');
const types = path.join(dist, 'types');
const ENTRIES = ['index', 'playwright', 'vitest', 'cli'].map((name) => path.join(source, `package/${name}.ts`));

/** Puts in place of libsql what locks a folder without it. */
const withoutLibsql = {
  name: 'without-libsql',
  setup: (build) =>
    build.onResolve({ filter: /^libsql$/ }, () => ({ path: path.join(source, 'package/lock-database.ts') })),
};

/** What packages of before modules expect of their surroundings. */
const BANNER = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);`;

/** Compiles everything, and gives the modules that went into it. */
async function bundle() {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Spaces only: names stand in the stacks of errors, and test runners read what fixtures ask for.
    minifyWhitespace: true,
    legalComments: 'none',
    chunkNames: 'chunk-[hash]',
    external: ['@ffmpeg/core'],
    banner: { js: BANNER },
    plugins: [withoutLibsql],
    metafile: true,
    logLevel: 'warning',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => path.join(root, file)),
  );
}

/** Writes the types, of which only what the entries need is kept: the rest names packages that are not there. */
function declare() {
  const config = path.join(root, '.build/tsconfig.stream.json');
  const relative = (file) => path.relative(path.dirname(config), file);
  fs.writeFileSync(
    config,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: {
        noEmit: false,
        emitDeclarationOnly: true,
        declaration: true,
        stripInternal: true,
        types: ['node'],
        typeRoots: [relative(path.join(root, 'node_modules/@types'))],
        rootDir: relative(source),
        outDir: relative(types),
      },
      files: ENTRIES.map(relative),
      include: [],
    }),
  );
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', config], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  const kept = new Set();
  const waiting = ENTRIES.filter((entry) => !entry.endsWith('cli.ts')).map((entry) =>
    path.join(types, path.relative(source, entry).replace(/\.ts$/, '.d.ts')),
  );
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (kept.has(file)) continue;
    kept.add(file);
    for (const [, target] of fs.readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?['"](\.[^'"]+)\.js['"]/g))
      waiting.push(path.join(path.dirname(file), `${target}.d.ts`));
  }
  for (const entry of fs.readdirSync(types, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(file)) fs.rmSync(file);
  }
}

/** The manifest as it is published. */
function writeManifest() {
  const manifest = JSON.parse(fs.readFileSync(path.join(source, 'package.json'), 'utf8'));
  delete manifest.private;
  fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(dist, { recursive: true });
const modules = await bundle();
declare();
const licenses = new Licenses();
licenses.plugin().generateBundle(undefined, { all: { moduleIds: modules } });
fs.writeFileSync(path.join(dist, LICENSES), licenses.text());
const cli = path.join(dist, 'cli.js');
fs.writeFileSync(cli, `#!/usr/bin/env node\n${fs.readFileSync(cli, 'utf8')}`, { mode: 0o755 });
fs.copyFileSync(path.join(source, 'encode/wasm-worker.mjs'), path.join(dist, 'wasm-worker.mjs'));
fs.copyFileSync(path.join(root, 'test/fixtures/clip-5s.mp4'), path.join(dist, 'sample.mp4'));
fs.copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
fs.copyFileSync(path.join(source, 'README.md'), path.join(folder, 'README.md'));
const { name, version } = writeManifest();
console.log(`${name} ${version} in ${path.relative(root, folder)}`);
