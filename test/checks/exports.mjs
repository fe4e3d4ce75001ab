// Everything that package.json exports exists after a build, and can be imported without a DOM: pages are also rendered
// on servers, by Node, Workers and edge runtimes, each of which picks its own files. Either element comes without the
// other. The entries of the demo's pages are among its side effects: otherwise a bundler may drop them.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { findWorkerd } from '../harness/tools.mjs';
import { report, root } from './support/report.mjs';

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const targets = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(targets));
const files = [...new Set([...targets(manifest.exports), manifest.types, manifest.customElements])];

/** A pattern has to match at least one file. */
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

/** Packages of a user's framework are not installed here; its app in test/frameworks imports them. */
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
    // Loaded when somebody plays or sends, which nobody does on a server.
    external: ['hls.js', 'tus-js-client', 'react'],
    ...options,
  });

/** Servers other than Node, and the conditions by which each of them, or its bundler, picks a file. */
const SERVERS = {
  Workers: ['workerd', 'worker', 'browser'],
  'edge functions': ['edge-light', 'worker', 'browser'],
  'service workers': ['worker', 'browser'],
  Deno: ['deno', 'node'],
  Bun: ['bun', 'node'],
};
/** Imports the entries in the Workers runtime itself, if it is installed. */
async function runsInWorkerd() {
  const workerd = findWorkerd();
  if (workerd === undefined) return [];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workerd-import-'));
  try {
    const names = entries.map((entry) => `${manifest.name}${entry.slice(1)}`);
    const code = `export default { async test() { for (const module of [${names.map((name) => `await import('${name}')`).join()}]) if (!Object.keys(module).length) throw new Error('It exports nothing.'); } };`;
    const { outputFiles } = await bundle(code, { conditions: SERVERS.Workers, platform: 'browser', format: 'esm' });
    fs.writeFileSync(path.join(folder, 'worker.js'), outputFiles[0].text);
    fs.writeFileSync(
      path.join(folder, 'config.capnp'),
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2025-01-01"))]);\n`,
    );
    const { status, stderr } = spawnSync(workerd, ['test', 'config.capnp'], { cwd: folder, encoding: 'utf8' });
    return status === 0 ? [] : [`The entries cannot be imported in workerd: ${stderr.trim()}`];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Globals of such a server; none has a document. */
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

/** Checks that no entry or single class brings code of another element; later code is loaded by `class` modules. */
async function bringsOnly([code, others, own]) {
  const { metafile } = await bundle(code, { metafile: true, format: 'esm', platform: 'browser' });
  const foreign = Object.entries(Object.values(metafile.outputs)[0].inputs)
    .filter(([file, { bytesInOutput }]) => others.test(file) && bytesInOutput > 0)
    .map(([file]) => file);
  const lacks = Object.keys(metafile.inputs).some((file) => file.endsWith(own)) ? [] : [`“${code}” has no ${own}.`];
  return [...lacks, ...(foreign.length > 0 ? [`“${code}” brings ${foreign.join(', ')}.`] : [])];
}
const NO_UPLOAD = /^dist\/upload\/|\/transcript\//;
const NO_PLAYER = /^dist\/player\//;
const ALONE = [
  [`import '${manifest.name}/player';`, NO_UPLOAD, '-class.js'],
  [`import '${manifest.name}/upload';`, NO_PLAYER, '-class.js'],
  [
    `import '${manifest.name}/transcript';`,
    /^dist\/(upload|player\/(controls|delivery|engine|playback|token))\/|stream-player\.js$/,
    'stream-transcript.js',
  ],
  [`import { StreamPlayer } from '${manifest.name}/react'; console.log(StreamPlayer);`, NO_UPLOAD, '-class.js'],
  [`import { StreamUpload } from '${manifest.name}/react'; console.log(StreamUpload);`, NO_PLAYER, '-class.js'],
  [`import { CfStreamPlayer } from '${manifest.name}/classes'; console.log(CfStreamPlayer);`, NO_UPLOAD, '-class.js'],
  [`import { CfStreamUpload } from '${manifest.name}/classes'; console.log(CfStreamUpload);`, NO_PLAYER, '-class.js'],
];

/** Modules that register a tag: bundlers drop them if they are declared to have no side effects. */
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
  ...(await runsInWorkerd()),
  ...(await Promise.all(ALONE.map(bringsOnly))).flat(),
]);
