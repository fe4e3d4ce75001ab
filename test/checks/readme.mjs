// The README names everything that the elements offer, and has a row for every error code and for no other.
import { readText, report } from './support/report.mjs';

const ELEMENTS = ['cf-stream-player', 'cf-stream-upload'];

const readme = readText('README.md');
if (readme === undefined) report(['README.md is missing.']);
// Examples explain nothing: a name has to be in a sentence or a table.
const prose = readme.replace(/^(`{3,}|~{3,}).*?^\1/gms, '');
const code = [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]);

const isNamed = (name) => {
  const word = new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`);
  return code.some((text) => word.test(text));
};

/** Names of an element by what they are; a slot without a name is the default one. */
function namesOf({ members = [], attributes = [], events = [], slots = [], cssParts = [], cssProperties = [], cssStates = [] }) {
  return Object.entries({
    property: members.filter(({ kind }) => kind === 'field'),
    method: members.filter(({ kind }) => kind === 'method'),
    attribute: attributes,
    event: events,
    slot: slots,
    part: cssParts,
    'CSS property': cssProperties,
    state: cssStates,
  }).flatMap(([what, entries]) => entries.filter(({ name }) => name).map(({ name }) => ({ what, name })));
}

function checkElements() {
  const { modules } = JSON.parse(readText('custom-elements.json') ?? '{"modules":[]}');
  const declarations = modules.flatMap((module) => module.declarations);
  return ELEMENTS.flatMap((tagName) => {
    const element = declarations.find((declaration) => declaration.tagName === tagName);
    if (!element) return [`custom-elements.json has no <${tagName}>: run \`npm run manifest\`.`];
    return namesOf(element)
      .filter(({ name }) => !isNamed(name))
      .map(({ what, name }) => `README.md does not name the ${what} \`${name}\` of <${tagName}>.`);
  });
}

function checkErrors() {
  const union = /type StreamErrorCode =([^;]+);/.exec(readText('src/core/errors.ts') ?? '')?.[1] ?? '';
  const codes = [...union.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1]);
  if (codes.length === 0) return ['No error code was found in src/core/errors.ts.'];
  // Other tables have rows in capitals, too (environment variables): those of errors know at least one code.
  const rows = prose
    .split(/\n(?!\|)/)
    .map((block) => [...block.matchAll(/^\|\s*`([A-Z][A-Z_]+)`\s*\|/gm)].map((match) => match[1]))
    .filter((table) => table.some((name) => codes.includes(name)))
    .flat();
  return [
    ...codes.filter((name) => !rows.includes(name)).map((name) => `README.md has no row for the error \`${name}\`.`),
    ...rows.filter((name) => !codes.includes(name)).map((name) => `README.md has a row for \`${name}\`, which is no error code.`),
  ];
}

report([...checkElements(), ...checkErrors()]);
