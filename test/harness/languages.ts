import assert from 'node:assert/strict';
import fs from 'node:fs';

/** Words of a language as a tree: texts, plurals and tables of either. */
interface Tree {
  readonly [name: string]: string | Tree;
}

type Forms = Readonly<Record<string, string>>;

const isPlural = (value: string | Tree): value is Forms => typeof value !== 'string' && 'other' in value;

/** Every text, and each form of a plural, by its path; the plurals themselves besides. */
function textsOf(words: Tree, path = '', plurals = new Map<string, Forms>()): Texts {
  const texts = Object.entries(words).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[path + name, value]];
    if (!isPlural(value)) return textsOf(value, `${path}${name}.`, plurals).texts;
    plurals.set(path + name, value);
    return Object.values(value).map((form) => [path + name, form]);
  });
  return { texts, plurals };
}

interface Texts {
  readonly texts: [path: string, text: string][];
  readonly plurals: ReadonlyMap<string, Forms>;
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

/** The scripts of languages that are not written in Latin letters. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  uk: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
};

/**
 * Asserts that a language has every text of English and no other, each with the same placeholders and in its own
 * letters, and of each plural the forms that whole numbers take in it.
 */
export function assertSameTexts(words: object, english: object, tag: string): void {
  const [ours, theirs] = [textsOf(words as Tree), textsOf(english as Tree)];
  assert.deepEqual(namesOf(ours), namesOf(theirs));
  const texts = new Map(theirs.texts);
  for (const [path, text] of ours.texts) {
    assert.notEqual(text.trim(), '', path);
    if (!theirs.plurals.has(path)) assert.deepEqual(placeholdersOf(text), placeholdersOf(texts.get(path) ?? ''), path);
    // Text without words, such as a name or "{name}: {state}", is the same everywhere.
    const isWord = /\p{L}/u.test((texts.get(path) ?? '').replace(/\{\w+\}|AirPlay/g, ''));
    if (isWord) assert.match(text, SCRIPTS[tag] ?? /\p{L}/u, path);
    // No sentence is the same in two languages.
    if (/\p{L}\s\S+\s\p{L}/u.test(text)) assert.notEqual(text, texts.get(path), path);
  }
  assert.deepEqual([...ours.plurals.keys()], [...theirs.plurals.keys()]);
  for (const [path, forms] of ours.plurals) assertForms(forms, tag, path);
}

/** Asserts that a plural has a form for each whole number, which contains the number unless it is only for one. */
function assertForms(forms: Forms, tag: string, path: string): void {
  const rules = new Intl.PluralRules(tag);
  const counts = new Map<string, number[]>();
  for (let count = 0; count <= 200; count += 1) {
    const category = rules.select(count);
    counts.set(category, [...(counts.get(category) ?? []), count]);
  }
  assert.deepEqual(
    Object.keys(forms).sort(),
    [...new Set([...counts.keys(), 'other'])].sort(),
    `${path}: the forms of ${tag}`,
  );
  for (const [category, form] of Object.entries(forms)) {
    // "One file" needs no number if it is only for one; in French and Hindi, "one" includes zero.
    const isForOne = (counts.get(category) ?? []).length === 1;
    const expected = isForOne && !form.includes('{') ? [] : ['{count}'];
    assert.deepEqual(placeholdersOf(form), expected, `${path}.${category}`);
  }
}

const namesOf = ({ texts }: Texts): string[] => [...new Set(texts.map(([path]) => path))].sort();
