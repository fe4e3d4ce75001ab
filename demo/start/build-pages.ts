import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { DOC_SOURCES } from '../../.config/docs.mjs';
import { DemoError } from './demo-error.js';
import { PROJECT } from './options.js';

const OUTPUT = path.join(PROJECT, '.build/demo');
/** What the pages are made of. */
const SOURCES = [
  'demo/pages',
  'src',
  'vite.config.ts',
  '.config',
  'package-lock.json',
  'tsconfig.json',
  ...DOC_SOURCES,
];

/**
 * Builds the demo's pages with Vite, if their sources changed since the last time.
 *
 * @returns the folder they are in.
 * @throws {DemoError} when they cannot be built.
 */
export async function buildPages(): Promise<string> {
  const stamp = await stampOf(SOURCES);
  if ((await fs.readFile(`${OUTPUT}.stamp`, 'utf8').catch(() => '')) === stamp && (await exists(OUTPUT))) return OUTPUT;
  // Into a folder of its own first, since others may be serving or building the same pages.
  const fresh = `${OUTPUT}.${process.pid}.new`;
  const old = `${OUTPUT}.${process.pid}.old`;
  try {
    await fs.mkdir(path.dirname(OUTPUT), { recursive: true });
    const { build } = await import('vite');
    await build({
      configFile: path.join(PROJECT, 'vite.config.ts'),
      logLevel: 'error',
      // Small pictures stay files: as data: addresses, the pages' policy would have to allow those.
      build: { outDir: fresh, emptyOutDir: true, assetsInlineLimit: 0 },
    });
    await fs.rename(OUTPUT, old).catch(() => undefined);
    await fs.rename(fresh, OUTPUT);
    await fs.writeFile(`${OUTPUT}.stamp`, stamp);
    return OUTPUT;
  } catch (error) {
    throw new DemoError(`The pages could not be built: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await Promise.all(
      [fresh, old].map((folder) => fs.rm(folder, { recursive: true, force: true }).catch(() => undefined)),
    );
  }
}

/** Changes whenever one of the files does. Reads no file, so that it takes no time. */
async function stampOf(sources: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const base = path.join(PROJECT, source);
    const stat = await fs.stat(base).catch(() => undefined);
    const files = stat?.isDirectory()
      ? (await fs.readdir(base, { recursive: true })).sort().map((name) => path.join(base, name))
      : [base];
    for (const file of files) {
      const { size, mtimeMs } = (await fs.stat(file).catch(() => undefined)) ?? { size: -1, mtimeMs: 0 };
      hash.update(`${path.relative(PROJECT, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}
