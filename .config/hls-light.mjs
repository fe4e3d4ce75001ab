// hls.js, made from the sources in its package with what Stream needs: separate audio, subtitles, live and low latency. Left
// out are DRM and AES, CMCD, content steering, interstitials, I-frames, variables, media capabilities, metadata in segments,
// captions as TTML, the rarer codecs in MPEG-TS, the worker, all messages, and the packages for what browsers know today. Since
// April 2026 Stream's own segments are fMP4; what reads others comes when the first of them does, and so does what reads the
// captions in the picture of a broadcast. What its classes have for themselves alone has short names.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { withoutMessages } from './hls-light/messages.mjs';
import { shortNames, withShortNames } from './hls-light/short-names.mjs';
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
  'controller/id3-track-controller',
  'controller/iframe-controller',
  'controller/interstitials-controller',
  'demux/audio/ac3-demuxer',
  'demux/transmuxer-worker',
];

/** Modules in whose place something simpler does, in files of its own. */
const SIMPLER = {
  'crypt/decrypter': 'decrypter',
  'demux/inject-worker': 'inject-worker',
  'loader/key-loader': 'key-loader',
  'loader/level-key': 'level-key',
  'utils/cea-608-parser': 'cea-608-parser',
  'utils/encryption-methods-util': 'decrypter',
  'utils/imsc1-ttml-parser': 'imsc1-ttml-parser',
  'utils/logger': 'logger',
  'utils/vttcue': 'vttcue',
};
/** Needed as it is by what reads other segments than fMP4. */
const ID3 = '@svta/cml-id3';
/** Packages of which only what browsers have themselves is needed. */
const PACKAGES = [ID3, '@svta/cml-utils', 'eventemitter3', 'url-toolkit'];

/** Modules of which only what reads other segments than fMP4 has need. */
const READERS = ['demux/tsdemuxer', 'demux/audio/aacdemuxer', 'demux/audio/mp3demuxer', 'remux/mp4-remuxer'];

const moduleOf = (file) => path.relative(sources, file).replaceAll('\\', '/');

/** Reads a module of hls.js, without its messages. */
const readSilent = (file) => withoutMessages(fs.readFileSync(file, 'utf8'), file);

let names;
/** Reads a module of hls.js with short names, too. */
function readShort(file) {
  names ??= shortNames(sources, readSilent);
  return withShortNames(readSilent(file), names);
}

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
        if (source === ID3) return null;
        const found = await this.resolve(source, importer.slice(0, -LATER.length), { skipSelf: false });
        return found && `${found.id}${LATER}`;
      }
      if (importer.startsWith(sources) && PACKAGES.includes(source)) return path.join(own, 'packages.mjs');
      if (!importer.startsWith(sources) || !source.startsWith('.')) return null;
      const [from] = importer.split('?');
      const name = moduleOf(path.resolve(path.dirname(from), source));
      // A copy of it makes other segments into MP4; the other has only what passes on captions.
      const isUnused = name === 'remux/mp4-generator' && importer.endsWith('/mp4-remuxer.ts');
      if (isUnused || UNUSED.includes(name)) return path.join(own, 'unused.mjs');
      if (Object.hasOwn(SIMPLER, name)) return path.join(own, `${SIMPLER[name]}.mjs`);
      if (moduleOf(from) === 'demux/transmuxer.ts' && READERS.includes(name))
        return path.join(own, `${path.basename(name)}.mjs`);
      if (moduleOf(from) === 'demux/transmuxer-interface.ts' && name === 'demux/transmuxer')
        return path.join(own, 'transmuxer.mjs');
      return path.join(sources, `${name}.ts`);
    },
    load(id) {
      const [file] = id.split('?');
      if (!file.startsWith(sources) && !id.endsWith(LATER)) return null;
      const code = file.startsWith(sources) ? readShort(file) : fs.readFileSync(file, 'utf8');
      return { code, moduleType: 'ts' };
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
        checks: { bundlerTimings: false },
        output: {
          codeSplitting: false,
          postBanner: `/*! hls.js ${version}, Apache-2.0, in parts. Licenses: cdn/${LICENSES} */`,
        },
      },
    },
  });
  return output[0].code;
}
