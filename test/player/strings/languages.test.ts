import { expect } from '@open-wc/testing';
import { LANGUAGES, loadTexts } from '../../../src/player/strings/languages.js';
import { ENGLISH } from '../../../src/player/strings/en.js';
import { formatPercent, formatPosition, formatRate, type PlayerTexts } from '../../../src/player/strings/texts.js';

/** Texts by name. */
function textsOf(texts: PlayerTexts): Map<string, string> {
  return new Map(Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

describe('loadTexts', () => {
  const english = textsOf(ENGLISH);
  for (const language of LANGUAGES) {
    it(`loads ${language} with every text and its placeholders`, async () => {
      const texts = await loadTexts(language);
      expect(texts.locale).to.equal(language);
      const own = textsOf(texts);
      expect([...own.keys()].sort()).to.deep.equal([...english.keys()].sort());
      const braces = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
      for (const [name, text] of own) {
        expect(text, name).not.to.equal('');
        expect(braces(text), name).to.deep.equal(braces(english.get(name)!));
      }
      expect(own.get('play')).not.to.equal(ENGLISH.play);
      const errors = Object.values(texts.errors);
      expect(errors, 'one for each thing that goes wrong while playing').to.have.lengthOf(19);
      expect(errors.every((sentence) => sentence.length > 5)).to.equal(true);
      expect(formatPosition(texts, 3, 64)).not.to.match(/\{|\bof\b/);
    });
  }

  it('loads the nearest language, and keeps the region for numbers', async () => {
    const texts = await loadTexts('de-AT');
    expect(texts.play).to.equal('Abspielen');
    expect(texts.locale).to.equal('de-AT');
    expect(formatPosition(texts, 12, 64)).to.equal('12 Sekunden von 1 Minute 4 Sekunden');
    expect(formatRate(texts, 1.25)).to.equal('1,25×');
    expect(formatPercent(texts, 0.5)).to.match(/^50\s%$/);
  });

  it('loads English when there is no such language', async () => {
    expect(await loadTexts('tlh')).to.deep.equal(ENGLISH);
    expect(await loadTexts('en-GB')).to.deep.equal({ ...ENGLISH, locale: 'en-GB' });
    expect(await loadTexts('not a tag')).to.deep.equal(ENGLISH);
  });

  it('accepts a language of the site, and its words in place of ours', async () => {
    const danish = await loadTexts('da-DK', { da: { play: 'Afspil' } });
    expect([danish.play, danish.pause, danish.locale]).to.deep.equal(['Afspil', 'Pause', 'da-DK']);
    const german = await loadTexts('de', { de: { play: 'Los' } });
    expect([german.play, german.pause]).to.deep.equal(['Los', 'Pause']);
    expect(german.errors.SOURCE_INVALID).to.equal('Kein Video vorhanden.');
  });
});
