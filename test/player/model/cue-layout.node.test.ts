import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layoutCue } from '../../../src/player/model/cues.js';

describe('layoutCue', () => {
  it('puts a cue without a place to the bottom', () => {
    assert.deepEqual(layoutCue({ line: 'auto', snapToLines: true, align: 'center' }), { top: null, align: 'center' });
    assert.deepEqual(layoutCue({ line: -2, snapToLines: true, align: 'middle' }), { top: null, align: 'center' });
  });

  it('leaves a cue where its author moved it, unless the controls are there', () => {
    assert.equal(layoutCue({ line: 10, snapToLines: false, align: 'center' }).top, 10);
    assert.equal(layoutCue({ line: 0, snapToLines: true, align: 'center' }).top, 0);
    assert.equal(layoutCue({ line: 90, snapToLines: false, align: 'center' }).top, null);
  });

  it('takes over the alignment of a cue', () => {
    assert.equal(layoutCue({ line: 'auto', snapToLines: true, align: 'left' }).align, 'start');
    assert.equal(layoutCue({ line: 'auto', snapToLines: true, align: 'end' }).align, 'end');
  });
});
