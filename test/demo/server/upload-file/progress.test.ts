import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createProgressView, createSpeedometer, formatStanding } from '../../../../demo/server/upload-file/progress.js';

describe('formatStanding', () => {
  it('formats percentage, amount, speed and time left', () => {
    assert.equal(
      formatStanding({ phase: 'sending', done: 50_000_000, total: 200_000_000, speed: 2_000_000 }, true),
      '[######------------------]  25 %  50.0 MB of 200.0 MB, 2.0 MB/s, 1:15 left',
    );
    assert.equal(
      formatStanding({ phase: 'sending', done: 1, total: 30_000_000_000, speed: 5_000_000 }, false),
      '  0 %  1 B of 30.0 GB, 5.0 MB/s, 1:40:00 left',
    );
    assert.equal(
      formatStanding({ phase: 'sending', done: 999, total: 999, speed: 10 }, false),
      '100 %  999 B of 999 B, 10 B/s',
    );
    assert.equal(
      formatStanding({ phase: 'processing', done: 3_900, total: 10_000 }, false),
      ' 39 %  Stream processes the video',
    );
  });
});

describe('createProgressView', () => {
  const show = (out: { isTTY?: boolean; columns?: number }): string => {
    let text = '';
    const clock = { now: 0 };
    const view = createProgressView({ ...out, write: (chunk: string) => (text += chunk) }, () => clock.now);
    for (let done = 0; done <= 100; done++, clock.now += 50) view.show({ phase: 'sending', done, total: 100 });
    view.end();
    return text;
  };
  it('redraws one line on a terminal, no wider than the terminal', () => {
    const text = show({ isTTY: true, columns: 42 });
    assert.ok(text.endsWith('] 100 %  100 B o\n'));
    assert.equal(text.split('\n').length, 2);
    assert.ok(text.split('\r\u001B[K').every((line) => line.length < 43));
    assert.ok(text.split('\r').length < 60);
  });
  it('writes one line per ten percent when the output is not a terminal', () => {
    const lines = show({}).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => /^\d+ %/.exec(line)?.[0]),
      ['0 %', '10 %', '20 %', '30 %', '40 %', '50 %', '60 %', '70 %', '80 %', '90 %', '100 %'],
    );
  });
});

describe('createSpeedometer', () => {
  it('measures the last seconds only, and starts over when bytes have to be sent again', () => {
    const clock = { now: 0 };
    const speedOf = createSpeedometer(() => clock.now);
    let bytes = 0;
    let speed = 0;
    const run = (seconds: number, perSecond: number): void => {
      for (let n = 0; n < seconds * 4; n++) {
        clock.now += 250;
        speed = speedOf((bytes += perSecond / 4));
      }
    };
    run(30, 1_000);
    assert.equal(Math.round(speed), 1_000);
    run(20, 100);
    assert.equal(Math.round(speed), 100);
    bytes = 0;
    assert.equal(speedOf(0), 0);
  });
});
