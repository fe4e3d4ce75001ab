// Code that the playground writes, for checks that compile it: for each element, sets in which each attribute has one of
// its values and each slot is filled, and one in which nothing is set.
import { tsImport } from 'tsx/esm/api';
import { elementOf } from '../../../.config/docs.mjs';
import { FIXED, valuesOf } from '../../../.config/playground.mjs';

const { writeMarkup } = await tsImport('../../../demo/pages/playground-code.ts', import.meta.url);
/** Texts for free values, which a framework could mistake for its own syntax. */
const TEXTS = ['A film', '"Yes" & <no>', "it's {one}", '{{ two }} and ${three}'];

/** Makes settings as of the playground's form: for each attribute, its value of this turn. */
function settingsOf(tagName, turn) {
  const { attributes, members, slots } = elementOf(tagName);
  const readOnly = members.filter((member) => member.readonly).map(({ name }) => name);
  const at = (values) => values[turn % values.length];
  return {
    attributes: attributes
      .filter(({ name }) => !FIXED[name])
      .map((entry) => {
        const isNumber = /^number\b/.test(entry.type?.text ?? '');
        const isBoolean = entry.type?.text === 'boolean';
        const value = isBoolean ? 'true' : at(valuesOf(entry) ?? (isNumber ? ['5', '0.5'] : TEXTS));
        return {
          name: entry.name,
          value: value === 'true' ? true : value,
          isNumber,
          property: readOnly.includes(entry.name) ? entry.fieldName : undefined,
        };
      }),
    properties: [],
    slots: slots.map(({ name }) => name),
    part: '',
  };
}

/** Writes the variants for a framework. */
export function playgroundVariants(framework) {
  return ['cf-stream-player', 'cf-stream-upload'].flatMap((tagName) => [
    writeMarkup(framework, tagName, { attributes: [], properties: [], slots: [], part: '' }),
    ...TEXTS.map((_, turn) => writeMarkup(framework, tagName, settingsOf(tagName, turn))),
  ]);
}
