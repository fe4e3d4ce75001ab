// The README's tables say what the elements offer, all of it and nothing else; the same for the codes of errors.
import { readText, report } from './support/report.mjs';

const ELEMENTS = ['cf-stream-player', 'cf-stream-upload'];

/** Headings under an element's own, and which entries of custom-elements.json their tables are about. */
const TABLES = {
  Attributes: ({ attributes }) => attributes,
  Properties: ({ members }) => members?.filter(({ kind }) => kind === 'field'),
  Methods: ({ members }) => members?.filter(({ kind }) => kind === 'method'),
  Events: ({ events }) => events,
  Slots: ({ slots }) => slots,
  'CSS parts': ({ cssParts }) => cssParts,
  'CSS custom properties': ({ cssProperties }) => cssProperties,
  'Custom states': ({ cssStates }) => cssStates,
};

const readme = readText('README.md');
if (readme === undefined) report(['README.md is missing.']);

/** What stands under a heading, up to the next one of its level or a higher one. */
function section(text, heading) {
  const level = /^#+/.exec(heading)[0].length;
  const [, after] = text.split(new RegExp(`^${heading.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'));
  return after?.split(new RegExp(`^#{1,${level}} `, 'm'))[0];
}

/** The names in the first column of a text's tables; those of methods without what they take. */
const rowsOf = (text) =>
  [...text.matchAll(/^\|((?:[^|\n\\]|\\.)*)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name.replace(/\(.*\)$/, '')));

const missingFrom = (names, others) => [...new Set(names)].filter((name) => !others.includes(name));

function checkTable(tagName, heading, entries) {
  // The slot without a name is the default one, which is a word and no name in a table, too.
  const names = entries.map(({ name }) => name).filter(Boolean);
  const text = section(section(readme, `## \`<${tagName}>\``) ?? '', `### ${heading}`);
  if (text === undefined) return names.length > 0 ? [`README.md has no “${heading}” under “<${tagName}>”: ${names.join(', ')}.`] : [];
  const rows = rowsOf(text);
  return [
    ...missingFrom(names, rows).map((name) => `README.md has no row for \`${name}\` in “${heading}” of <${tagName}>.`),
    ...missingFrom(rows, names).map((name) => `README.md has a row for \`${name}\` in “${heading}” of <${tagName}>, which custom-elements.json does not have.`),
  ];
}

function checkElements() {
  const { modules } = JSON.parse(readText('custom-elements.json') ?? '{"modules":[]}');
  const declarations = modules.flatMap((module) => module.declarations);
  return ELEMENTS.flatMap((tagName) => {
    const element = declarations.find((declaration) => declaration.tagName === tagName);
    if (!element) return [`custom-elements.json has no <${tagName}>: run \`npm run manifest\`.`];
    return Object.entries(TABLES).flatMap(([heading, entriesOf]) => checkTable(tagName, heading, entriesOf(element) ?? []));
  });
}

function checkErrors() {
  const union = /type StreamErrorCode =([^;]+);/.exec(readText('src/core/errors.ts') ?? '')?.[1] ?? '';
  const codes = [...union.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1]);
  if (codes.length === 0) return ['No error code was found in src/core/errors.ts.'];
  const rows = rowsOf(section(readme, '## Errors') ?? '');
  return [
    ...missingFrom(codes, rows).map((name) => `README.md has no row for the error \`${name}\`.`),
    ...missingFrom(rows, codes).map((name) => `README.md has a row for \`${name}\`, which is no error code.`),
  ];
}

report([...checkElements(), ...checkErrors()]);
