import { expect, fixture, html } from '@open-wc/testing';
import { LANGUAGES, loadUploadTexts } from '../../../src/upload/strings/languages.js';
import { uploadTexts } from '../../../src/upload/strings/texts.js';
import { words as englishWords } from '../../../src/upload/strings/en.js';

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];

interface Tree {
  readonly [key: string]: string | Tree;
}

const isPlural = (value: string | Tree): value is Tree =>
  typeof value !== 'string' && 'other' in value && Object.keys(value).every((key) => CATEGORIES.includes(key));

/** Every text by its path; for a plural, its form for any number. */
function sentencesOf(words: Tree, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[path + key, value]];
    return isPlural(value) ? [[path + key, value.other as string]] : sentencesOf(value, `${path}${key}.`);
  });
}

const limits = { maxBytes: 1, maxSeconds: null };

const braces = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('loadUploadTexts', () => {
  const english = new Map(sentencesOf(englishWords as unknown as Tree));
  for (const language of LANGUAGES) {
    it(`has every text in ${language}, with all placeholders`, async () => {
      const texts = await loadUploadTexts(language);
      expect(texts.locale).to.equal(language);
      const own = new Map(sentencesOf(texts.words as unknown as Tree));
      expect([...own.keys()].sort()).to.deep.equal([...english.keys()].sort());
      for (const [name, text] of own) {
        expect(text, name).not.to.equal('');
        expect(braces(text), name).to.deep.equal(braces(english.get(name)!));
      }
      expect(texts.words.choose).not.to.equal(englishWords.choose);
      for (const count of [0, 1, 2, 3, 11, 100, 1_000_000]) {
        const notices = (['skipped', 'only-one'] as const).map((type) => texts.notice({ type, count }, limits));
        for (const said of [texts.more(count), ...notices]) expect(said).to.match(/^[^{]+$/);
      }
    });
  }

  it('uses the nearest language, and keeps the region for numbers', async () => {
    const swiss = await loadUploadTexts('de-CH');
    expect([swiss.words.goOn, swiss.locale]).to.deep.equal(['Fortsetzen', 'de-CH']);
    expect((await loadUploadTexts('en-GB')).locale).to.equal('en-GB');
  });

  it('falls back to English for an unknown language', async () => {
    expect(await loadUploadTexts('tlh')).to.equal(uploadTexts);
    expect(await loadUploadTexts('not a tag')).to.equal(uploadTexts);
    expect(await loadUploadTexts('')).to.equal(uploadTexts);
  });

  it('uses the texts of a site, for its own language and in place of ours', async () => {
    const danish = await loadUploadTexts('da', { da: { choose: 'Vælg en video' } });
    expect([danish.words.choose, danish.words.goOn, danish.locale]).to.deep.equal(['Vælg en video', 'Resume', 'da']);
    const german = await loadUploadTexts('de', { de: { choose: 'Her damit', waits: { turn: 'Gleich' } } });
    expect([german.words.choose, german.words.goOn, german.words.waits.turn]).to.deep.equal([
      'Her damit',
      'Fortsetzen',
      'Gleich',
    ]);
    expect(german.words.waits.offline).to.contain('offline');
  });

  it('does not break up sizes in Hebrew, and puts the first one first', async () => {
    const { words } = await loadUploadTexts('he');
    const line = await fixture<HTMLElement>(html`<p dir="auto"></p>`);
    line.textContent = words.sentOf.replace('{sent}', '455 MB').replace('{total}', '734 MB');
    const leftOf = (letters: string): number => {
      const range = new Range();
      range.setStart(line.firstChild!, line.textContent.indexOf(letters));
      range.setEnd(line.firstChild!, line.textContent.indexOf(letters) + 1);
      return range.getBoundingClientRect().left;
    };
    const seen = ['455', 'MB\u2069 ', 'מ', '734'].sort((one, other) => leftOf(one) - leftOf(other));
    expect(seen).to.deep.equal(['734', 'מ', '455', 'MB\u2069 ']);
  });
});
