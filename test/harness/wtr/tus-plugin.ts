import type { TestRunnerPlugin } from '@web/test-runner';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, type Rolldown } from 'vite';

const ADDRESS = '/__tus-js-client.js';

/**
 * Serves tus-js-client as one module. Its packages are CommonJS in part, which the runner would hand to the browser
 * as they are.
 *
 * @since 0.1.0
 */
export function tusPlugin(): TestRunnerPlugin {
  let code: Promise<string> | undefined;
  return {
    name: 'tus',
    resolveImport: ({ source }) => (source === 'tus-js-client' ? ADDRESS : undefined),
    async serve({ path: address }) {
      if (address !== ADDRESS) return undefined;
      code ??= bundle();
      return { body: await code, type: 'js' };
    },
  };
}

async function bundle(): Promise<string> {
  const folder = path.dirname(createRequire(import.meta.url).resolve('tus-js-client/package.json'));
  const [output] = (await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: path.join(folder, 'lib.esm/browser/index.js'), formats: ['es'] },
    },
  })) as Rolldown.RolldownOutput[];
  if (!output) throw new Error('tus-js-client could not be bundled.');
  return output.output[0].code;
}
