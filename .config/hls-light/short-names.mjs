import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseAst } from 'vite';

const WORD = /[A-Za-z_$][\w$]*/g;
/** Names that are put together: `${type}Codec`, `${policy}LoadPolicy`, `${kind}Retry`, `textTrack${number}`. */
const MADE = /(?:Codec|LoadPolicy|Retry|Loading)$|^textTrack/;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const root = path.resolve(import.meta.dirname, '../..');

const childrenOf = (node) =>
  Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string');
const wordsOf = (text) => text.match(WORD) ?? [];
const readAll = (folder, pattern) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));

/** Gives the name of a property where a node has one that is written out. */
function nameIn({ type, computed, property, key }) {
  if (computed) return undefined;
  const name = type === 'MemberExpression' ? property : key;
  return name?.type === 'Identifier' ? name : undefined;
}

/** Words between quotes, in a template too: by such a text, something may be named as well. */
const wordsOfText = ({ type, value }) =>
  type === 'TemplateElement'
    ? wordsOf(value.raw)
    : type === 'Literal' && typeof value === 'string'
      ? wordsOf(value)
      : [];

const exportedBy = ({ declaration, specifiers }) =>
  [declaration, ...(declaration?.declarations ?? []), ...specifiers].map((it) => (it?.exported ?? it?.id)?.name);

/**
 * Finds short names for what the classes of hls.js have for themselves. A name stays where it is documented, where a browser, the
 * player, a package or a text knows it, where it is put together from a text, and where a parameter is named by it.
 *
 * @param folder - Its sources.
 * @param read - Reads one of them as it is bundled.
 * @throws where a member is looked up by a name that nobody can know ahead.
 */
export function shortNames(folder, read) {
  const require = createRequire(import.meta.url);
  const modules = path.dirname(require.resolve('typescript'));
  const documented = fs.readFileSync(path.join(path.dirname(require.resolve('hls.js')), 'hls.d.ts'), 'utf8');
  const kept = new Set([
    ...wordsOf(documented.replaceAll(/^ *(?:private|protected) .*$/gm, '')),
    ...readAll(modules, /^lib\..*\.d\.ts$/).flatMap(wordsOf),
    ...readAll(import.meta.dirname, /\.mjs$/).flatMap(wordsOf),
    ...['src/player', 'src/shared'].flatMap((part) => readAll(path.join(root, part), /\.ts$/)).flatMap(wordsOf),
    ...wordsOf(fs.readFileSync(require.resolve('@svta/cml-id3'), 'utf8')),
  ]);
  const [counts, all, members] = [new Map(), new Set(), new Set()];
  for (const file of fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => /(?<!\.d)\.ts$/.test(name))
    .sort()) {
    const code = read(path.join(folder, file));
    const module = parseAst(code, { lang: 'ts' });
    for (const word of wordsOf(code)) all.add(word);
    const visit = (node) => {
      for (const word of wordsOfText(node)) kept.add(word);
      // What a module exports may be looked up in all of it.
      if (node.type === 'ExportNamedDeclaration') for (const name of exportedBy(node)) kept.add(name);
      if (node.type === 'TSParameterProperty') kept.add((node.parameter.left ?? node.parameter).name);
      const isLookedUp = node.type === 'MemberExpression' && node.computed && node.property.type !== 'Literal';
      if (isLookedUp && node.object.type === 'ThisExpression' && !file.endsWith('attr-list.ts'))
        throw new Error(
          `${file} looks up a member: ${code.slice(node.start, node.end)}. See .config/hls-light/short-names.mjs.`,
        );
      const { name } = nameIn(node) ?? {};
      if (/Definition$/.test(node.type)) members.add(name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      childrenOf(node).forEach(visit);
    };
    visit(module);
  }
  const long = [...members].filter((name) => name?.length > 2 && !kept.has(name) && !MADE.test(name));
  const free = freeNames(new Set([...kept, ...all]));
  return new Map(long.sort((a, b) => counts.get(b) - counts.get(a)).map((name) => [name, free.next().value]));
}

function* freeNames(taken) {
  for (const a of LETTERS) for (const b of LETTERS) if (!taken.has(a + b)) yield a + b;
  throw new Error('hls.js has more names than there are short ones.');
}

/** Gives the names in a module their short ones. */
export function withShortNames(code, names) {
  const edits = [];
  const visit = (node) => {
    const name = nameIn(node);
    const short = name && names.get(name.name);
    if (short) edits.push([name, node.shorthand ? `${short}: ${name.name}` : short]);
    childrenOf(node).forEach(visit);
  };
  visit(parseAst(code, { lang: 'ts' }));
  return edits
    .sort(([a], [b]) => b.start - a.start)
    .reduce((rest, [{ start, end }, text]) => rest.slice(0, start) + text + rest.slice(end), code);
}
