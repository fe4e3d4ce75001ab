// What package.json exports is there after a build, and can be imported where there is no DOM: pages are rendered on
// servers, too, by Node, by Workers and by edge runtimes, each of which picks its own files. Either element comes without the
// other. What the demo's pages begin with is among its side effects: a bundler may drop it otherwise, now and then.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { report, root } from './support/report.mjs';

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const targets = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(targets));
const files = [...new Set([...targets(manifest.exports), manifest.types, manifest.customElements])];

/** A pattern stands for at least one file. */
function exists(file) {
  const [before, after] = path.join(root, file).split('*');
  if (after === undefined) return fs.existsSync(before);
  const folder = path.dirname(`${before}x`);
  return fs.existsSync(folder) && fs.readdirSync(folder).some((name) => path.join(folder, name).endsWith(after));
}

function importsWithoutDom(file) {
  const code = `if (typeof document !== 'undefined') throw new Error('There is a DOM.'); await import(${JSON.stringify(file)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`${file} cannot be imported in Node: ${stderr.trim()}`];
}

/** What a user's framework brings is not installed here; its app in test/frameworks imports it. */
const absent = Object.keys(manifest.peerDependencies).filter(
  (name) => !fs.existsSync(path.join(root, 'node_modules', name)),
);
const isForAbsent = (file) =>
  absent.some((name) => fs.readFileSync(path.join(root, file), 'utf8').includes(`from '${name}'`));

const entries = Object.keys(manifest.exports).filter((name) => manifest.exports[name].workerd);
const bundle = (contents, options) =>
  build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'silent',
    // Fetched when somebody plays or sends, which nobody does on a server.
    external: ['hls.js', 'tus-js-client'],
    ...options,
  });

/** Servers that are not Node, and the conditions by which each picks a file, as its bundler or itself has them. */
const SERVERS = {
  Workers: ['workerd', 'worker', 'browser'],
  'edge functions': ['edge-light', 'worker', 'browser'],
  'service workers': ['worker', 'browser'],
  Deno: ['deno', 'node'],
  Bun: ['bun', 'node'],
};
/** What such a server has; none has a document. */
const GLOBALS = { console, URL, EventTarget, Event, AbortController, TextEncoder, crypto, setTimeout, queueMicrotask };

async function runsOn([server, conditions]) {
  const names = entries.map((entry, index) => [`entry${index}`, `${manifest.name}${entry.slice(1)}`]);
  const imports = names.map(([name, from]) => `import * as ${name} from '${from}';`).join('\n');
  const code = `${imports}\nglobalThis.loaded = { ${names.map(([name, from]) => `'${from}': ${name}`).join()} };`;
  try {
    const platform = conditions.includes('node') ? 'node' : 'browser';
    const { outputFiles } = await bundle(code, { conditions, platform });
    const context = vm.createContext({ ...GLOBALS });
    vm.runInContext(outputFiles[0].text, context);
    return Object.entries(context.loaded)
      .filter(([, module]) => !Object.keys(module).some((name) => /^CfStream[A-Z]/.test(name)))
      .map(([from]) => `${from} exports no class on ${server}.`);
  } catch (error) {
    return [`The entries cannot be imported on ${server}: ${error.message}`];
  }
}

/** Neither entry, nor a class alone, brings a byte of the other element. */
async function bringsOnly([code, other]) {
  const { metafile } = await bundle(code, { metafile: true, format: 'esm', platform: 'browser' });
  const foreign = Object.entries(Object.values(metafile.outputs)[0].inputs)
    .filter(([file, { bytesInOutput }]) => file.startsWith(`dist/${other}/`) && bytesInOutput > 0)
    .map(([file]) => file);
  const lacks = Object.keys(metafile.inputs).some((file) => file.endsWith('-class.js'))
    ? []
    : [`“${code}” cannot load more.`];
  return [...lacks, ...(foreign.length > 0 ? [`“${code}” brings ${foreign.join(', ')}.`] : [])];
}
const ALONE = [
  [`import '${manifest.name}/player';`, 'upload'],
  [`import '${manifest.name}/upload';`, 'player'],
  [`import { CfStreamPlayer } from '${manifest.name}/classes'; console.log(CfStreamPlayer);`, 'upload'],
  [`import { CfStreamUpload } from '${manifest.name}/classes'; console.log(CfStreamUpload);`, 'player'],
];

/** A module that registers a tag and is said to have no side effects is dropped by bundlers. */
const registering = fs
  .readdirSync(path.join(root, 'dist/define'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => `dist/define/${name}`)
  .filter((file) => fs.readFileSync(path.join(root, file), 'utf8').includes("defineElement('"));

const pages = path.join(root, 'demo/pages');
const scripts = fs
  .readdirSync(pages)
  .filter((name) => name.endsWith('.html'))
  .flatMap((name) =>
    [...fs.readFileSync(path.join(pages, name), 'utf8').matchAll(/<script[^>]* src="\.\/([^"]+)"/g)].map(
      ([, script]) => `demo/pages/${script}`,
    ),
  );
const hasSideEffects = (file) =>
  manifest.sideEffects.some((pattern) =>
    new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(`./${file}`),
  );

const versions = [...fs.readFileSync(path.join(root, 'src/define/define-element.ts'), 'utf8').matchAll(/'(\d[^']*)'/g)];

report([
  ...(versions.map(([, version]) => version).join() === manifest.version
    ? []
    : ['src/define/define-element.ts does not say the version of package.json.']),
  ...[...scripts, ...registering]
    .filter((script) => !hasSideEffects(script))
    .map((script) => `package.json says that ${script} has no side effects.`),
  ...files
    .filter((file) => !exists(file))
    .map((file) => `package.json speaks of ${file}, which the build did not make.`),
  ...files
    .filter((file) => /^\.\/dist\/[^*]*\.js$/.test(file) && exists(file) && !isForAbsent(file))
    .flatMap(importsWithoutDom),
  ...(await Promise.all(Object.entries(SERVERS).map(runsOn))).flat(),
  ...(await Promise.all(ALONE.map(bringsOnly))).flat(),
]);
