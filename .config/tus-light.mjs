// tus-js-client, made from the sources in its package with what the uploader needs of it: an upload URL that is there already is
// asked for its offset, then chunks are sent. Left out are creating, terminating, parallel and remembered uploads, streams,
// React Native and Cordova, the older browsers that its published modules are compiled for, and the packages for all that.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, parseAst } from 'vite';

const require = createRequire(import.meta.url);
const sources = path.resolve(path.dirname(require.resolve('tus-js-client')), '../../lib');
const ENTRY = path.join(import.meta.dirname, 'tus-light', 'index.mjs');
const UNUSED = path.join(import.meta.dirname, 'tus-light', 'unused.mjs');
const ERROR = path.join(import.meta.dirname, 'tus-light', 'error.mjs');

/** What only the methods below have need of. */
const UNUSED_IMPORTS = ['js-base64', 'url-parse', './uuid.js', './logger.js', './isCordova.js', './readAsByteArray.js'];
/**
 * Modules of tus-js-client in the light one, each with the methods that nothing calls, or only for options that the
 * uploader does not set.
 */
const UNUSED_METHODS = {
  'upload.js': [
    'terminate',
    'findPreviousUploads',
    'resumeFromPreviousUpload',
    '_startParallelUpload',
    '_createUpload',
    '_removeFromUrlStorage',
    '_saveUploadInUrlStorage',
  ],
  'browser/httpStack.js': ['getName', 'getURL'],
  'browser/sources/FileSource.js': ['close'],
};

/**
 * What its options and members are for the uploader, always: written in, so that what depends on another value is left out
 * by the minifier. Its messages, which hold the upload URL, are read by nobody.
 */
const CONSTANTS = [
  [/\bthis\.options\.(?:endpoint|retryDelays|uploadSize|parallelUploadBoundaries|onUploadUrlAvailable)\b/g, 'null'],
  [/\bthis\.options\.(?:uploadLengthDeferred|overridePatchMethod|\w+Fingerprint\w+)\b/g, 'false'],
  [/\bthis\.options\.parallelUploads\b/g, '1'],
  [/\b(?:this\.)?options\.protocol\b/g, 'PROTOCOL_TUS_V1'],
  [/\boptions\.(?:addRequestId|headers)\b/g, 'null'],
  [
    /\btypeof (?:this\.)?options\.on(?:Progress|ChunkComplete|Success|Error|BeforeRequest|AfterResponse)\b/g,
    "'function'",
  ],
  [/\bthis\._parallelUploads? = .*$/gm, ''],
  [/\bthis\._(?:parallelUploads|parallelUploadUrls|urlStorageKey|retryTimeout|fingerprint)\b(?! = )/g, 'null'],
  [/\bconst \{ retryDelays \} = this\.options/g, 'const retryDelays = null'],
  [/!\[PROTOCOL_[^\]]*\]\.includes\([^)]*\)/g, 'false'],
  [/'resume' in options/g, 'false'],
  [/\blog\(\s*['`][^'`]*['`],?\s*\)|\bthis\._removeFromUrlStorage\(\)/g, 'null'],
  [/^BaseUpload\.defaultOptions = .*$/gm, ''],
  [/(?<=\bshouldTerminate) \|\| this\.url == null/g, ' || true'],
  [/\bthis\.options\.chunkSize = Number\(.*$|\bthis\._source\.close\(\)/gm, 'null'],
  [
    /^ *this\._(?:offset|offsetBeforeRetry|retryAttempt|retryTimeout|size|urlStorage|urlStorageKey) = (?:null|0|this\.options\.urlStorage)$/gm,
    '',
  ],
  [/!(?:file|this\.options\.uploadUrl)\b|\bthis\._size == null|\bthis\.url != null/g, 'false'],
  [/\bstatus === 423|\binStatusCategory\(status, 400\)/g, 'false'],
  [/(?<=if \()this\._source(?=\))/g, 'false'],
  [/\bthis\.options\.uploadUrl != null/g, 'true'],
  [/\bthis\._saveUploadInUrlStorage\(\)/g, 'Promise.resolve()'],
  [/\bfor \(const \[name, value\] of Object\.entries\(headers\)\) \{[^}]*\}/g, ''],
  [/(?<=\bonSuccess\()\{ lastResponse \}/g, ''],
  [/'tus: [^']*'|"tus: [^"]*"|`(?:tus: |upload was )[^`]*`/g, "''"],
];

/** Members that begin with `_`: its own, which get short names. */
const MEMBER = /(?<![\w$])_[a-z]\w+/g;
const texts = Object.keys(UNUSED_METHODS).map((file) => fs.readFileSync(path.join(sources, file), 'utf8'));
const members = [...new Set(texts.flatMap((text) => text.match(MEMBER) ?? []))].sort();
const withShortMembers = (code) => code.replace(MEMBER, (name) => `_${members.indexOf(name).toString(36)}`);

/** Plugin for a build: what imports `tus-js-client` gets the light one. */
export function tusLight() {
  return {
    name: 'tus-light',
    enforce: 'pre',
    resolveId(source, importer = '') {
      if (source === 'tus-js-client') return ENTRY;
      if (source.startsWith('tus-js-client/lib/')) return path.join(sources, source.slice('tus-js-client/lib/'.length));
      if (source === './error.js' && importer.startsWith(sources)) return ERROR;
      return importer.startsWith(sources) && UNUSED_IMPORTS.includes(source) ? UNUSED : null;
    },
    transform(code, id) {
      if (!id.startsWith(sources)) return null;
      const unused = UNUSED_METHODS[path.relative(sources, id)];
      if (!unused) this.error(`Not among its light modules: ${id}`);
      const all = parseAst(code)
        .body.map((statement) => statement.declaration ?? statement)
        .flatMap(({ type, body }) => (type === 'ClassDeclaration' ? body.body : []));
      const methods = unused.map((name) => all.find(({ key }) => key?.name === name));
      if (methods.includes(undefined)) this.error('tus-js-client has another method than was left out of it.');
      const light = methods
        .sort((a, b) => b.start - a.start)
        .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), code);
      if (!id.endsWith('/upload.js')) return { code: withShortMembers(light), map: null };
      const short = CONSTANTS.reduce((text, [pattern, value]) => {
        if (text.search(pattern) < 0) this.error(`tus-js-client has changed; see .config/tus-light.mjs: ${pattern}`);
        return text.replace(pattern, value);
      }, light);
      return { code: withShortMembers(short), map: null };
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
