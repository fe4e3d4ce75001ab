// Two rules for this repository: who may import whom, and no import cycles.
import fs from 'node:fs';
import path from 'node:path';

/** Each room, and the rooms it may import from besides itself. The table of the README's "Rooms", as data. */
export const ROOMS = {
  'src/core': [],
  'src/client': ['src/core'],
  'src/engines': ['src/core'],
  'src/transports': ['src/core'],
  'src/dom': ['src/core'],
  'src/controllers': ['src/core', 'src/client', 'src/engines', 'src/transports', 'src/dom'],
  'src/ui': ['src/core', 'src/dom'],
  'src/elements': ['src/core', 'src/dom', 'src/controllers', 'src/ui'],
  'src/define': ['src/elements', 'src/ui'],
  'demo/server': [],
  'demo/emulator': [],
};

/** Packages a room may import. Rooms that are not listed may import any package. */
export const PACKAGES = {
  'src/core': [],
  'src/client': [],
  'src/engines': ['hls.js'],
  'src/transports': ['tus-js-client'],
  'src/dom': [],
  'src/controllers': ['lit'],
  'src/ui': ['lit'],
  'src/elements': ['lit'],
  'src/define': [],
};

const root = path.resolve(import.meta.dirname, '..');
const roomOf = (file) => {
  const relative = path.relative(root, file).split(path.sep).join('/');
  return Object.keys(ROOMS).find((room) => relative.startsWith(`${room}/`));
};
const resolve = (from, specifier) => {
  const target = path.resolve(path.dirname(from), specifier);
  return [target.replace(/\.js$/, '.ts'), target, `${target}.ts`].find((file) => fs.existsSync(file));
};

const importsCache = new Map();
/** The files that `file` imports at run time, read from its text. Type-only imports make no cycle. */
const importsOf = (file) => {
  let imports = importsCache.get(file);
  if (!imports) {
    const text = fs.readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    imports = [...text.matchAll(/^(?:import|export)\s(?!type\b)(?:[^;'"]*?from\s*)?['"](\.[^'"]+)['"]/gm)]
      .map((match) => resolve(file, match[1]))
      .filter((target) => target?.endsWith('.ts'));
    importsCache.set(file, imports);
  }
  return imports;
};
const pathBack = (from, to, seen = new Set()) => {
  if (from === to) return [from];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of importsOf(from)) {
    const rest = pathBack(next, to, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
};

const onImports = (context, check) => {
  const visit = (node) => node.source && check(node, node.source.value);
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: (node) => node.source.type === 'Literal' && check(node, node.source.value),
  };
};

const rooms = {
  meta: { type: 'problem', schema: [], messages: { room: '{{from}} may not import from {{to}}.' } },
  create(context) {
    const from = roomOf(context.filename);
    if (!from) return {};
    return onImports(context, (node, specifier) => {
      if (specifier.startsWith('.')) {
        const file = resolve(context.filename, specifier);
        const to = file && (roomOf(file) ?? path.relative(root, path.dirname(file)));
        if (to && to !== from && !ROOMS[from].includes(to)) {
          context.report({ node, messageId: 'room', data: { from, to } });
        }
        return;
      }
      const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
      if (PACKAGES[from] && !PACKAGES[from].includes(name)) {
        context.report({ node, messageId: 'room', data: { from, to: `the package ${name}` } });
      }
    });
  },
};

const noCycle = {
  meta: { type: 'problem', schema: [], messages: { cycle: 'Import cycle: {{path}}.' } },
  create(context) {
    return onImports(context, (node, specifier) => {
      if (!specifier.startsWith('.') || node.importKind === 'type' || node.type === 'ImportExpression') return;
      const target = resolve(context.filename, specifier);
      if (!target?.endsWith('.ts')) return;
      const back = pathBack(target, context.filename);
      if (back) {
        const names = [context.filename, ...back].map((file) => path.relative(root, file)).join(' → ');
        context.report({ node, messageId: 'cycle', data: { path: names } });
      }
    });
  },
};

export default { rules: { rooms, 'no-cycle': noCycle } };
