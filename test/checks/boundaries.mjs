// Tests the boundary check. In a small tree of its own, every room imports every other one, and some packages, in every
// form of import. Imports that the table of rooms allows must pass, and all others must be found by the rules that
// forbid them, and by no other.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import config, { PACKAGES, ROOMS, TYPES_ONLY, WITH_LIT } from '../../.config/dependency-cruiser.mjs';
import { report, root } from './support/report.mjs';

const CODE_FORMS = {
  import: (target) => `import * as name from '${target}';`,
  effect: (target) => `import '${target}';`,
  export: (target) => `export * from '${target}';`,
  dynamic: (target) => `void import('${target}');`,
};
const TYPE_FORMS = {
  'import-type': (target) => `import type * as name from '${target}';`,
  'export-type': (target) => `export type * from '${target}';`,
  'inline-type': (target) => `type Name = import('${target}').Type;`,
};

const PACKAGE_NAMES = ['lit', 'hls.js', 'tus-js-client', 'another'];
const SERVER = 'demo/server';
const LOCAL_STREAM = 'demo/emulator';
/** Folders whose files are outside of every room. */
const OUTSIDE = ['demo/start', 'test/harness'];
const rooms = Object.keys(ROOMS);
const folders = ['src/define', ...rooms.map((room) => `src/${room}`), SERVER, LOCAL_STREAM, ...OUTSIDE];

const files = new Map([
  ['package.json', JSON.stringify({ type: 'module', dependencies: { lit: '3', 'hls.js': '1', 'tus-js-client': '4' } })],
  ['tsconfig.json', fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8')],
]);
/** The rules that each import must break, by `importing file → what it imports`. */
const expected = new Map();

const addLine = (file, line) => files.set(file, `${files.get(file) ?? ''}${line}\n`);

/** Adds imports of `to`, by this specifier, to a folder: in every form, each in a file of its own. */
function addImports(folder, specifier, to, rulesOf) {
  for (const [isType, forms] of [
    [false, CODE_FORMS],
    [true, TYPE_FORMS],
  ]) {
    for (const [form, lineOf] of Object.entries(forms)) {
      const file = `${folder}/${form}.ts`;
      addLine(file, lineOf(specifier));
      expected.set(`${file} → ${to}`, rulesOf(isType).sort());
    }
  }
}

const productOf = (folder) => /^src\/(player|upload)/.exec(folder)?.[1];

/** Names of the rules that an import between two folders breaks, by the table of rooms. */
function rulesBetween(from, to, isType) {
  if (from === to) return [];
  const [room, other] = [from, to].map((folder) => folder.replace('src/', ''));
  const rules = [];
  if (room in ROOMS) {
    if (TYPES_ONLY[room]?.includes(other)) rules.push(...(isType ? [] : [`${room}: types only`]));
    else if (other !== 'shared' && !ROOMS[room].includes(other)) rules.push(`${room}: rooms`);
    if (to === 'src/define') rules.push('nothing imports define');
  }
  if (productOf(from) === 'player' && productOf(to) === 'upload') rules.push('the player never imports the uploader');
  if (productOf(from) === 'upload' && productOf(to) === 'player') rules.push('the uploader never imports the player');
  if (from === 'src/define' && !to.startsWith('src/')) rules.push('define: nothing but src');
  if (from === SERVER) rules.push('the server stands alone');
  if (from === LOCAL_STREAM) rules.push('the local Stream stands alone');
  return rules;
}

function addRooms() {
  for (const from of folders) {
    addLine(`${from}/target.ts`, 'export type Type = number;');
    if (OUTSIDE.includes(from)) continue;
    for (const to of folders) {
      const target = `${to}/target.ts`;
      const specifier = path.posix.relative(from, target.replace(/\.ts$/, '.js'));
      addImports(from, specifier.startsWith('.') ? specifier : `./${specifier}`, target, (isType) =>
        rulesBetween(from, to, isType),
      );
    }
  }
}

function addPackages() {
  for (const name of PACKAGE_NAMES) {
    files.set(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    files.set(`node_modules/${name}/index.js`, '');
    files.set(`node_modules/${name}/index.d.ts`, 'export type Type = number;');
    for (const room of rooms) {
      const isAllowed = PACKAGES[room]?.includes(name) || (name === 'lit' && WITH_LIT.includes(room));
      addImports(`src/${room}`, name, `node_modules/${name}/index.js`, () => (isAllowed ? [] : [`${room}: packages`]));
    }
  }
  for (const room of rooms) addImports(`src/${room}`, 'node:fs', 'fs', () => [`${room}: packages`]);
  addImports('src/define', 'hls.js', 'node_modules/hls.js/index.js', () => ['define: nothing but src']);
  addImports('src/define', 'lit', 'node_modules/lit/index.js', () => []);
}

function addDeadImports() {
  addImports('demo/start', './not-there.js', './not-there.js', () => ['no dead imports']);
  addImports('demo/start', 'not-installed', 'not-installed', () => ['no dead imports']);
}

/** Two files that import each other, and a circle of three. */
function addCycles(folder) {
  for (const forms of [CODE_FORMS, TYPE_FORMS]) {
    for (const [form, lineOf] of Object.entries(forms)) {
      for (const length of [2, 3]) {
        const names = Array.from({ length }, (_, index) => `${form}-${index + 1}-of-${length}.ts`);
        for (const [index, name] of names.entries()) {
          const next = names[(index + 1) % length];
          addLine(`${folder}/${name}`, lineOf(`./${next.replace('.ts', '.js')}`));
          expected.set(`${folder}/${name} → ${folder}/${next}`, ['no cycles']);
        }
      }
    }
  }
}

/** Two folders that import each other, although none of their files do. */
function addFolderCycle(parent) {
  for (const [folder, other] of [
    ['one', 'two'],
    ['two', 'one'],
  ]) {
    addLine(`${parent}/${folder}/from.ts`, TYPE_FORMS['import-type'](`../${other}/to.js`));
    addLine(`${parent}/${folder}/to.ts`, 'export type Type = number;');
    expected.set(`${parent}/${folder} → ${parent}/${other}`, ['demo: folders import one way']);
  }
}

/** The top modules of the demo import its parts, and are imported by none of them. */
function addTops() {
  addLine(`${LOCAL_STREAM}/alone/target.ts`, 'export type Type = number;');
  addLine(`${SERVER}/node/target.ts`, 'export type Type = number;');
  const breaches = [
    [
      `${LOCAL_STREAM}/uploads`,
      '../target.js',
      `${LOCAL_STREAM}/target.ts`,
      'the local Stream: what puts it together is on top',
    ],
    [
      `${LOCAL_STREAM}/uploads`,
      '../alone/target.js',
      `${LOCAL_STREAM}/alone/target.ts`,
      'the local Stream: nothing imports the program',
    ],
    [
      SERVER,
      './node/target.js',
      `${SERVER}/node/target.ts`,
      'the server: hosts and programs import it, never the other way round',
    ],
  ];
  for (const [from, specifier, target, rule] of breaches) addImports(from, specifier, target, () => [rule]);
}

/** Runs the check on the tree, as `npm run boundaries` does on the repository. */
function cruise() {
  const tree = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'boundaries-')));
  try {
    for (const [file, text] of files) {
      fs.mkdirSync(path.join(tree, path.dirname(file)), { recursive: true });
      fs.writeFileSync(path.join(tree, file), text);
    }
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', path.join(root, '.config/dependency-cruiser.mjs'), '--output-type', 'json', 'src', 'demo'],
      ],
      { cwd: tree, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    );
    if (!stdout.startsWith('{')) report([`dependency-cruiser failed: ${stderr}${stdout}`]);
    return JSON.parse(stdout);
  } finally {
    fs.rmSync(tree, { recursive: true });
  }
}

addRooms();
addPackages();
addDeadImports();
for (const folder of ['src/shared/cycles', 'demo/start/cycles']) addCycles(folder);
for (const part of [SERVER, LOCAL_STREAM]) addFolderCycle(part);
addTops();

const { modules, folders: parts = [] } = cruise();
const namesOf = (rules = []) => rules.map(({ name }) => name).sort();
const broken = new Map([
  ...modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved, rules }) => [`${source} → ${resolved}`, namesOf(rules)]),
  ),
  ...parts.flatMap(({ name, dependencies }) =>
    dependencies.map((other) => [`${name} → ${other.name}`, namesOf(other.rules)]),
  ),
]);
const say = (rules) => (rules?.length > 0 ? rules.map((rule) => `“${rule}”`).join(' and ') : 'no rule');
const unbroken = config.forbidden.filter(({ name }) => ![...expected.values()].flat().includes(name));

console.log(`${expected.size} imports were held against the ${config.forbidden.length} rules of the boundary check.`);
report([
  ...unbroken.map(({ name }) => `No import of this check is meant to break “${name}”.`),
  ...[...expected]
    .filter(([key, rules]) => say(rules) !== say(broken.get(key)))
    .map(([key, rules]) => `${key} breaks ${say(broken.get(key))} instead of ${say(rules)}.`),
  ...[...expected.keys()].filter((key) => !broken.has(key)).map((key) => `${key} was not seen.`),
]);
