// `npm run build`: dist/ with one module per source file and its types, for bundlers, and dist/cdn/ with one script per
// element, for pages without one, and the hls.js of those for bundlers, too. Beside them types for frameworks and data for
// editors. Lit is in those scripts; what an element needs later stays apart, in chunks beside it, and so do the licenses of
// all that is in them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { transform } from 'esbuild';
import { minify } from 'terser';
import { build, parseAst } from 'vite';
import { packageDocs } from './docs.mjs';
import { frameworkFiles } from './frameworks.mjs';
import { bundleHlsLight, hlsLight } from './hls-light.mjs';
import { bannerOf, Licenses, LICENSES } from './licenses.mjs';
import { slimLit } from './slim-lit.mjs';
import { tusLight } from './tus-light.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const cdn = path.join(dist, 'cdn');
const licenses = new Licenses();
const inPlayer = (file) => path.join(root, 'src/player', file);
const SESSION = inPlayer('playback/playback-session.ts');
/** What engines need besides what the session imports: a chunk of its own would be one more round trip. */
const FOR_ENGINES = ['model/playback-intent.ts', 'model/cues.ts', 'engine/engine.ts'].map(inPlayer);
const ENGLISH = inPlayer('strings/en.ts');
/** What controls share with the languages, which are loaded before anybody wants to watch. */
const WITH_LANGUAGES = [
  ENGLISH,
  ...['language.ts', 'language-change.ts'].map((file) => path.join(root, 'src/shared/i18n', file)),
];
const inUpload = (file) => path.join(root, 'src/upload', file);
const LANGUAGE = /\/strings\/\w+\/[a-z]{2}\.ts$(?<!\/en\.ts)/;
/** For pages that have both elements, and for networks that name one file of a package. */
const BOTH = 'cf-stream-elements.min.js';
const ELEMENTS = {
  player: { name: 'cf-stream-player', groups: groupsOfPlayer },
  upload: { name: 'cf-stream-upload', groups: groupsOfUpload },
  // One file: all of it is wanted where it is on a page, but for the languages besides English.
  transcript: { name: 'cf-stream-transcript', groups: (_, name) => (id) => (LANGUAGE.test(id) ? null : name) },
};
/** What pages have that name one file of both elements. */
const IN_BOTH = [ELEMENTS.player, ELEMENTS.upload];

function compile() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', '.config/tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Minifies the style sheets in `css` templates, which are texts to all others. */
const minifiedStyles = {
  name: 'minified-styles',
  async transform(code, id) {
    // Those in which something is filled in are no CSS yet.
    const parts = id.startsWith(path.join(root, 'src')) ? code.split(/\bcss`([^`$]*)`/) : [code];
    if (parts.length === 1) return null;
    for (let at = 1; at < parts.length; at += 2) {
      const { code: css } = await transform(parts[at], { loader: 'css', minify: true });
      parts[at] = `css\`${css.trim()}\``;
    }
    return { code: parts.join(''), map: null };
  },
};

/** Makes one space of each line break and its indentation in `html` and `svg` templates, which mean no more than that. */
const minifiedTemplates = {
  name: 'minified-templates',
  transform(code, id) {
    if (!id.includes('/src/') || !/\b(?:html|svg)`/.test(code)) return null;
    const texts = [];
    const visit = (node) => {
      if (node?.type === 'TaggedTemplateExpression' && /^(?:html|svg)$/.test(node.tag.name))
        texts.push(...node.quasi.quasis);
      for (const child of Object.values(node ?? {})) if (typeof child === 'object') visit(child);
    };
    visit(parseAst(code));
    const short = texts
      .sort((a, b) => b.start - a.start)
      .reduce(
        (all, { start, end }) => all.slice(0, start) + all.slice(start, end).replace(/\s*\n\s*/g, ' ') + all.slice(end),
        code,
      );
    return { code: short, map: null };
  },
};

/** Writes the bundler's helper into each file that needs it: it would be one more file, and one more round trip. */
const inlinedHelper = {
  name: 'inlined-helper',
  generateBundle(_, bundle) {
    const helper = Object.values(bundle).find(({ name }) => name === 'rolldown-runtime');
    if (!helper) return;
    if (!/Symbol\.toStringTag.*export\{t\}/s.test(helper.code)) this.error(`Another helper: ${helper.code}`);
    for (const chunk of Object.values(bundle).filter(({ imports }) => imports?.includes(helper.fileName)))
      chunk.code = chunk.code.replace(
        /import\{t as (\w+)\}from"[^"]*rolldown-runtime[^"]*";/,
        'const $1=all=>{const to={};for(const name in all)Object.defineProperty(to,name,{get:all[name],enumerable:true});return to};',
      );
    for (const file of [helper.fileName, `${helper.fileName}.map`]) Reflect.deleteProperty(bundle, file);
  },
};

/** Minifies what most pages load once more: by another program than the bundler's, it becomes a little smaller still. */
const AGAIN = [
  ...['playback-session', 'hls-engine', 'controls'],
  ...['languages', 'session', 'texts', 'list', 'upload-recorder', 'thumbnail-picker'],
];
const minifiedTwice = {
  name: 'minified-twice',
  async generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle).filter(({ isEntry, name }) => isEntry || AGAIN.includes(name))) {
      const url = `${chunk.fileName}.map`;
      // The second time, it finds more, but for the largest of them, which takes ten seconds.
      for (let times = chunk.name === 'hls-engine' ? 1 : 2; times > 0; times -= 1) {
        const { code, map } = await minify(chunk.code, {
          module: true,
          ecma: 2022,
          compress: { passes: 3, unsafe_arrows: true, keep_fargs: false },
          sourceMap: { content: bundle[url].source, url },
        });
        chunk.code = code;
        bundle[url].source = map;
      }
    }
  },
};

/**
 * Gives the session English words of its own, which it needs at once: in the chunk of the languages, which not
 * every page loads, they would come one round trip later.
 */
const englishOfSession = {
  name: 'english-of-session',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer === SESSION && source.endsWith('/strings/en.js') ? `${ENGLISH}?session` : null,
};

/**
 * Puts all that the first load imports into its one file, also what later chunks share with it, then all that is needed to
 * speak a language into another, with English, and all else that sends files into a third, and what draws several of them into a fourth.
 */
function groupsOfUpload(entry, name) {
  const isInFirstLoad = closureTest([entry]);
  const isInTexts = closureTest([inUpload('strings/languages.ts')]);
  const isInSession = closureTest([path.join(root, 'src/define/upload-session.ts')]);
  const isInList = closureTest([inUpload('view/upload-list.ts')]);
  return (id, context) => {
    if (id === inUpload('strings/en.ts')) return 'texts';
    if (isInFirstLoad(id, context)) return name;
    if (isInTexts(id, context)) return 'texts';
    if (isInSession(id, context)) return 'session';
    return isInList(id, context) ? 'list' : null;
  };
}

/** Puts all that the first load imports into its one file, then all that a session imports into one; English stays apart. */
function groupsOfPlayer(entry, name) {
  const isInFirstLoad = closureTest([entry]);
  const isInSession = closureTest([SESSION, ...FOR_ENGINES]);
  return (id, context) => {
    if (WITH_LANGUAGES.includes(id)) return 'en';
    if (isInFirstLoad(id, context)) return name;
    return isInSession(id, context) ? 'playback-session' : null;
  };
}

/** Tells of a module whether some others need it before they run. Their imports are read once, when all are known. */
function closureTest(entries) {
  let closure;
  return (id, context) => (closure ??= staticClosure(entries, (module) => context.getModuleInfo(module))).has(id);
}

function staticClosure(entries, getModuleInfo) {
  const found = new Set();
  const waiting = [...entries];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

/** A build for each element: scripts of two elements that share chunks could not be copied one without the other. */
async function bundle(entry, { name, groups }) {
  await build({
    configFile: false,
    root,
    publicDir: false,
    plugins: [
      hlsLight(),
      tusLight(),
      minifiedStyles,
      minifiedTemplates,
      slimLit,
      englishOfSession,
      licenses.plugin(),
      inlinedHelper,
      minifiedTwice,
    ],
    // The decorators of TypeScript ask for a forerunner of theirs that no browser has; browsers have a document.
    define: { 'Reflect.decorate': 'undefined', 'globalThis.document': 'document' },
    logLevel: 'warn',
    build: {
      target: 'es2022',
      outDir: cdn,
      emptyOutDir: false,
      minify: true,
      sourcemap: true,
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        // Minifying twice takes its time.
        checks: { bundlerTimings: false },
        preserveEntrySignatures: 'allow-extension',
        // The few English words of the first load are written into it; all others lie in a chunk of their own.
        optimization: { inlineConst: { mode: 'all' } },
        output: {
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [{ name: groups(entry, name), debugName: 'first load' }],
          },
          entryFileNames: `${name}.min.js`,
          chunkFileNames: (chunk) => `${name}.${readable(chunk)}.min.js`,
          postBanner: bannerOf,
          // Library builds keep spaces and comments, for bundlers to drop; here nothing comes after us.
          minify: true,
        },
      },
    },
  });
}

/** The name of a package rather than that of a file within it, which is often just "browser" or "index". */
function readable({ name, facadeModuleId }) {
  // Languages of a part are called as those of the whole are.
  const part = /strings\/(\w+)\/\w+\.ts$/.exec((facadeModuleId ?? '').replaceAll('\\', '/'))?.[1];
  if (part) return `${part}-${name}`;
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec((facadeModuleId ?? '').replaceAll('\\', '/'))?.[1];
  return (inPackage ?? name)
    .replace(/\.js$/, '')
    .replace(/[^a-z0-9-]+/gi, '-')
    .replace(/^-+|-+$/g, '');
}

/** Where the README has the scripts lie on a site; who serves them elsewhere writes that in place of it. */
const FOLDER_ON_SITES = '/cdn/';

/** Hashes of all that a page may load, as an import map, which covers what the modules import themselves, too. */
function writeIntegrity() {
  const files = fs.readdirSync(cdn).filter((name) => name.endsWith('.js'));
  const hashOf = (name) =>
    `sha384-${createHash('sha384')
      .update(fs.readFileSync(path.join(cdn, name)))
      .digest('base64')}`;
  const integrity = Object.fromEntries(files.sort().map((name) => [`${FOLDER_ON_SITES}${name}`, hashOf(name)]));
  fs.writeFileSync(path.join(cdn, 'importmap.json'), `${JSON.stringify({ integrity }, null, 2)}\n`);
  for (const name of [...Object.values(ELEMENTS).map((it) => `${it.name}.min.js`), BOTH, 'cf-stream-elements.css'])
    console.log(`${name.padEnd(48)} ${hashOf(name)}`);
}

function printSizes() {
  for (const file of fs
    .readdirSync(cdn)
    .filter((name) => name.endsWith('.js'))
    .sort()) {
    const bytes = fs.readFileSync(path.join(cdn, file));
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
    console.log(`${file.padEnd(48)} ${String(bytes.length).padStart(8)} bytes ${String(packed).padStart(8)} brotli`);
  }
}

fs.rmSync(dist, { recursive: true, force: true });
compile();
fs.mkdirSync(cdn, { recursive: true });
for (const folder of [dist, cdn])
  fs.copyFileSync(path.join(root, 'src/cf-stream-elements.css'), path.join(folder, 'cf-stream-elements.css'));
for (const [file, element] of Object.entries(ELEMENTS)) {
  const entry = path.join(root, `src/define/${file}.ts`);
  if (fs.existsSync(entry)) await bundle(entry, element);
}
fs.writeFileSync(path.join(cdn, BOTH), IN_BOTH.map(({ name }) => `import"./${name}.min.js";\n`).join(''));
fs.writeFileSync(path.join(cdn, LICENSES), licenses.text());
fs.writeFileSync(path.join(dist, 'hls-light.js'), await bundleHlsLight());
fs.writeFileSync(path.join(dist, 'hls-light.d.ts'), `export * from 'hls.js';\nexport { default } from 'hls.js';\n`);
const readJson = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));
for (const [file, text] of frameworkFiles(readJson('custom-elements.json'), readJson('package.json')))
  fs.writeFileSync(path.join(dist, file), text);
fs.mkdirSync(path.join(dist, 'docs'));
for (const [file, text] of packageDocs()) fs.writeFileSync(path.join(dist, 'docs', file), text);
printSizes();
writeIntegrity();
