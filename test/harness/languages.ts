import assert from 'node:assert/strict';
import fs from 'node:fs';

/** Words of a language as a tree: texts, plurals and tables of either. */
interface Tree {
  readonly [name: string]: string | Tree;
}

const isPlural = (value: string | Tree): boolean => typeof value !== 'string' && 'other' in value;

/** Every text by its path; of a plural each form, under the path of the plural. */
function textsOf(words: Tree, path = ''): [path: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[path + name, value]];
    if (isPlural(value)) return Object.values(value).map((form) => [path + name, form as string]);
    return textsOf(value, `${path}${name}.`);
  });
}

const placeholdersOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** Tags of the languages that have a file in a folder, besides English. */
export function languageFiles(folder: URL): string[] {
  return fs
    .readdirSync(folder)
    .flatMap((name) => /^([a-z]{2}(?:-[a-z]+)?)\.ts$/i.exec(name)?.[1] ?? [])
    .filter((tag) => tag !== 'en')
    .sort();
}

/** Asserts that a language has every text of English and no other, each with the same placeholders. */
export function assertSameTexts(words: object, english: object): void {
  const [ours, theirs] = [textsOf(words as Tree), textsOf(english as Tree)];
  assert.deepEqual(namesOf(ours), namesOf(theirs));
  const expected = new Map(theirs.map(([path, text]) => [path, placeholdersOf(text)]));
  for (const [path, text] of ours) {
    assert.notEqual(text.trim(), '', path);
    // "One file" needs no number, in any language.
    const isWithoutCount = expected.get(path)?.join() === '{count}' && placeholdersOf(text).length === 0;
    if (!isWithoutCount) assert.deepEqual(placeholdersOf(text), expected.get(path), path);
  }
}

const namesOf = (texts: readonly [string, string][]): string[] => [...new Set(texts.map(([path]) => path))].sort();
