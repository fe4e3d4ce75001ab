import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundCaptions } from '../../../src/player/model/cues.js';

const cue = (text: string, number = 0): string => `00:00:0${number % 10}.000 --> 00:01:00.000 line:0\n${text}\n`;
const fileOf = (...blocks: string[]): string => ['WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:0', ...blocks].join('\n\n');
const count = (file: string): number => file.split('-->').length - 1;

describe('boundCaptions', () => {
  it('leaves ordinary captions unchanged', () => {
    const file = fileOf('NOTE by hand', `first\n${cue('<i>Hello</i>\n- you')}`, cue('1 &lt; 2'), 'STYLE\n::cue {}');
    assert.equal(boundCaptions(file, 10), file.replace(/\n{2,}/g, '\n\n'));
    assert.equal(boundCaptions(file.replaceAll('\n', '\r\n'), 10), file.replace(/\n{2,}/g, '\n\n'));
    for (const short of ['', 'WEBVTT', 'WEBVTT\n', 'WEBVTT\n\n00:00.000 --> 00:01.000'])
      assert.equal(boundCaptions(short, 10).trimEnd(), short.trimEnd());
  });

  for (const [seconds, most] of [
    [10, 100],
    [60, 600],
    [36_000, 10_000],
    [0, 100],
    [-1, 100],
    [NaN, 100],
    [Infinity, 10_000],
  ] as const) {
    it(`keeps the first ${most} cues of a file for ${seconds} seconds, uncut`, () => {
      const cues = Array.from({ length: 10_500 }, (_, number) => `id${number}\n${cue(`text ${number}`, number)}`);
      const kept = boundCaptions(fileOf(...cues), seconds);
      assert.equal(count(kept), most);
      assert.ok(kept.includes(`text ${most - 1}\n`) && !kept.includes(`text ${most}\n`));
    });
  }

  it('limits the text of each cue on its own', () => {
    const kept = boundCaptions(
      fileOf(cue('a'.repeat(1e6)), cue('b\n'.repeat(1e5)), cue('<i>'.repeat(5e4)), cue('c')),
      9,
    );
    assert.ok(kept.length < 5_000, String(kept.length));
    assert.equal(count(kept), 4);
    assert.ok(kept.endsWith(`\n\n${cue('c').trimEnd()}`));
  });

  for (const [name, file] of Object.entries({
    'settings of 10 MB': fileOf(`00:00.000 --> 00:01.000 ${'line:1 '.repeat(1.4e6)}\nx`),
    'a header of 10 MB': `WEBVTT ${'a'.repeat(1e7)}\n\n${cue('x')}`,
    '10 MB of arrows': fileOf('-->'.repeat(3.3e6)),
    'a cue identifier of 10 MB': fileOf(`${'a'.repeat(1e7)}\n${cue('x')}`),
    '10 MB of empty lines': `WEBVTT${'\n'.repeat(1e7)}`,
    '10 MB of empty lines with CR': `WEBVTT${'\r\n\r'.repeat(3e6)}`,
    '10 MB of notes': fileOf('x\n\n'.repeat(3e6)),
    '10 MB of regions': fileOf('REGION\nid:a width:40%\n\n'.repeat(4e5)),
    '10 MB of cues': fileOf(cue('x\n').repeat(2e5)),
  })) {
    it(`cuts ${name} to less than 20 KB`, () => {
      const kept = boundCaptions(file, 10);
      assert.ok(kept.length < 20_000, String(kept.length));
      assert.match(kept, /^WEBVTT/);
    });
  }
});
