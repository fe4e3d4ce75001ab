// Types for frameworks and data for editors, all made from custom-elements.json: what is written in a template is completed and
// checked there. `npm run build` writes them to dist/.
import { angularDirectives, angularTypes } from './angular-directives.mjs';
import { reactWrapper, reactWrapperTypes } from './react-wrapper.mjs';

/** What a `<video>` says; the player says it, too, by the same names. */
export const MEDIA_EVENTS =
  'abort canplay canplaythrough durationchange emptied ended error loadeddata loadedmetadata loadstart pause play playing progress ratechange seeked seeking stalled suspend timeupdate volumechange waiting'.split(
    ' ',
  );

/** Attributes, properties that can be set, and events of each element. */
function read({ modules }) {
  return modules
    .flatMap(({ declarations }) => declarations)
    .map(({ tagName, name, summary, attributes, members, events, slots, cssProperties }) => {
      const fields = members.filter((it) => it.kind === 'field' && !it.static && !it.readonly);
      return {
        tag: tagName,
        of: name,
        summary,
        attributes,
        slots,
        cssProperties,
        // Those that are attributes of the same name, too, are written once.
        properties: fields.filter((field) => !attributes.some((attribute) => attribute.name === field.name)),
        fields,
        events: [
          ...events,
          ...(tagName === 'cf-stream-player' ? MEDIA_EVENTS : [])
            .filter((event) => !events.some(({ name: other }) => other === event))
            .map((event) => ({ name: event, description: `As \`${event}\` of a \`<video>\`.` })),
        ],
      };
    });
}

const comment = ({ description }) =>
  description ? `    /** ${description.replace(/\s+/g, ' ').replaceAll('*/', '*\\/')} */\n` : '';
const member = (entry, name, type) => `${comment(entry)}    '${name}'?: ${type} | undefined;\n`;
const typeOf = ({ of }, { fieldName, name }) => `${of}['${fieldName ?? name}']`;
const attributesOf = (element, prefix = '') =>
  element.attributes.map((it) => member(it, `${prefix}${it.name}`, typeOf(element, it))).join('');
const propertiesOf = (element) => element.properties.map((it) => member(it, it.name, typeOf(element, it))).join('');
const listenersOf = (element, prefix, wrap = (type) => `((event: ${type}) => void)`) =>
  element.events
    .map((it) => member(it, `${prefix}${it.name}`, wrap(`HTMLElementEventMap['${it.name}']`, element)))
    .join('');

const HEADER = `// Made from custom-elements.json by the build.\nimport type { CfStreamPlayer, CfStreamUpload } from './define/index.js';\nimport type { CfStreamTranscript } from './define/transcript.js';\n`;
/** Names of an element's own that the framework's type of all elements has otherwise. */
const ownNames = ({ attributes, fields }, listeners = []) =>
  [...new Set([...attributes.map(({ name }) => name), ...fields.map(({ name }) => name), ...listeners])]
    .map((name) => `'${name}'`)
    .join(' | ');

function jsxTypes(imports, module, base) {
  return (elements) =>
    `${HEADER}${imports}\ndeclare module '${module}' {\n  namespace JSX {\n    interface IntrinsicElements {\n${elements
      .map(
        (element) =>
          `    /** ${element.summary} */\n    '${element.tag}': Omit<${base(element.of)}, ${ownNames(element)}> & {\n${attributesOf(element)}${propertiesOf(element)}${listenersOf(element, 'on')}    };\n`,
      )
      .join('')}    }\n  }\n}\n`;
}

/** What `v-model` of Vue binds, where there is a value that can be set. */
const model = ({ fields, of }, write) => (fields.some(({ name }) => name === 'value') ? write(`${of}['value']`) : '');

const vueTypes = (elements) =>
  `${HEADER}import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';\n\ndeclare module 'vue' {\n  interface HTMLAttributes {\n    /** Slot of the element around it: what is shown there. */\n    slot?: string | undefined;\n  }\n  interface GlobalComponents {\n${elements
    .map(
      (element) =>
        `    /** ${element.summary} */\n    '${element.tag}': new () => ${element.of} & {\n    /** @deprecated For Vue's type checker only. */\n    $props: Omit<HTMLAttributes, ${ownNames(element)}> & PublicProps & {\n${attributesOf(element)}${propertiesOf(element)}${model(element, (type) => member({ description: 'What `v-model` binds.' }, 'modelValue', type))}    };\n    /** @deprecated For Vue's type checker only. */\n    $emit: EmitFn<{\n${element.events.map((it) => `${comment(it)}    '${it.name}': (event: HTMLElementEventMap['${it.name}']) => void;\n`).join('')}${model(element, (type) => `    'update:modelValue': (value: ${type}) => void;\n`)}    }>;\n    };\n`,
    )
    .join('')}  }\n}\n`;

const svelteTypes = (elements) =>
  `${HEADER}import type { HTMLAttributes } from 'svelte/elements';\n\ndeclare module 'svelte/elements' {\n  interface SvelteHTMLElements {\n${elements
    .map(
      (element) =>
        `    /** ${element.summary} */\n    '${element.tag}': Omit<HTMLAttributes<${element.of}>, ${ownNames(
          element,
          element.events.map(({ name }) => `on${name}`),
        )}> & {\n${attributesOf(element)}${propertiesOf(element)}${listenersOf(element, 'on', (type, { of }) => `((event: ${type} & { currentTarget: ${of} }) => void) | null`)}    };\n`,
    )
    .join('')}  }\n}\n`;

/** Solid sets attributes, but for `prop:` and `bool:`. */
const solidTypes = (elements) =>
  `${HEADER}import type { JSX } from 'solid-js';\n\ndeclare module 'solid-js' {\n  namespace JSX {\n    interface IntrinsicElements {\n${elements
    .map((element) => {
      const isBoolean = ({ type }) => /\bboolean\b/.test(type?.text ?? '');
      const booleans = element.attributes.filter(isBoolean).map((it) => member(it, `bool:${it.name}`, 'boolean'));
      const properties = element.fields.map((it) => member(it, `prop:${it.name}`, typeOf(element, it)));
      return `    /** ${element.summary} */\n    '${element.tag}': Omit<JSX.HTMLAttributes<${element.of}>, ${ownNames(
        element,
        element.events.map(({ name }) => `on:${name}`),
      )}> & {\n${attributesOf(element)}${booleans.join('')}${properties.join('')}${listenersOf(element, 'on:', (type, { of }) => `((event: ${type} & { currentTarget: ${of} }) => void)`)}    };\n`;
    })
    .join('')}    }\n  }\n}\n`;

const sentence = (text = '') => ({ kind: 'markdown', value: text });
/** Values of a union of strings, for the lists that editors offer. */
const valuesOf = ({ type }) =>
  /^'[^']+'( \| '[^']+')+$/.test(type?.text ?? '')
    ? { values: type.text.split(' | ').map((value) => ({ name: value.slice(1, -1) })) }
    : {};

/** https://github.com/microsoft/vscode-custom-data */
const vsCode = (elements) => ({
  version: 1.1,
  tags: elements.map(({ tag, summary, attributes }) => ({
    name: tag,
    description: sentence(summary),
    attributes: attributes.map((it) => ({
      name: it.name,
      description: sentence(it.description),
      // One that is there or not.
      ...(it.type?.text === 'boolean' && { valueSet: 'v' }),
      ...valuesOf(it),
    })),
  })),
});

/** https://github.com/JetBrains/web-types */
const webTypes = (elements, { name, version }) => ({
  $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
  name,
  version,
  'description-markup': 'markdown',
  'js-types-syntax': 'typescript',
  contributions: {
    html: {
      elements: elements.map(({ tag, summary, attributes, fields, events, slots, cssProperties }) => ({
        name: tag,
        description: summary,
        attributes: attributes.map((it) => ({
          name: it.name,
          description: it.description,
          value: { type: it.type?.text ?? 'string', ...(it.type?.text === 'boolean' && { kind: 'no-value' }) },
          ...(it.default && { default: it.default }),
        })),
        js: {
          properties: fields.map((it) => ({ name: it.name, description: it.description, type: it.type?.text })),
          events: events.map((it) => ({ name: it.name, description: it.description })),
        },
        ...(slots && { slots: slots.map(({ name, description }) => ({ name, description })) }),
        ...(cssProperties && {
          css: { properties: cssProperties.map((it) => ({ name: it.name, description: it.description })) },
        }),
      })),
    },
  },
});

const reactTypes = jsxTypes(
  `import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, JSX, RefAttributes } from 'react';\n`,
  'react',
  (of) => `DetailedHTMLProps<HTMLAttributes<${of}>, ${of}>`,
);

/** Frameworks that the build makes types for; each has a subpath of the package. */
export const FRAMEWORKS = {
  react: (elements) => reactTypes(elements) + reactWrapperTypes(elements),
  preact: jsxTypes(
    `import type { ClassAttributes, HTMLAttributes } from 'preact';\n`,
    'preact',
    (of) => `HTMLAttributes<${of}> & ClassAttributes<${of}>`,
  ),
  vue: vueTypes,
  svelte: svelteTypes,
  solid: solidTypes,
};

/** Gives the files to write, by their names in dist/. */
export function frameworkFiles(manifest, pkg) {
  const elements = read(manifest);
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ...Object.entries(FRAMEWORKS).flatMap(([name, write]) => [
      [`${name}.d.ts`, write(elements)],
      // Types alone, but for React: what a framework needs besides is in the element.
      [`${name}.js`, name === 'react' ? reactWrapper(elements) : `export {};\n`],
    ]),
    ['angular.js', angularDirectives(elements)],
    ['angular.d.ts', angularTypes(elements)],
    // Importing a style sheet has no value, but TypeScript wants to know.
    ['cf-stream-elements.css.d.ts', `export {};\n`],
    ['vscode.html-custom-data.json', json(vsCode(elements))],
    ['web-types.json', json(webTypes(elements, pkg))],
  ]);
}
