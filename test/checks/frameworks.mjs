// The types that the build has made for frameworks: what each says is what custom-elements.json says, and pages of apps that
// use all of it are type-checked without a cast, by the types of the frameworks themselves. The editors' data name the same.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { FRAMEWORKS, MEDIA_EVENTS } from '../../.config/frameworks.mjs';
import { readText, report, root } from './support/report.mjs';

const folder = path.join(root, 'test/frameworks');
const sampleOf = (name) =>
  path.join(folder, `${name}.${fs.existsSync(path.join(folder, `${name}.tsx`)) ? 'tsx' : 'ts'}`);
const JSX = { react: 'react-jsx', preact: 'react-jsx', solid: 'preserve' };
const SOURCES = { preact: 'preact', solid: 'solid-js' };

if (!fs.existsSync(path.join(folder, 'node_modules'))) {
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) report(['The types of the frameworks could not be installed.']);
}

/** What the package exports, by the names under which apps import it. */
const { exports, name: ownName } = JSON.parse(readText('package.json'));
const own = Object.fromEntries(
  Object.entries(exports)
    .filter(([, { types }]) => types)
    .map(([from, { types }]) => [`${ownName}${from.slice(1)}`, [path.join(root, types)]]),
);

/** Type-checks the sample of a framework against what the package exports. */
function typeCheck(name, sample = sampleOf(name)) {
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
      // Those of the frameworks are theirs; ours are checked whatever they are.
      skipLibCheck: true,
      ...(JSX[name] && { jsx: JSX[name], jsxImportSource: SOURCES[name] ?? 'react' }),
    },
    root,
  );
  const program = ts.createProgram([sample, path.join(root, `dist/${name}.d.ts`)], {
    ...options,
    paths: {
      ...own,
      ...Object.fromEntries(
        [
          'react',
          'react/*',
          'preact',
          'preact/*',
          'vue',
          'vue/*',
          'svelte',
          'svelte/*',
          'solid-js',
          'solid-js/*',
          'csstype',
        ].map((from) => [
          from,
          [path.join(folder, 'node_modules/@types', from), path.join(folder, 'node_modules', from)],
        ]),
      ),
    },
  });
  const types = program.getSourceFile(path.join(root, `dist/${name}.d.ts`));
  return [...(types ? program.getSyntacticDiagnostics(types) : []), ...ts.getPreEmitDiagnostics(program)].map(
    ({ file, start, messageText }) => {
      const text = ts.flattenDiagnosticMessageText(messageText, '\n');
      if (!file) return `${name}: ${text}`;
      const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
      return `${path.relative(root, file.fileName)}:${line + 1}: ${text}`;
    },
  );
}

/** The README's own pages are type-checked, too. */
function checkReadme() {
  const snippets = [...readText('README.md').matchAll(/^```tsx\n([^]*?)^```/gm)];
  if (snippets.length === 0) return ['README.md has no snippet in TSX.'];
  return snippets.flatMap(([, snippet], index) => {
    const file = path.join(root, `.build/readme-${index + 1}.tsx`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, snippet);
    return typeCheck(/cf-stream-elements\/(react|preact|solid)/.exec(snippet)?.[1] ?? 'react', file);
  });
}

const { modules } = JSON.parse(readText('custom-elements.json'));
const elements = modules
  .flatMap(({ declarations }) => declarations)
  .map(({ tagName, name, attributes, members, events }) => ({
    tag: tagName,
    of: name.replace(/^Cf/, ''),
    attributes: attributes.map((it) => it.name),
    booleans: attributes.filter((it) => it.type?.text.includes('boolean')).map((it) => it.name),
    fields: members.filter((it) => it.kind === 'field' && !it.static && !it.readonly).map((it) => it.name),
    events: [...events.map((it) => it.name), ...(tagName === 'cf-stream-player' ? MEDIA_EVENTS : [])],
  }));

const prefixed = (prefix, names) => names.map((name) => `${prefix}${name}`);
const inJsx = ({ attributes, fields, events }) => [...attributes, ...fields, ...prefixed('on', events)];
/** All that each framework's type of an element has, and no more. */
const MEMBERS = {
  react: inJsx,
  preact: inJsx,
  svelte: inJsx,
  vue: ({ attributes, fields, events }) => [
    ...attributes,
    ...fields,
    ...events,
    ...(fields.includes('value') ? ['modelValue', 'update:modelValue'] : []),
  ],
  solid: ({ attributes, booleans, fields, events }) => [
    ...attributes,
    ...prefixed('bool:', booleans),
    ...prefixed('prop:', fields),
    ...prefixed('on:', events),
  ],
};

/** Tells what one list has and the other has not. */
function compare(file, tag, found, wanted) {
  const [here, there] = [new Set(found), new Set(wanted)];
  return [
    ...[...there].filter((name) => !here.has(name)).map((name) => `${file} does not have \`${name}\` of <${tag}>.`),
    ...[...here]
      .filter((name) => !there.has(name))
      .map((name) => `${file} has \`${name}\` of <${tag}>, which there is not.`),
  ];
}

/** Compares what a file says of each element with what it should. */
function checkNames(file, foundIn, wantedOf) {
  const text = readText(file);
  if (text === undefined) return [`${file} is missing: was the build run?`];
  return elements.flatMap((element) => compare(file, element.tag, foundIn(text, element) ?? [], wantedOf(element)));
}

/** Names of the members that a declaration file gives an element: from its tag on to the next one's. */
function membersIn(text, { tag }) {
  const [, part = ''] = text.split(new RegExp(`^ *'${tag}': `, 'm'));
  return [...part.split(/^ *'cf-stream-(?:player|transcript|upload)': /m)[0].matchAll(/^ *'([^']+)'\??: /gm)].map(
    ([, name]) => name,
  );
}

/** Names of the inputs and outputs that Angular's compiler is told. */
function directiveIn(text, { of }) {
  const [, inputs = '', outputs = ''] =
    new RegExp(`DirectiveDeclaration<${of}, [^{]*\\{(.*?)\\}, \\{([^}]*)\\}, never, never, true`).exec(text) ?? [];
  return [
    ...[...inputs.matchAll(/alias: "([^"]+)"/g)].map(([, name]) => name),
    ...[...outputs.matchAll(/: "([^"]+)"/g)].map(([, name]) => `(${name})`),
  ];
}

const namesOf = (entries) => entries?.map(({ name }) => name);
const inVsCode = (text, { tag }) => namesOf(JSON.parse(text).tags.find(({ name }) => name === tag)?.attributes);
const inWebTypes = (text, { tag }) => {
  const { attributes, js } = JSON.parse(text).contributions.html.elements.find(({ name }) => name === tag) ?? {};
  return [...namesOf(attributes ?? []), ...namesOf([...(js?.properties ?? []), ...(js?.events ?? [])])];
};

report([
  ...Object.keys(FRAMEWORKS).flatMap((name) => checkNames(`dist/${name}.d.ts`, membersIn, MEMBERS[name])),
  ...checkNames('dist/angular.d.ts', directiveIn, ({ fields, events }) => [
    ...fields,
    ...events.map((name) => `(${name})`),
  ]),
  ...checkNames('dist/vscode.html-custom-data.json', inVsCode, ({ attributes }) => attributes),
  ...checkNames('dist/web-types.json', inWebTypes, ({ attributes, fields, events }) => [
    ...attributes,
    ...fields,
    ...events,
  ]),
  ...Object.keys(FRAMEWORKS).flatMap((name) => typeCheck(name)),
  ...checkReadme(),
]);
