// The types that the build makes for frameworks match custom-elements.json. Pages of apps that use all of them are
// type-checked without a cast, by the frameworks' own types, as are the pages of the README and the guides, and the
// code of the playground. The data for editors has the same names.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { FRAMEWORKS, MEDIA_EVENTS } from '../../.config/frameworks.mjs';
import { frameworksFolder } from './support/frameworks-folder.mjs';
import { playgroundVariants } from './support/playground-variants.mjs';
import { readText, report, root } from './support/report.mjs';

const folder = frameworksFolder();
const sampleOf = (name) =>
  path.join(folder, `${name}.${fs.existsSync(path.join(folder, `${name}.tsx`)) ? 'tsx' : 'ts'}`);
const JSX = { react: 'react-jsx', preact: 'react-jsx', solid: 'preserve' };
const SOURCES = { preact: 'preact', solid: 'solid-js' };

/** What the package exports, by the names under which apps import it. */
const { exports, name: ownName } = JSON.parse(readText('package.json'));
const own = Object.fromEntries(
  Object.entries(exports)
    .filter(([, { types }]) => types)
    .map(([from, { types }]) => [`${ownName}${from.slice(1)}`, [path.join(root, types)]]),
);

/** Type-checks the sample of a framework, or other pages for it, against what the package exports. */
function typeCheck(name, samples = [sampleOf(name)]) {
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
      // The frameworks' declarations are not ours to check; ours are checked in any case.
      skipLibCheck: true,
      ...(JSX[name] && { jsx: JSX[name], jsxImportSource: SOURCES[name] ?? 'react' }),
    },
    root,
  );
  const program = ts.createProgram([...samples, path.join(root, `dist/${name}.d.ts`)], {
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

const compilers = createRequire(path.join(folder, 'package.json'));
const { compileTemplate, parse: parseVue } = compilers('vue/compiler-sfc');
const { compile: compileSvelte } = compilers('svelte/compiler');
const { parseTemplate } = await import(
  pathToFileURL(path.join(folder, 'node_modules/@angular/compiler/fesm2022/compiler.mjs')).href
);
/** Errors of a framework's compiler in a page; types are checked in `npm run test:frameworks`, except React's. */
const COMPILERS = {
  vue(code) {
    const { descriptor, errors } = parseVue(code);
    const compilerOptions = { isCustomElement: (tag) => tag.startsWith('cf-stream-') };
    const source = descriptor.template.content;
    return [...errors, ...compileTemplate({ source, filename: 'page.vue', id: 'page', compilerOptions }).errors];
  },
  svelte(code) {
    try {
      return compileSvelte(code, { filename: 'page.svelte' }).warnings;
    } catch (error) {
      return [error];
    }
  },
  angular(code) {
    const [, template] = /\n {2}template: `([^]*)\n {2}`,\n/.exec(code);
    return parseTemplate(template.replace(/\\([\\`$])/g, '$1'), 'page.html').errors ?? [];
  },
};

/** Writes pages to files that can be compiled. */
const written = (name, ending, pages) =>
  pages.map((code, index) => {
    const file = path.join(root, `.build/${name}-${index + 1}.${ending}`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, code);
    return file;
  });

/** Pages of the README and of the guides: those in TSX and TypeScript are type-checked, others compiled. */
function checkGuides() {
  const guides = fs.readdirSync(path.join(root, 'demo/docs')).map((name) => `demo/docs/${name}`);
  const snippets = ['README.md', ...guides].flatMap((file) =>
    [...readText(file).matchAll(/^```(\w+)\n([^]*?)^```/gm)].map(([, language, code]) => ({ file, language, code })),
  );
  const of = (wanted, where = /./) =>
    snippets.filter(({ file, language, code }) => language === wanted && where.test(file) && /cf-stream/.test(code));
  const tsx = of('tsx').map(({ code }) => code);
  // Snippets of the README are parts of pages; Angular's types are not installed.
  const ts = of('ts', /^demo/).filter(({ code }) => !code.includes('@angular'));
  if (tsx.length === 0 || ts.length === 0) return ['The guides have no snippet in TSX, or none in TypeScript.'];
  const frameworkOf = (code) => /cf-stream-elements\/(react|preact|solid)/.exec(code)?.[1] ?? 'react';
  return [
    ...Object.keys(JSX).flatMap((name) => {
      const pages = tsx.filter((code) => frameworkOf(code) === name);
      return pages.length > 0 ? typeCheck(name, written(`guide-${name}`, 'tsx', pages)) : [];
    }),
    ...typeCheck(
      'react',
      written(
        'guide',
        'ts',
        ts.map(({ code }) => code),
      ),
    ),
    ...['vue', 'svelte'].flatMap((name) =>
      of(name).flatMap(({ file, code }) => COMPILERS[name](code).map((error) => `${file}: ${error.message}`)),
    ),
  ];
}

/** Checks that the code of the playground can be compiled. */
function checkPlayground() {
  return [
    ...typeCheck('react', written('playground', 'tsx', playgroundVariants('react'))),
    ...Object.entries(COMPILERS).flatMap(([name, compile]) =>
      playgroundVariants(name).flatMap((code, index) =>
        compile(code).map((error) => `Playground, ${name}, ${index + 1}: ${error.message ?? error.msg}`),
      ),
    ),
  ];
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
/** All members of each framework's type of an element, and no more. */
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

/** Lists the differences between two lists of names. */
function compare(file, tag, found, wanted) {
  const [here, there] = [new Set(found), new Set(wanted)];
  return [
    ...[...there].filter((name) => !here.has(name)).map((name) => `${file} does not have \`${name}\` of <${tag}>.`),
    ...[...here]
      .filter((name) => !there.has(name))
      .map((name) => `${file} has \`${name}\` of <${tag}>, which there is not.`),
  ];
}

/** Compares the names that a file has for each element with the expected ones. */
function checkNames(file, foundIn, wantedOf) {
  const text = readText(file);
  if (text === undefined) return [`${file} is missing: was the build run?`];
  return elements.flatMap((element) => compare(file, element.tag, foundIn(text, element) ?? [], wantedOf(element)));
}

/** Names of the members that a declaration file gives an element: from its tag to the next one. */
function membersIn(text, { tag }) {
  const [, part = ''] = text.split(new RegExp(`^ *'${tag}': `, 'm'));
  return [...part.split(/^ *'cf-stream-(?:player|transcript|upload)': /m)[0].matchAll(/^ *'([^']+)'\??: /gm)].map(
    ([, name]) => name,
  );
}

/** Names of the inputs and outputs that are declared to Angular's compiler. */
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
  ...checkGuides(),
  ...checkPlayground(),
]);
