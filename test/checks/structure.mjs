// Figures about the structure of the sources. `node test/checks/structure.mjs --list` lists what each of them counts.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { readText, report, root } from './support/report.mjs';

/**
 * May read an attribute that is not its own element's: the `lang` of the page, and the `src` or `poster` of the page's
 * player, which has no property of that name before it is defined.
 */
const MAY_READ_ATTRIBUTES = [
  'src/shared/i18n/nearest-language.ts',
  'src/upload/notify-page.ts',
  'src/player/early-posters.ts',
];
/** May look for a node that they do not render: the page's player, named by `for` or not defined yet. */
const MAY_QUERY = [
  'src/upload/notify-page.ts',
  'src/player/transcript/transcript-reader.ts',
  'src/player/early-posters.ts',
];

function filesIn(folder) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

const sources = filesIn('src').map((file) => ({
  file,
  ast: ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest, true),
}));

function* nodesIn(node) {
  yield node;
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesIn(child);
}
const all = (kind) =>
  sources.flatMap(({ file, ast }) => [...nodesIn(ast)].filter(kind).map((node) => ({ file, ast, node })));
const isImportCall = (node) => ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
const lineOf = ({ file, ast, node }) =>
  `${file}:${ast.getLineAndCharacterOfPosition(node.getStart()).line + 1}  ${node.getText().split('\n')[0].slice(0, 80)}`;
const linesOf = (text) => text.split('\n').length - 1;

// Elements: classes that extend LitElement, directly, through a base class or through a mixin.
const identifiersIn = (node) => [...nodesIn(node)].filter(ts.isIdentifier).map(({ text }) => text);
const parents = new Map(
  all((node) => ts.isClassDeclaration(node) && node.name).map(({ node }) => [
    node.name.text,
    (node.heritageClauses ?? [])
      .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
      .flatMap(({ types }) => types.flatMap(({ expression }) => identifiersIn(expression))),
  ]),
);
const isElement = (name) => name === 'LitElement' || (parents.get(name) ?? []).some(isElement);
const elementFiles = new Set(
  all((node) => ts.isClassDeclaration(node) && node.name && isElement(node.name.text)).map(({ file }) => file),
);

const isStyle = (file) => file.endsWith('.styles.ts');
const isStrings = (file) => file.includes('/strings/');

/** Lines of a file without the comment from which the manifest is made. */
const linesWithoutManifest = (file) =>
  linesOf(readText(file).replace(/\/\*\*(?:(?!\*\/)[\s\S])*@tagname[\s\S]*?\*\/\n/, ''));
const byLength = (files, count) =>
  files.map((file) => ({ file, lines: count(file) })).sort((a, b) => b.lines - a.lines);
const longest = byLength(
  sources.map(({ file }) => file).filter((file) => !elementFiles.has(file) && !isStyle(file) && !isStrings(file)),
  (file) => linesOf(readText(file)),
);
const longestElements = byLength([...elementFiles], linesWithoutManifest);

// Files that only one other file imports. Files loaded by import() are separate for that reason, and not counted.
const staticImporters = new Map(sources.map(({ file }) => [file, new Set()]));
const loadedOnDemand = new Set();
for (const { file, node } of all((node) => node.moduleSpecifier || isImportCall(node))) {
  const specifier = node.moduleSpecifier ?? node.arguments[0];
  if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) continue;
  const target = path.posix.join(path.posix.dirname(file), specifier.text).replace(/\.js$/, '.ts');
  if (isImportCall(node)) loadedOnDemand.add(target);
  else staticImporters.get(target)?.add(file);
}
const withOneImporter = [...staticImporters]
  .filter(([file, importers]) => importers.size === 1 && !loadedOnDemand.has(file))
  .map(([file, importers]) => `${file} ← ${[...importers][0]}`);

// Callback interfaces: at least half of the members are functions, a parameter is typed with it, no class implements it,
// and it does not extend an element: whoever calls hands over a bag of functions.
const functionTypes = new Set(
  all((node) => ts.isTypeAliasDeclaration(node) && ts.isFunctionTypeNode(node.type)).map(({ node }) => node.name.text),
);
function isFunction(member) {
  if (ts.isMethodSignature(member)) return true;
  if (!ts.isPropertySignature(member) || !member.type) return false;
  const type = ts.isParenthesizedTypeNode(member.type) ? member.type.type : member.type;
  const options = ts.isUnionTypeNode(type) ? type.types : [type];
  return options.some(
    (option) =>
      ts.isFunctionTypeNode(ts.isParenthesizedTypeNode(option) ? option.type : option) ||
      (ts.isTypeReferenceNode(option) && functionTypes.has(option.typeName.getText())),
  );
}
const parameterTypes = new Set(
  all((node) => ts.isParameter(node) && node.type)
    .flatMap(({ node }) => [...nodesIn(node.type)].filter(ts.isTypeReferenceNode))
    .map((type) => type.typeName.getText()),
);
const implemented = new Set(
  all(ts.isHeritageClause)
    .filter(({ node }) => node.token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap(({ node }) => node.types.map(({ expression }) => expression.getText())),
);
const extendsElement = (node) => (node.heritageClauses ?? []).some(({ types }) => /Element\b/.test(types[0].getText()));
const membersOf = (node) => node.members ?? (node.type && ts.isTypeLiteralNode(node.type) ? node.type.members : []);
const isInterface = (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
const callbackInterfaces = all(isInterface).filter(({ node }) => {
  const members = membersOf(node);
  const functions = members.filter(isFunction).length;
  const isBag = functions > 0 && functions >= members.length / 2 && !extendsElement(node);
  return isBag && parameterTypes.has(node.name.text) && !implemented.has(node.name.text);
});

const callsOf = (names) =>
  all((node) => ts.isPropertyAccessExpression(node) && names.includes(node.name.text)).map((call) => ({
    ...call,
    receiver: call.node.expression.getText(),
  }));
const attributeReads = callsOf(['getAttribute', 'hasAttribute']).filter(
  ({ file, receiver }) => !MAY_READ_ATTRIBUTES.includes(file) && !(elementFiles.has(file) && receiver === 'this'),
);
const OWN_ROOT = /^this(\.(renderRoot|shadowRoot))?$/;
const foreignQueries = callsOf(['querySelector', 'querySelectorAll', 'getElementById']).filter(
  ({ file, receiver }) => !MAY_QUERY.includes(file) && !(elementFiles.has(file) && OWN_ROOT.test(receiver)),
);

/** In `src`, without strings and styles. */
const MIN_TESTS_PER_LINE = 0.8;
const sourceLines = sources
  .filter(({ file }) => !isStyle(file) && !isStrings(file))
  .reduce((sum, { file }) => sum + linesOf(readText(file)), 0);
const testLines = ['test/player', 'test/upload', 'test/shared', 'test/define']
  .flatMap(filesIn)
  .reduce((sum, file) => sum + linesOf(readText(file)), 0);

const named = ({ file, lines }) => `${lines}  ${file}`;
/** What is counted: its name, value and limit, and what the value is made of. */
const AT_MOST = [
  ['lines in the longest file that is no element, styles or strings', longest[0].lines, 250, longest.map(named)],
  [
    'lines in the longest element, without its manifest comment',
    longestElements[0].lines,
    300,
    longestElements.map(named),
  ],
  // In percent, as a product with more parts has more files.
  [
    'files of a hundred that one other alone imports',
    Math.round((100 * withOneImporter.length) / sources.length),
    25,
    withOneImporter,
  ],
  ['callback interfaces', callbackInterfaces.length, 20, callbackInterfaces.map(lineOf)],
  ['attributes read below the elements', attributeReads.length, 0, attributeReads.map(lineOf)],
  ['nodes of others looked for by selector', foreignQueries.length, 0, foreignQueries.map(lineOf)],
];
for (const [name, value, limit, parts] of AT_MOST) {
  console.log(`${value} (at most ${limit}): ${name}`);
  if (process.argv.includes('--list')) for (const part of parts) console.log(`    ${part}`);
}
const testsPerLine = testLines / sourceLines;
console.log(`${testsPerLine.toFixed(2)} (at least ${MIN_TESTS_PER_LINE}): lines of tests for a line of source`);

report([
  ...AT_MOST.filter(([, value, limit]) => value > limit).map(
    ([name, value, limit]) => `There are ${value} ${name}; at most ${limit} may be: see them with --list.`,
  ),
  ...(testsPerLine < MIN_TESTS_PER_LINE
    ? [`There are ${testsPerLine.toFixed(2)} lines of tests for a line of source.`]
    : []),
]);
