import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatPercent, formatPlural } from '../../../src/shared/i18n/format-number.js';

describe('formatPlural', () => {
  it('uses the plural form that the language has for the number', () => {
    const files = { one: '{count} Datei', other: '{count} Dateien' };
    assert.deepEqual(
      [0, 1, 2, 1_234].map((count) => formatPlural(files, count, 'de')),
      ['0 Dateien', '1 Datei', '2 Dateien', '1.234 Dateien'],
    );
    const arabic = { two: 'ملفان', other: '{count} ملف' };
    assert.equal(formatPlural(arabic, 2, 'ar'), 'ملفان');
  });

  it('falls back to the form for any number', () => {
    assert.equal(formatPlural({ other: '{count} files' }, 1, 'en'), '1 files');
  });
});

describe('formatPercent', () => {
  it('formats whole percent as in the language', () => {
    assert.equal(formatPercent(0.256, 'en'), '26%');
    assert.match(formatPercent(1, 'de'), /^100\s%$/);
  });
});
