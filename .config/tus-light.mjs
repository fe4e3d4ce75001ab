// tus-js-client, made from the sources in its package with what the uploader needs of it: an upload URL that is there already is
// asked for its offset, then chunks are sent. Left out are creating, terminating, parallel and remembered uploads, streams,
// React Native and Cordova, the older browsers that its published modules are compiled for, and the packages for all that.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, parseAst } from 'vite';

const require = createRequire(import.meta.url);
const sources = path.resolve(path.dirname(require.resolve('tus-js-client')), '../../lib');
const ENTRY = path.join(import.meta.dirname, 'tus-light', 'index.mjs');
const UNUSED = path.join(import.meta.dirname, 'tus-light', 'unused.mjs');

/** What only the methods below have need of. */
const UNUSED_IMPORTS = ['js-base64', 'url-parse', './uuid.js', './logger.js', './isCordova.js', './readAsByteArray.js'];
/** Methods that are called by nobody, or only where an option asks for it that the uploader does not set. */
const UNUSED_METHODS = [
  'terminate',
  'findPreviousUploads',
  'resumeFromPreviousUpload',
  '_startParallelUpload',
  '_createUpload',
];

/** Plugin for a build: what imports `tus-js-client` gets the light one. */
export function tusLight() {
  return {
    name: 'tus-light',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === 'tus-js-client') return ENTRY;
      if (source.startsWith('tus-js-client/lib/')) return path.join(sources, source.slice('tus-js-client/lib/'.length));
      return importer.startsWith(sources) && UNUSED_IMPORTS.includes(source) ? UNUSED : null;
    },
    transform(code, id) {
      if (id !== path.join(sources, 'upload.js')) return null;
      const { body } = parseAst(code).body.find(({ type }) => type === 'ClassDeclaration');
      const methods = UNUSED_METHODS.map((name) => body.body.find(({ key }) => key?.name === name));
      if (methods.includes(undefined)) this.error('tus-js-client has another method than was left out of it.');
      const light = methods
        .sort((a, b) => b.start - a.start)
        .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
      return { code: light, map: null };
    },
  };
}

/** Makes one module of the light tus-js-client, for tests. */
export async function bundleTusLight() {
  const [{ output }] = await build({
    configFile: false,
    publicDir: false,
    plugins: [tusLight()],
    logLevel: 'warn',
    build: { target: 'es2022', write: false, minify: false, lib: { entry: ENTRY, formats: ['es'] } },
  });
  return output[0].code;
}
