import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { CONFIG, configureControls } from '../../../src/player/controls/controls-config.js';
import { keyFor, shortcutOf, shortcutRows, type Shortcut } from '../../../src/player/controls/shortcuts.js';

const press = (key: string): Shortcut | null =>
  shortcutOf({ key, code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false });
const usual = { ...CONFIG };

describe('configureControls', () => {
  afterEach(() => configureControls());

  it('sets steps and sorted speeds, and restores the defaults without any', () => {
    configureControls({ skipSeconds: 30, arrowSeconds: 15, playbackRates: [2, 1, 1.5] });
    assert.deepEqual(
      [press('j'), press('ArrowRight')],
      [
        { does: 'skip', seconds: -30 },
        { does: 'skip', seconds: 15 },
      ],
    );
    assert.deepEqual(CONFIG.playbackRates, [1, 1.5, 2]);
    configureControls();
    assert.deepEqual(CONFIG, usual, 'nothing of it stays');
  });

  it('ignores invalid values', () => {
    configureControls({ skipSeconds: 0, arrowSeconds: Number.NaN, playbackRates: [-1, Infinity, '2' as never] });
    assert.deepEqual(CONFIG, usual);
    configureControls(null);
    assert.deepEqual(CONFIG, usual);
  });

  it('moves the action of a key to another key, or removes it', () => {
    configureControls({ shortcuts: { p: 'k', k: null, m: null, ö: 'f', j: 'l', x: 'nothing' } });
    assert.deepEqual(
      ['p', 'P', ' ', 'k', 'm', 'Ö', 'f', 'x'].map((key) => press(key)?.does),
      [
        'toggle-play',
        'toggle-play',
        'toggle-play',
        undefined,
        undefined,
        'toggle-fullscreen',
        'toggle-fullscreen',
        undefined,
      ],
    );
    assert.deepEqual(press('j'), { does: 'skip', seconds: 10 });
    assert.deepEqual([keyFor('k'), keyFor('m'), keyFor('f'), keyFor('c')], ['p', undefined, 'ö', 'c']);
    const listed = shortcutRows().map((row) => row.map(([key]) => key).join(' '));
    assert.deepEqual([listed[0], listed.includes('m'), listed.includes('f ö')], ['  p', false, true]);
  });
});
