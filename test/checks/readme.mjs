// The tables of the products' READMEs list everything that the elements offer, and nothing else; so do those of the error
// codes. Parts that the player passes on from its inner elements are included.
import { readText, report } from './support/report.mjs';

/** The elements, and the files with their tables. */
const READMES = {
  'cf-stream-player': 'src/player/README.md',
  'cf-stream-transcript': 'src/player/transcript/README.md',
  'cf-stream-upload': 'src/upload/README.md',
};

/** Headings, and which entries of custom-elements.json their tables are about. */
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

const missing = Object.values(READMES).filter((file) => readText(file) === undefined);
if (missing.length > 0) report(missing.map((file) => `${file} is missing.`));

/** The text under a heading, up to the next one of the same or a higher level. */
function section(text, heading) {
  const level = /^#+/.exec(heading)[0].length;
  const [, after] = text.split(new RegExp(`^${heading.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'));
  return after?.split(new RegExp(`^#{1,${level}} `, 'm'))[0];
}

/** Names in the first column of a text's tables; those of methods without their parameters. */
const rowsOf = (text) =>
  [...text.matchAll(/^\|((?:[^|\n\\]|\\.)*)\|/gm)].flatMap(([, cell]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name.replace(/\(.*\)$/, '')),
  );

const missingFrom = (names, others) => [...new Set(names)].filter((name) => !others.includes(name));

function checkTable(tagName, heading, entries) {
  // The default slot has no name; its row has a word without backticks.
  const names = entries.map(({ name }) => name).filter(Boolean);
  const file = READMES[tagName];
  const text = section(readText(file), `## ${heading}`);
  if (text === undefined) return names.length > 0 ? [`${file} has no “${heading}”: ${names.join(', ')}.`] : [];
  const rows = rowsOf(text);
  return [
    ...missingFrom(names, rows).map((name) => `${file} has no row for \`${name}\` in “${heading}”.`),
    ...missingFrom(rows, names).map(
      (name) => `${file} has a row for \`${name}\` in “${heading}”, which custom-elements.json does not have.`,
    ),
  ];
}

function checkElements() {
  const { modules } = JSON.parse(readText('custom-elements.json') ?? '{"modules":[]}');
  const declarations = modules.flatMap((module) => module.declarations);
  return Object.keys(READMES).flatMap((tagName) => {
    const element = declarations.find((declaration) => declaration.tagName === tagName);
    if (!element) return [`custom-elements.json has no <${tagName}>: run \`npm run manifest\`.`];
    return Object.entries(TABLES).flatMap(([heading, entriesOf]) =>
      checkTable(tagName, heading, entriesOf(element) ?? []),
    );
  });
}

function checkErrors() {
  const union = /type StreamErrorCode =([^;]+);/.exec(readText('src/shared/errors.ts') ?? '')?.[1] ?? '';
  const codes = [...union.matchAll(/'([A-Z_]+)'/g)].map((match) => match[1]);
  if (codes.length === 0) return ['No error code was found in src/shared/errors.ts.'];
  const rows = Object.values(READMES).flatMap((file) => rowsOf(section(readText(file), '## Errors') ?? ''));
  return [
    ...missingFrom(codes, rows).map((name) => `No README of a product has a row for the error \`${name}\`.`),
    ...missingFrom(rows, codes).map(
      (name) => `A README of a product has a row for \`${name}\`, which is no error code.`,
    ),
  ];
}

/** The elements inside the player, each with parts of its own. */
const IN_THE_PLAYER = ['controls', 'seek-bar/seek-bar', 'settings/settings-menu', 'captions/captions', 'shortcut-help'];
/** Those of them that are inside the controls. */
const IN_THE_CONTROLS = IN_THE_PLAYER.slice(0, 3);

/** Checks that every part that is passed on is documented, and the other way round. */
function checkParts() {
  const partsOf = (name) =>
    [...(readText(`src/player/controls/${name}.ts`) ?? '').matchAll(/@csspart ([\w-]+)/g)].map(([, part]) => part);
  const list = /CONTROL_PARTS = \[([^\]]+)\]/.exec(readText('src/player/controls/controls.ts') ?? '')?.[1] ?? '';
  const passedOn = [...list.matchAll(/'([\w-]+)'/g)].map(([, part]) => part);
  if (passedOn.length === 0) return ['No part of the controls was found in src/player/controls/controls.ts.'];
  const { modules } = JSON.parse(readText('custom-elements.json') ?? '{"modules":[]}');
  const player = modules.flatMap((module) => module.declarations).find(({ tagName }) => tagName === 'cf-stream-player');
  const inControls = IN_THE_CONTROLS.flatMap(partsOf);
  return [
    ...missingFrom(passedOn, inControls).map(
      (part) => `CONTROL_PARTS has \`${part}\`, which is no @csspart of the controls.`,
    ),
    ...missingFrom(inControls, passedOn).map(
      (part) => `The controls have a @csspart \`${part}\`, which CONTROL_PARTS does not have.`,
    ),
    ...missingFrom(IN_THE_PLAYER.flatMap(partsOf), player?.cssParts?.map(({ name }) => name) ?? []).map(
      (part) => `<cf-stream-player> has no @csspart for \`${part}\` of what it consists of.`,
    ),
  ];
}

report([...checkElements(), ...checkErrors(), ...checkParts()]);
