// `npm run manifest` writes custom-elements.json: what editors and documentation tools may say about the two elements.
// It holds what users of them can rely on, and nothing that they cannot.
import fs from 'node:fs';

const PUBLIC = {
  'cf-stream-player': 'dist/define/player.js',
  'cf-stream-transcript': 'dist/define/transcript.js',
  'cf-stream-upload': 'dist/define/upload.js',
};

/** Called by the browser or by Lit, never by a user. */
const CALLBACKS = /^(render|(connected|connectedMove|disconnected|adopted|attributeChanged|form\w+)Callback)$/;
const STATICS = new Set(['styles', 'shadowRootOptions', 'formAssociated', 'properties', 'elementProperties']);

const isPublic = ({ name, privacy, static: isStatic }) =>
  !name.startsWith('#') &&
  (privacy ?? 'public') === 'public' &&
  !CALLBACKS.test(name) &&
  !(isStatic && STATICS.has(name));

/** Where in src/ something stands is nobody's business, and it changes. */
const withoutOrigin = (entry) => {
  const copy = { ...entry };
  delete copy.inheritedFrom;
  return withDefault(copy);
};

function toModule(declaration) {
  const { name, tagName } = declaration;
  const path = PUBLIC[tagName];
  const reference = { name, module: path };
  const members = (declaration.members ?? []).filter(isPublic);
  const fields = new Set(members.filter(({ kind }) => kind === 'field').map((member) => member.name));
  return {
    kind: 'javascript-module',
    path,
    declarations: [
      {
        ...declaration,
        members: members.map(withoutOrigin),
        // An attribute whose property is private would be private, too.
        attributes: (declaration.attributes ?? [])
          .filter((it) => it.fieldName === undefined || fields.has(it.fieldName))
          .map(withoutOrigin),
        // Those without a description were guessed from calls of dispatchEvent(), whose argument may be a variable.
        events: (declaration.events ?? []).filter((event) => event.name && event.description).map(withoutOrigin),
      },
    ],
    exports: [
      { kind: 'js', name, declaration: reference },
      { kind: 'custom-element-definition', name: tagName, declaration: reference },
    ],
  };
}

/** A default that is a constant is said by its value; one that is an object is not said, but what kind of object it is. */
const constants = new Map();
function withDefault(entry) {
  const value = constants.get(entry.default) ?? entry.default;
  if (value === undefined) return entry;
  const copy = { ...entry, default: value };
  const made = /^new (\w+)\(/.exec(value)?.[1];
  if (made ?? /^[a-z_]\w*$/i.test(value.replace(/^(null|true|false|undefined)$/, ''))) delete copy.default;
  const type = made ?? (/^[\d_.]+$/.test(value) ? 'number' : undefined);
  if (type) copy.type ??= { text: type };
  return copy;
}

const defaultsByValue = {
  name: 'defaults-by-value',
  collectPhase({ ts, node }) {
    const visit = (child) => {
      if (ts.isVariableDeclaration(child) && child.initializer && ts.isStringLiteral(child.initializer)) {
        constants.set(child.name.getText(), child.initializer.getText());
      } else if (ts.isVariableDeclaration(child) && child.initializer && ts.isNumericLiteral(child.initializer)) {
        // As the compiler reads it: without the underscores.
        constants.set(child.name.getText(), child.initializer.text);
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
  },
};

/** What the `<video>` does is declared as a field that holds a function, which is a method to everybody else. */
const methodsOfTheVideo = {
  name: 'methods-of-the-video',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isPropertyDeclaration(node) || !node.type || !ts.isFunctionTypeNode(node.type)) return;
    const owner = moduleDoc.declarations?.find(({ name }) => name === node.parent.name?.getText());
    const field = owner?.members?.find(({ name }) => name === node.name.getText());
    if (!field?.readonly) return;
    const parameters = node.type.parameters.map((it) => ({
      name: it.name.getText(),
      ...(it.questionToken && { optional: true }),
      type: { text: it.type.getText() },
    }));
    const method = { kind: 'method', return: { type: { text: node.type.type.getText() } }, parameters };
    delete field.type;
    delete field.readonly;
    if (parameters.length === 0) delete method.parameters;
    Object.assign(field, method);
  },
};

const publicElementsOnly = {
  name: 'public-elements-only',
  packageLinkPhase({ customElementsManifest: manifest }) {
    // The one with custom states, which the analyzer writes and does not name yet.
    manifest.schemaVersion = '2.1.0';
    manifest.modules = manifest.modules
      .flatMap((module) => module.declarations ?? [])
      .filter(({ tagName }) => tagName in PUBLIC)
      .map(toModule)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  },
};

export default {
  globs: ['src/**/*.ts'],
  // By name: they come as the disk finds them, and which members a class inherits depends on their order.
  overrideModuleCreation: ({ ts, globs }) =>
    globs
      .toSorted()
      .map((file) => ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2015, true)),
  outdir: '.',
  litelement: true,
  // package.json already says where the file is.
  packagejson: false,
  quiet: true,
  plugins: [methodsOfTheVideo, defaultsByValue, publicElementsOnly],
};
