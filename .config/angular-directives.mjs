// The directives of `cf-stream-elements/angular`. With them in `imports`, a template's properties and events of the tags are
// checked, and no schema is needed. They are declared as Angular's own compiler declares those of a library, for the linker.

/** What Angular calls the declaration of a directive; compilers of all later versions read it. */
const MADE_FOR = '22.0.0';
const directiveOf = ({ of }) => of.replace(/^Cf/, '');
const quoted = (name) => JSON.stringify(name);
const isBoolean = ({ type }) => type?.text === 'boolean';
/** Names of the outputs in the class: those of events are no names for that. */
const outputOf = ({ name }) => `on${name.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase())}`;

/** Writes the module: inputs are handed on to the element. Its events are heard from it, outputs only give them their types. */
export const angularDirectives = (elements) =>
  `import * as i0 from '@angular/core';

const silent = { subscribe: () => ({ unsubscribe() {} }) };
${elements
  .map((element) => {
    const name = directiveOf(element);
    return `
export class ${name} {
  #element = i0.inject(i0.ElementRef).nativeElement;
${element.events.map((it) => `  ${outputOf(it)} = silent;\n`).join('')}${element.fields.map((it) => `  set ${it.name}(value) {\n    this.#element.${it.name} = value;\n  }\n`).join('')}}
${name}.ɵfac = i0.ɵɵngDeclareFactory({ minVersion: '12.0.0', version: '${MADE_FOR}', ngImport: i0, type: ${name}, deps: [], target: i0.ɵɵFactoryTarget.Directive });
${name}.ɵdir = i0.ɵɵngDeclareDirective({
  minVersion: '16.1.0',
  version: '${MADE_FOR}',
  ngImport: i0,
  type: ${name},
  isStandalone: true,
  selector: ${quoted(element.tag)},
  inputs: { ${element.fields.map((it) => `${it.name}: ${isBoolean(it) ? `['${it.name}', '${it.name}', i0.booleanAttribute]` : `'${it.name}'`}`).join(', ')} },
  outputs: { ${element.events.map((it) => `${outputOf(it)}: ${quoted(it.name)}`).join(', ')} },
});
`;
  })
  .join('')}`;

/** Writes their types. */
export const angularTypes = (elements) =>
  `// Made from custom-elements.json by the build.
import type * as i0 from '@angular/core';
import type { CfStreamPlayer, CfStreamUpload } from './define/index.js';
import type { CfStreamTranscript } from './define/transcript.js';
${elements
  .map(
    (element) => `
/** ${element.summary} For \`imports\` of a component: its template is checked then. */
export declare class ${directiveOf(element)} {
${element.events.map((it) => `    readonly ${outputOf(it)}: i0.OutputRef<HTMLElementEventMap['${it.name}']>;\n`).join('')}${element.fields.map((it) => `    set ${it.name}(value: ${element.of}['${it.name}'] | undefined);\n`).join('')}${element.fields
      .filter(isBoolean)
      .map((it) => `    static ngAcceptInputType_${it.name}: unknown;\n`)
      .join('')}    static ɵfac: i0.ɵɵFactoryDeclaration<${directiveOf(element)}, never>;
    static ɵdir: i0.ɵɵDirectiveDeclaration<${directiveOf(element)}, ${quoted(element.tag)}, never, { ${element.fields.map((it) => `${quoted(it.name)}: { alias: ${quoted(it.name)}; required: false }`).join('; ')} }, { ${element.events.map((it) => `${quoted(outputOf(it))}: ${quoted(it.name)}`).join('; ')} }, never, never, true, never>;
}
`,
  )
  .join('')}`;
