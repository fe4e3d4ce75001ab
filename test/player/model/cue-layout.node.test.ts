import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layoutCue } from '../../../src/player/model/cues.js';

describe('layoutCue', () => {
  it('puts a cue without a place to the bottom', () => {
    assert.deepEqual(layoutCue({ line: 'auto', snapToLines: true, align: 'center' }), {
      top: null,
      align: 'center',
      column: null,
    });
    assert.deepEqual(layoutCue({ line: -2, snapToLines: true, align: 'middle' }), {
      top: null,
      align: 'center',
      column: null,
    });
  });

  it('leaves a cue where its author moved it, unless the controls are there', () => {
    assert.equal(layoutCue({ line: 10, snapToLines: false, align: 'center' }).top, 10);
    assert.equal(layoutCue({ line: 0, snapToLines: true, align: 'center' }).top, 0);
    assert.equal(layoutCue({ line: 90, snapToLines: false, align: 'center' }).top, null);
  });

  it('takes over the alignment of a cue', () => {
    assert.equal(layoutCue({ line: 'auto', snapToLines: true, align: 'left' }).align, 'left');
    assert.equal(layoutCue({ line: 'auto', snapToLines: true, align: 'end' }).align, 'end');
  });

  it('gives a cue the column that its position and size say', () => {
    const cases: [cue: object, column: readonly [number, number] | null][] = [
      [{}, null],
      [{ position: 'auto', size: 100 }, null],
      [{ position: 50, size: 100 }, [0, 100]],
      [{ position: 20 }, [0, 40]],
      [{ position: 20, align: 'start' }, [20, 80]],
      [{ position: 20, align: 'end' }, [0, 20]],
      [{ size: 50 }, [25, 50]],
      [{ size: 50, align: 'right' }, [50, 50]],
      [{ position: 60, positionAlign: 'line-right', size: 30 }, [30, 30]],
      [{ position: 60, positionAlign: 'center', size: 90, align: 'start' }, [20, 80]],
      [{ position: 101 }, null],
      [{ position: NaN, size: NaN }, null],
      [{ position: 0, align: 'center' }, null],
    ];
    for (const [cue, column] of cases)
      assert.deepEqual(
        layoutCue({ line: 'auto', snapToLines: true, align: 'center', ...cue }).column,
        column,
        JSON.stringify(cue),
      );
  });
});
