// The types that the build has made for frameworks: what each says is what custom-elements.json says, and pages of apps that
// use all of it are type-checked without a cast, by the types of the frameworks themselves. The editors' data name the same.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { FRAMEWORKS } from '../../.config/frameworks.mjs';
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
        ['react', 'react/*', 'preact', 'vue', 'vue/*', 'svelte', 'svelte/*', 'solid-js', 'solid-js/*', 'csstype'].map(
          (from) => [from, [path.join(folder, 'node_modules/@types', from), path.join(folder, 'node_modules', from)]],
        ),
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
    return typeCheck('react', file);
  });
}

const { modules } = JSON.parse(readText('custom-elements.json'));
const elements = modules.flatMap(({ declarations }) => declarations);
const names = ({ attributes, members, events }) => [
  ...attributes.map(({ name }) => name),
  ...members.filter((it) => it.kind === 'field' && !it.static && !it.readonly).map(({ name }) => name),
  ...events.map(({ name }) => name),
];

/** Each file names each element with all that a template may say of it. */
function checkNames(file, wantedOf) {
  const text = readText(file);
  if (text === undefined) return [`${file} is missing: was the build run?`];
  return elements.flatMap((element) =>
    [element.tagName, ...wantedOf(element)]
      .filter((name) => !new RegExp(`'(on:?|prop:)?${name}'\\??:|"name": "${name}"`).test(text))
      .map((name) => `${file} does not have \`${name}\` of <${element.tagName}>.`),
  );
}

report([
  ...Object.keys(FRAMEWORKS).flatMap((name) => checkNames(`dist/${name}.d.ts`, names)),
  ...checkNames('dist/vscode.html-custom-data.json', ({ attributes }) => attributes.map(({ name }) => name)),
  ...checkNames('dist/web-types.json', names),
  ...Object.keys(FRAMEWORKS).flatMap((name) => typeCheck(name)),
  ...checkReadme(),
]);
