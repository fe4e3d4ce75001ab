import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';

/** What a page that draws frames can do, and how to end it. */
export interface FrameSource {
  /** Gives one frame as a PNG. */
  readonly frame: (index: number) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a browser that draws the scene. `CHROMIUM` names the browser to take; otherwise the first one on the PATH.
 *
 * @throws Error when there is no Chromium.
 */
export async function openFrameSource(): Promise<FrameSource> {
  const browser = await chromium.launch({ executablePath: findChromium() });
  const page = await browser.newPage();
  await page.addScriptTag({ content: await bundleScene() });
  return {
    frame: async (index) => {
      const base64 = await page.evaluate(
        (at) => (globalThis as unknown as { renderFrame(index: number): Promise<string> }).renderFrame(at),
        index,
      );
      return Buffer.from(base64, 'base64');
    },
    close: () => browser.close(),
  };
}

function findChromium(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found =
    process.env.CHROMIUM ??
    folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
  if (found === undefined) throw new Error('No Chromium on the PATH: install one, or name it in CHROMIUM.');
  return found;
}

async function bundleScene(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(import.meta.dirname, 'render-page.ts'), formats: ['iife'], name: 'sample' },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error('The scene could not be bundled.');
  return output.output[0].code;
}
