import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSupportedLocale, matchLanguage } from '../../../src/shared/i18n/language.js';

describe('matchLanguage', () => {
  const available = ['de', 'pt', 'zh', 'zh-Hant', 'he', 'id', 'ko', 'sv', 'uk'];
  const cases: [wanted: string, found: string | undefined][] = [
    ['de', 'de'],
    ['DE-at', 'de'],
    ['pt_BR', 'pt'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh-CN', 'zh'],
    ['iw', 'he'],
    ['in-ID', 'id'],
    ['uk-UA', 'uk'],
    ['nb', undefined],
    ['kok', undefined],
    ['den', undefined],
    ['', undefined],
  ];
  for (const [wanted, found] of cases) {
    it(`chooses ${found ?? 'nothing'} for ${wanted || 'an empty tag'}`, () => {
      assert.equal(matchLanguage(wanted, available), found);
    });
  }
});

describe('isSupportedLocale', () => {
  it('is true only for tags that Intl accepts', () => {
    assert.equal(isSupportedLocale('de-AT'), true);
    assert.equal(isSupportedLocale('not a tag'), false);
    assert.equal(isSupportedLocale(''), false);
  });
});
