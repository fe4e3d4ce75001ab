import { sampleOf } from './playground-samples.js';

/** Target of the generated code. */
export type Framework = 'html' | 'react' | 'vue' | 'svelte' | 'angular';

/** An attribute that is set; `true` is one without a value. */
export interface AttributeSetting {
  readonly name: string;
  readonly value: string | true;
  readonly isNumber?: boolean;
  /** The property to set instead, where one of the attribute's name cannot be set. */
  readonly property?: string | undefined;
}

/** All settings that differ from the defaults. */
export interface Settings {
  readonly attributes: readonly AttributeSetting[];
  /** CSS custom properties. */
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly slots: readonly string[];
  /** The part that is outlined; `''` for none. */
  readonly part: string;
}

/** Attributes that an element always needs. */
const BASE: Readonly<Record<string, readonly AttributeSetting[]>> = {
  'cf-stream-player': [
    { name: 'src', value: 'VIDEO_UID' },
    { name: 'customer-code', value: 'YOUR_CODE' },
    { name: 'token-endpoint', value: '/api/videos/{uid}/token' },
  ],
  'cf-stream-upload': [
    { name: 'endpoint', value: '/api/uploads' },
    { name: 'status-endpoint', value: '/api/videos/{uid}' },
  ],
};

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (it) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[it] ?? it);
/** Writes a string of JavaScript. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

function attributeOf(framework: Framework, { name, value, isNumber = false, property }: AttributeSetting): string {
  const own = property !== undefined && (framework === 'react' || framework === 'vue') ? property : name;
  // To Angular, a name without a hyphen is a property of the directive, whose type is checked.
  const isInput = framework === 'angular' && !own.includes('-');
  if (value === true) return isInput ? `[${own}]="true"` : own;
  const text = `${own}="${escape(value)}"`;
  switch (framework) {
    case 'react':
      if (isNumber) return `${own}={${Number(value)}}`;
      // JSX knows no escapes but those of HTML, and reads braces within quotes as they are.
      return text;
    case 'vue':
      return isNumber ? `:${own}="${Number(value)}"` : text;
    case 'svelte':
      if (isNumber) return `${own}={${Number(value)}}`;
      return /[{}]/.test(value) ? `${own}={${quoted(value)}}` : text;
    case 'angular':
      if (isNumber && isInput) return `[${own}]="${Number(value)}"`;
      return /[{]{2}/.test(value) ? `[attr.${own}]="${escape(quoted(value))}"` : text;
    case 'html':
      return text;
  }
}

function slotOf(framework: Framework, tagName: string, slot: string): string {
  const { tag, text, attributes = {} } = sampleOf(tagName, slot);
  const all = Object.entries<string | true>({ ...(slot ? { slot } : {}), ...attributes });
  const opening = [tag, ...all.map(([name, value]) => (value === true ? name : `${name}="${escape(value)}"`))].join(
    ' ',
  );
  if (tag === 'img') return framework === 'react' ? `<${opening} />` : `<${opening}>`;
  return `<${opening}>${escape(text)}</${tag}>`;
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** Writes a tag with its attributes, one per line if there are several. */
function tagOf(framework: Framework, tagName: string, { attributes, slots }: Settings): string {
  const base = (BASE[tagName] ?? []).filter(({ name }) => !attributes.some((other) => other.name === name));
  const lines = [...base, ...attributes].map((attribute) => attributeOf(framework, attribute));
  const children = slots.map((slot) => `\n  ${slotOf(framework, tagName, slot)}`).join('');
  return `<${tagName}\n${lines.map((line) => `  ${line}`).join('\n')}\n>${children}${children && '\n'}</${tagName}>`;
}

/** Writes the code for a framework, as the README does. */
export function writeMarkup(framework: Framework, tagName: string, settings: Settings): string {
  const short = tagName === 'cf-stream-player' ? 'player' : 'upload';
  const tag = tagOf(framework, tagName, settings);
  const imports = (module: string): string =>
    `import type {} from 'cf-stream-elements/${module}';\nimport 'cf-stream-elements/${short}';`;
  switch (framework) {
    case 'html':
      return `<script type="module" src="/cdn/${tagName}.min.js"></script>\n\n${tag}`;
    case 'react':
      return `${imports('react')}\n\nexport function Video() {\n  return (\n${indented(tag, 4)}\n  );\n}`;
    case 'vue':
      return `<script setup lang="ts">\n${imports('vue')}\n</script>\n\n<template>\n${indented(tag, 2)}\n</template>`;
    case 'svelte':
      return `<script lang="ts">\n${indented(imports('svelte'), 2)}\n</script>\n\n${tag}`;
    case 'angular': {
      const directive = tagName === 'cf-stream-player' ? 'StreamPlayer' : 'StreamUpload';
      return `import { Component } from '@angular/core';
import { ${directive} } from 'cf-stream-elements/angular';
import 'cf-stream-elements/${short}';

@Component({
  selector: 'app-video',
  imports: [${directive}],
  template: \`
${indented(tag.replace(/[\\`]|\$(?=\{)/g, '\\$&'), 4)}
  \`,
})
export class Video {}`;
    }
  }
}

/** Writes the style sheet; empty where nothing is set. */
export function writeStyles(tagName: string, { properties, part }: Settings): string {
  const rules = [
    ...(properties.length > 0
      ? [`${tagName} {\n${properties.map(([name, value]) => `  ${name}: ${value};`).join('\n')}\n}`]
      : []),
    ...(part ? [`${tagName}::part(${part}) {\n  ${OUTLINE}\n}`] : []),
  ];
  return rules.join('\n');
}

/** How a part is marked. */
export const OUTLINE = 'outline: 3px dashed #d6249f;';
