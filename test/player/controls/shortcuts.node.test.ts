import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextRate, shortcutOf, type KeyPress, type Shortcut } from '../../../src/player/controls/shortcuts.js';

const press = (key: string, more: Partial<KeyPress> = {}): Shortcut | null =>
  shortcutOf({ key, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

describe('shortcutOf', () => {
  const cases: [key: string, shortcut: Shortcut][] = [
    [' ', { does: 'toggle-play' }],
    ['K', { does: 'toggle-play' }],
    ['ArrowLeft', { does: 'skip', seconds: -5 }],
    ['l', { does: 'skip', seconds: 10 }],
    ['ArrowUp', { does: 'volume', by: 0.05 }],
    ['m', { does: 'toggle-muted' }],
    ['c', { does: 'toggle-captions' }],
    ['f', { does: 'toggle-fullscreen' }],
    ['i', { does: 'toggle-picture-in-picture' }],
    ['7', { does: 'jump', share: 0.7 }],
    ['>', { does: 'rate', by: 1 }],
    ['?', { does: 'help' }],
    [',', { does: 'frame', by: -1 }],
  ];
  for (const [key, shortcut] of cases) {
    it(`recognises ${key === ' ' ? 'the space bar' : key}`, () => {
      assert.deepEqual(press(key), shortcut);
    });
  }

  it('returns null for other keys and for shortcuts of the browser', () => {
    for (const key of ['Tab', 'Escape', 'x', 'F5', 'toString', '٧']) assert.equal(press(key), null, key);
    assert.equal(press('f', { ctrlKey: true }), null);
    assert.equal(press('k', { metaKey: true }), null);
    assert.equal(press('ArrowLeft', { altKey: true }), null);
    assert.equal(press('ArrowLeft', { metaKey: true }), null);
    assert.equal(press('ArrowUp', { ctrlKey: true }), null);
  });

  it('maps arrows with the modifier of larger steps, Ctrl or on a Mac Option, to chapters', () => {
    const arrow = { key: 'ArrowRight', code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    const next = { does: 'chapter', by: 1 };
    assert.deepEqual(shortcutOf({ ...arrow, ctrlKey: true }, 'ctrlKey'), next);
    assert.deepEqual(shortcutOf({ ...arrow, altKey: true }, 'altKey'), next);
    assert.deepEqual(shortcutOf({ ...arrow, key: 'ArrowLeft', ctrlKey: true }, 'ctrlKey'), { does: 'chapter', by: -1 });
    assert.equal(shortcutOf({ ...arrow, altKey: true }, 'ctrlKey'), null);
    assert.equal(shortcutOf({ ...arrow, ctrlKey: true }, 'altKey'), null);
  });
});

describe('shortcutOf on other keyboard layouts', () => {
  const cases: [layout: string, key: string, code: string, shiftKey: boolean, shortcut: Shortcut | null][] = [
    ['Russian', 'л', 'KeyK', false, { does: 'toggle-play' }],
    ['Russian', 'Л', 'KeyK', true, { does: 'toggle-play' }],
    ['Russian', 'Ю', 'Period', true, { does: 'rate', by: 1 }],
    ['Russian', 'ю', 'Period', false, { does: 'frame', by: 1 }],
    ['Russian', '№', 'Digit3', true, null],
    ['Greek', 'φ', 'KeyF', false, { does: 'toggle-fullscreen' }],
    ['Hebrew', 'צ', 'KeyM', false, { does: 'toggle-muted' }],
    ['Hebrew', '/', 'KeyQ', false, null],
    ['Arabic', '؟', 'Slash', true, { does: 'help' }],
    ['Arabic', '٧', 'Digit7', false, { does: 'jump', share: 0.7 }],
    ['German', 'ö', 'Semicolon', false, null],
  ];
  for (const [layout, key, code, shiftKey, shortcut] of cases) {
    it(`maps ${key} of a ${layout} keyboard to ${shortcut?.does ?? 'nothing'}`, () => {
      assert.deepEqual(press(key, { code, shiftKey }), shortcut);
    });
  }
});

describe('nextRate', () => {
  it('returns the next speed, and stays at the slowest and the fastest', () => {
    const rates = [0.5, 1, 2];
    assert.equal(nextRate(1, 1, rates), 2);
    assert.equal(nextRate(1.3, -1, rates), 1);
    assert.equal(nextRate(2, 1, rates), 2);
    assert.equal(nextRate(0.5, -1, rates), 0.5);
  });
});
