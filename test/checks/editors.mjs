// What editors complete with the data of the package: VS Code's own service in HTML, and TypeScript's in TSX, with
// events. The data matches its schema; the names in JetBrains' data are compared by frameworks.mjs.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { frameworksFolder } from './support/frameworks-folder.mjs';
import { readText, report, root } from './support/report.mjs';

const folder = frameworksFolder();
const load = createRequire(path.join(folder, 'package.json'));
const { getLanguageService, newHTMLDataProvider, TextDocument } = load('vscode-html-languageservice');
const data = JSON.parse(readText('dist/vscode.html-custom-data.json') ?? '{}');

function checkSchema() {
  const Ajv = load('ajv').default;
  const file = path.join(folder, 'node_modules/vscode-html-languageservice/docs/customData.schema.json');
  const schema = JSON.parse(fs.readFileSync(file, 'utf8'));
  // The validator knows another spelling of the draft's address.
  delete schema.$schema;
  const ajv = new Ajv({ strict: false });
  return ajv.validate(schema, data) ? [] : [`VS Code's data is not as its schema says: ${ajv.errorsText()}`];
}

/** Lists the completions of VS Code at `|`. */
function completeHtml(text) {
  const service = getLanguageService({
    useDefaultDataProvider: false,
    customDataProviders: [newHTMLDataProvider('cf-stream-elements', data)],
  });
  const document = TextDocument.create('page.html', 'html', 1, text.replace('|', ''));
  const position = document.positionAt(text.indexOf('|'));
  return service.doComplete(document, position, service.parseHTMLDocument(document)).items.map(({ label }) => label);
}

/** Lists the completions of TypeScript at `|`, in a page in React. */
function completeTsx(text) {
  const file = path.join(root, '.build/editor.tsx');
  const { exports, name } = JSON.parse(readText('package.json'));
  const own = Object.entries(exports).flatMap(([from, { types }]) =>
    types ? [[`${name}${from.slice(1)}`, [path.join(root, types)]]] : [],
  );
  const modules = path.join(folder, 'node_modules');
  const options = {
    jsx: ts.JsxEmit.ReactJSX,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    types: [],
    paths: {
      ...Object.fromEntries(own),
      react: [path.join(modules, '@types/react')],
      'react/*': [path.join(modules, '@types/react/*')],
      csstype: [path.join(modules, 'csstype')],
    },
  };
  const read = (name) => (name === file ? text.replace('|', '') : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const content = read(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
    directoryExists: ts.sys.directoryExists,
  });
  return service.getCompletionsAtPosition(file, text.indexOf('|'), {})?.entries.map((entry) => entry.name) ?? [];
}

/** Places, and names that have to be completed there, including the newest. */
const PLACES = [
  [completeHtml, '<cf-|', ['cf-stream-player', 'cf-stream-transcript', 'cf-stream-upload']],
  [
    completeHtml,
    '<cf-stream-player |></cf-stream-player>',
    ['token-endpoint', 'next-src', 'seekable-until', 'end-time'],
  ],
  [completeHtml, '<cf-stream-player preload="|"></cf-stream-player>', ['none', 'metadata', 'auto']],
  [completeHtml, '<cf-stream-player engine="|"></cf-stream-player>', ['auto', 'hls.js', 'native']],
  [completeHtml, '<cf-stream-transcript |></cf-stream-transcript>', ['for']],
  [completeHtml, '<cf-stream-upload |></cf-stream-upload>', ['endpoint', 'thumbnail-endpoint', 'record']],
  [
    completeTsx,
    `import type {} from 'cf-stream-elements/react';\nexport const page = <cf-stream-player | />;`,
    ['oncf-stream-state', 'oncf-stream-chapter', 'oncf-stream-progress', 'onplaying', 'loopRange', 'token-endpoint'],
  ],
  [
    completeTsx,
    `import type {} from 'cf-stream-elements/react';\nexport const page = <cf-stream-upload | />;`,
    ['oncf-stream-upload-ready', 'createUpload'],
  ],
];

report([
  ...checkSchema(),
  ...PLACES.flatMap(([complete, text, wanted]) => {
    const found = complete(text);
    return wanted.filter((name) => !found.includes(name)).map((name) => `“${text}” is not completed by ${name}.`);
  }),
]);
