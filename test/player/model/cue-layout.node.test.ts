import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layoutCue, spreadCues, type CueBox } from '../../../src/player/model/cue-layout.js';
import { boundCaptions, cueText } from '../../../src/player/model/cues.js';

describe('layoutCue', () => {
  it('places a cue without a line at the bottom', () => {
    const bottom = { top: null, align: 'center', column: null, css: '' };
    for (const line of ['auto', -2, NaN]) {
      const { order: _, ...box } = layoutCue({ line, snapToLines: true, align: 'middle' });
      assert.deepEqual(box, bottom, String(line));
    }
  });

  it('counts lines from below where they are negative, up to where the controls are not', () => {
    const topOf = (line: number | string, snapToLines = true): number | null =>
      layoutCue({ line, snapToLines, align: 'center' }).top;
    assert.deepEqual(
      [-1, -7, 14].map((line) => topOf(line)),
      [null, null, null],
    );
    assert.ok(Math.abs((topOf(-12) ?? 0) - 36) < 1);
    assert.equal(topOf(-40), 0);
    const orderOf = (line: number | string, snapToLines = true): number =>
      layoutCue({ line, snapToLines, align: 'center' }).order ?? NaN;
    assert.ok(orderOf(-3) < orderOf(-2) && orderOf(-2) < orderOf('auto'));
    assert.equal(orderOf(-1), orderOf('auto'));
    assert.ok(orderOf(70, false) < orderOf(90, false) && orderOf(90, false) < orderOf('auto'));
    assert.equal(orderOf('auto', false), orderOf('auto'));
  });

  it('begins and ends text from right to left at its own sides', () => {
    const columnOf = (text: string, settings: object): CueBox['column'] =>
      layoutCue({ line: 'auto', snapToLines: true, align: 'start', text, ...settings }).column;
    for (const text of ['שלום', '- <i>مرحبا</i>', '12 שלום ok']) {
      assert.deepEqual(columnOf(text, { position: 90 }), [0, 90], text);
      assert.deepEqual(columnOf(text, { position: 90, align: 'end' }), [90, 10], text);
      assert.deepEqual(columnOf(text, { position: 90, align: 'left' }), [90, 10], text);
      assert.deepEqual(columnOf(text, { size: 40 }), [60, 40], text);
    }
    assert.deepEqual(columnOf('- Hello שלום', { position: 20 }), [20, 80]);
    assert.deepEqual(columnOf('123', { position: 20 }), [20, 80]);
  });

  it('places a cue at its line, unless the controls are there', () => {
    assert.equal(layoutCue({ line: 10, snapToLines: false, align: 'center' }).top, 10);
    assert.equal(layoutCue({ line: 0, snapToLines: true, align: 'center' }).top, 0);
    assert.equal(layoutCue({ line: 90, snapToLines: false, align: 'center' }).top, null);
  });

  it('keeps the alignment of a cue', () => {
    assert.equal(layoutCue({ line: 'auto', snapToLines: true, align: 'left' }).align, 'left');
    assert.equal(layoutCue({ line: 'auto', snapToLines: true, align: 'end' }).align, 'end');
  });

  it('derives the column of a cue from its position and size', () => {
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

  it('moves a cue above its line, or half above it, by its line alignment', () => {
    for (const [lineAlign, before] of [
      ['start', 0],
      ['center', -50],
      ['end', -100],
      ['elsewhere', 0],
    ] as const) {
      const { css } = layoutCue({ line: 50, snapToLines: false, align: 'center', lineAlign });
      assert.equal(css, `top:50%;--_before:${before === 0 ? -0 : before}%`.replace('-0%', '0%'));
    }
  });

  it('counts the lines of vertical text from the side where it starts, and negative ones from the other', () => {
    const cases: [cue: object, css: RegExp][] = [
      [{ vertical: 'rl' }, /vertical-rl;left:0cqb;top:0%;height:100%/],
      [{ vertical: 'lr' }, /vertical-lr;right:0cqb/],
      [{ vertical: 'rl', line: 0 }, /;right:0cqb/],
      [{ vertical: 'rl', line: 2 }, /;right:10.66cqb/],
      [{ vertical: 'rl', line: -2 }, /;left:5.33cqb/],
      [{ vertical: 'lr', line: 1 }, /;left:5.33cqb/],
      [{ vertical: 'lr', line: -1 }, /;right:0cqb/],
      [{ vertical: 'rl', line: 30, snapToLines: false }, /;left:30%/],
      [{ vertical: 'rl', line: 30, snapToLines: false, lineAlign: 'end' }, /--_before:-100%/],
      [{ vertical: 'rl', line: 0, lineAlign: 'center' }, /--_before:50%/],
      [{ vertical: 'rl', position: 20, align: 'start' }, /top:20%;height:80%/],
      [{ vertical: 'lr', size: 40 }, /top:30%;height:40%/],
      [{ vertical: 'lr', line: 5_000 }, /;left:100cqb/],
      [{ vertical: 'up' }, /^$/],
    ];
    for (const [cue, css] of cases) {
      const box = layoutCue({ line: 'auto', snapToLines: true, align: 'center', ...cue });
      assert.match(box.css, css, JSON.stringify(cue));
    }
  });
});

describe('regions of a caption file', () => {
  const REGION = 'REGION\nid:low\nwidth:40%\nlines:2\nregionanchor:50%,100%\nviewportanchor:50%,90%\nscroll:up';
  /** Lays out the last cue of a file as hls.js passes it on: with its text, and without what hls.js drops. */
  const layOut = (blocks: string, rest: object = {}): ReturnType<typeof layoutCue> & { words: string } => {
    const text = boundCaptions(`WEBVTT\n\n${blocks}\n`, 10).trimEnd().split('\n').at(-1) ?? '';
    const box = layoutCue({ line: 'auto', snapToLines: true, align: 'center', ...rest, text });
    return { ...box, words: cueText({ text }) };
  };
  const cue = (settings: string, text = 'Hello'): string => `00:01.000 --> 00:02.000 ${settings}\n${text}`;

  it('keep all their settings through hls.js, and the text of their cues', () => {
    const { region, isScrolled, words } = layOut(`${REGION}\n\n${cue('region:low', '<i>Hello</i>')}`);
    assert.equal(region, 'width:40%;height:calc(2*1.35em);left:50%;top:90%;translate:-50% -100%');
    assert.equal(isScrolled, true);
    assert.equal(words, '<i>Hello</i>');
  });

  it('have their defaults where a setting is missing or invalid', () => {
    const plain = 'width:100%;height:calc(3*1.35em);left:0%;top:100%;translate:0% -100%';
    for (const settings of ['', 'width:400%', 'lines:0', 'lines:x', 'width:%', 'regionanchor:1', 'width:"><b>%']) {
      const { region, isScrolled } = layOut(`REGION\nid:low\n${settings}\n\n${cue('region:low')}`);
      assert.equal(region?.replaceAll('-0', '0'), plain, settings);
      assert.equal(isScrolled, false);
    }
    assert.match(layOut(`REGION\nid:low\nlines:999999\n\n${cue('region:low')}`).region ?? '', /calc\(18\*/);
  });

  it('do not apply to a cue with another region, or with a line, size or direction of its own', () => {
    for (const [settings, rest] of [
      ['region:high', {}],
      ['region:low line:1', { line: 1 }],
      ['region:low size:50%', { size: 50 }],
      ['region:low vertical:rl', { vertical: 'rl' }],
      ['', {}],
    ] as const)
      assert.equal(layOut(`${REGION}\n\n${cue(settings)}`, rest).region, undefined, settings);
  });

  it('are taken from the cue when the browser has read them itself', () => {
    const region = { width: 30, lines: 1, regionAnchorX: 0, regionAnchorY: 0, viewportAnchorX: 5, viewportAnchorY: 6 };
    const box = layoutCue({ line: -1, snapToLines: true, align: 'center', region: { ...region, scroll: '' } });
    assert.equal(box.region, 'width:30%;height:calc(1*1.35em);left:5%;top:6%;translate:0% 0%');
  });

  it('do not apply to the next cue, which keeps its own position', () => {
    assert.equal(layOut(`${REGION}\n\n${cue('region:low')}\n\n${cue('')}`).region, undefined);
    const { column, words } = layOut(cue('position:60%,line-right size:30%'), { position: 60, size: 30 });
    assert.deepEqual([column, words], [[30, 30], 'Hello']);
  });

  it('need an identifier, and are not read from the text of a cue or after a cue', () => {
    for (const name of ['', '-id:low\n', 'id:low id:\n'])
      assert.equal(layOut(`${REGION.replace('id:low\n', name)}\n\n${cue('')}`).region, undefined, name);
    assert.equal(layOut(`${cue('', 'REGION 5 REPORTS id:low')}\n\n${cue('region:low')}`).region, undefined);
    assert.equal(layOut(`${cue('')}\n\n${REGION}\n\n${cue('region:low')}`).region, undefined, 'behind a cue');
  });

  it('are the same without a position alignment that WebVTT does not have', () => {
    for (const side of ['start', 'end', 'line-leftover', ''])
      assert.doesNotMatch(boundCaptions(`WEBVTT\n\n${cue(`position:10%,${side}`)}\n`, 10), /cf-stream/);
  });
});

describe('spreadCues', () => {
  const at = (start: number, size: number, from = 0, to = 10): Parameters<typeof spreadCues>[0][number] => ({
    start,
    end: start + size,
    from,
    to,
  });

  it('moves cues that overlap away from the edge, and no others', () => {
    assert.deepEqual(spreadCues([at(0, 10), at(20, 10)], 100), [0, 0]);
    assert.deepEqual(spreadCues([at(5, 10), at(0, 10)], 100), [5, 0]);
    assert.deepEqual(spreadCues([at(0, 10), at(0, 10), at(0, 10)], 100), [0, 10, 20]);
    assert.deepEqual(spreadCues([at(0, 10), at(0, 10, 10, 20)], 100), [0, 0]);
  });

  it('moves what is beyond the picture back into it, as far as there is room', () => {
    assert.deepEqual(spreadCues([at(95, 10)], 100), [-5]);
    assert.deepEqual(spreadCues([at(-5, 10)], 100), [5]);
    assert.deepEqual(spreadCues([at(50, 200)], 100), [-50]);
    assert.deepEqual(spreadCues([], 100), []);
  });
});
