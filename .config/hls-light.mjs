// hls.js, made from the sources in its package with what Stream needs: separate audio, subtitles, live and low latency. Left
// out are DRM, CMCD, content steering, interstitials, I-frames, variables, media capabilities, the rarer codecs in MPEG-TS and
// the worker. Since April 2026 Stream's own segments are fMP4; what reads others comes when the first of them does.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { LICENSES } from './licenses.mjs';

const require = createRequire(import.meta.url);
const folder = path.resolve(path.dirname(require.resolve('hls.js')), '..');
const sources = path.join(folder, 'src');
const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
const own = path.join(import.meta.dirname, 'hls-light');
/** Marks the copy of a module that goes with what comes later: what both shared would have to be exported by the first. */
const LATER = '?later';

const CONSTANTS = {
  __VERSION__: JSON.stringify(version),
  __USE_ALT_AUDIO__: 'true',
  __USE_SUBTITLES__: 'true',
  __USE_CMCD__: 'false',
  __USE_CONTENT_STEERING__: 'false',
  __USE_EME_DRM__: 'false',
  __USE_IFRAMES__: 'false',
  __USE_INTERSTITIALS__: 'false',
  __USE_M2TS_ADVANCED_CODECS__: 'false',
  __USE_MEDIA_CAPABILITIES__: 'false',
  __USE_VARIABLE_SUBSTITUTION__: 'false',
  __IN_WORKER__: 'false',
  __HLS_WORKER_BUNDLE__: 'undefined',
};

/** Modules that the constants leave unused, and that would bring packages with them. */
const UNUSED = [
  'controller/cmcd-controller',
  'controller/content-steering-controller',
  'controller/eme-controller',
  'controller/iframe-controller',
  'controller/interstitials-controller',
  'demux/audio/ac3-demuxer',
  'demux/transmuxer-worker',
];

/** Modules of which only what reads other segments than fMP4 has need. */
const READERS = ['demux/tsdemuxer', 'demux/audio/aacdemuxer', 'demux/audio/mp3demuxer', 'remux/mp4-remuxer'];

/**
 * Packages of its sources that are CommonJS, and what is imported from them. As modules, they need no helpers of the bundler,
 * which would be a file of their own.
 */
const COMMON_JS = { 'url-toolkit/src/url-toolkit.js': 'buildAbsoluteURL', 'eventemitter3/index.js': 'EventEmitter' };

const moduleOf = (file) => path.relative(sources, file).replaceAll('\\', '/');

/** Plugin for a build: what imports `hls.js` gets the light one. */
export function hlsLight() {
  return {
    name: 'hls-light',
    enforce: 'pre',
    config: () => ({ define: CONSTANTS }),
    async resolveId(source, importer = '') {
      if (source === 'hls.js') return path.join(sources, 'exports-named.ts');
      if (source.startsWith('hls.js/src/')) return path.join(folder, source.slice('hls.js/'.length));
      if (importer.endsWith(LATER)) {
        const found = await this.resolve(source, importer.slice(0, -LATER.length), { skipSelf: false });
        return found && `${found.id}${LATER}`;
      }
      if (source === 'eventemitter3') return require.resolve('eventemitter3');
      if (!importer.startsWith(sources) || !source.startsWith('.')) return null;
      const [from] = importer.split('?');
      const name = moduleOf(path.resolve(path.dirname(from), source));
      if (UNUSED.includes(name)) return path.join(own, 'unused.mjs');
      if (moduleOf(from) === 'demux/transmuxer.ts' && READERS.includes(name))
        return path.join(own, `${path.basename(name)}.mjs`);
      if (moduleOf(from) === 'demux/transmuxer-interface.ts' && name === 'demux/transmuxer')
        return path.join(own, 'transmuxer.mjs');
      return path.join(sources, `${name}.ts`);
    },
    load(id) {
      if (!id.endsWith(LATER)) return null;
      return { code: fs.readFileSync(id.slice(0, -LATER.length), 'utf8'), moduleType: 'ts' };
    },
    transform(code, id) {
      const [, name] =
        Object.entries(COMMON_JS).find(([file]) => id.split('?')[0].endsWith(`/node_modules/${file}`)) ?? [];
      if (!name) return null;
      const before = 'const module = { exports: {} }; const { exports } = module;';
      return {
        code: `${before}${code}\nconst wanted = module.exports.${name};\nexport { wanted as ${name} };`,
        map: null,
      };
    },
  };
}

/** Makes one module of the light hls.js, for bundlers and tests. */
export async function bundleHlsLight() {
  const [{ output }] = await build({
    configFile: false,
    publicDir: false,
    plugins: [hlsLight()],
    logLevel: 'warn',
    build: {
      target: 'es2022',
      write: false,
      minify: false,
      lib: { entry: path.join(sources, 'exports-named.ts'), formats: ['es'] },
      rolldownOptions: {
        output: {
          codeSplitting: false,
          postBanner: `/*! hls.js ${version}, Apache-2.0, in parts. Licenses: cdn/${LICENSES} */`,
        },
      },
    },
  });
  return output[0].code;
}
