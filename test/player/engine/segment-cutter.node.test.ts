import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFragment, timeOf } from '../../../src/player/engine/movie-fragment.js';
import { SegmentCutter } from '../../../src/player/engine/segment-cutter.js';

type Bytes = Uint8Array<ArrayBuffer>;

const TIMESCALE = 1_000;
/** Four seconds of 25 frames each. */
const COUNT = 100;

const join = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));
const number32 = (...values: readonly number[]): Bytes =>
  Uint8Array.from(values.flatMap((value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff)));
const box = (name: string, ...content: readonly Bytes[]): Bytes => {
  const body = join(new TextEncoder().encode(name), ...content);
  return join(number32(body.length + 4), body);
};

/** Ways to write the same fragment. */
interface Writing {
  /** Names of additional boxes in the `traf`. */
  readonly besides?: readonly string[];
  readonly tracks?: number;
  readonly tfhd?: Bytes;
  readonly runs?: number;
  /** Flags of the `trun`s, and the values that they announce for a sample. */
  readonly flags?: number;
  readonly sample?: (index: number) => readonly number[];
  readonly first?: readonly number[];
  readonly time?: number;
}

const sizeAt = (index: number): number => 10 + (index % 7);

/** Makes a `moof` of {@link COUNT} samples, and its `mdat`. */
function fragment({
  besides = [],
  tracks = 1,
  tfhd = number32(0x20008, 1, 40),
  runs = 1,
  flags = 0x201,
  sample = (index) => [sizeAt(index)],
  first = [],
  time = 5_000,
}: Writing = {}): Bytes {
  const media = Uint8Array.from(
    Array.from({ length: COUNT }, (_, index) => Array<number>(sizeAt(index)).fill(index)).flat(),
  );
  const make = (offset: number): Bytes => {
    const each = COUNT / runs;
    const truns = Array.from({ length: runs }, (_, run) => {
      const indexes = Array.from({ length: each }, (_index, at) => run * each + at);
      const before = Array.from({ length: run * each }, (_index, at) => sizeAt(at)).reduce(
        (sum, size) => sum + size,
        0,
      );
      return box('trun', number32(flags, each, offset + before, ...first, ...indexes.flatMap(sample)));
    });
    const traf = box(
      'traf',
      box('tfhd', tfhd),
      box('tfdt', number32(0x1000000, Math.floor(time / 2 ** 32), time % 2 ** 32)),
      ...truns,
      ...besides.map((name) => box(name, number32(0))),
    );
    return box('moof', box('mfhd', number32(0, 9)), ...Array.from({ length: tracks }, () => traf));
  };
  return join(make(make(0).length + 8), box('mdat', media));
}

/** Pushes a segment in pieces; returns what it is cut into, and how much had been pushed by the first result. */
function cut(segment: Bytes, place: number, size = 64, timescale: () => number | undefined = () => TIMESCALE) {
  const cutter = new SegmentCutter(place, timescale);
  const pieces: Bytes[] = [];
  let firstAt: number | undefined;
  for (let at = 0; at < segment.length; at += size) {
    const piece = cutter.push(segment.slice(at, at + size).buffer);
    if (!piece) continue;
    firstAt ??= at + size;
    pieces.push(new Uint8Array(piece));
  }
  return { firstAt, pieces: [...pieces, new Uint8Array(cutter.rest())].filter(({ length }) => length > 0) };
}

/** All samples in some pieces: decode time, fields, and the first and last of their bytes. */
function samplesOf(pieces: readonly Bytes[]) {
  const samples: unknown[] = [];
  for (const piece of pieces) {
    const view = new DataView(piece.buffer);
    for (let at = 0, end: number; at < piece.length; at = end) {
      end = at + view.getUint32(at);
      if (new TextDecoder().decode(piece.slice(at + 4, at + 8)) !== 'moof') continue;
      const read = readFragment(piece.slice(at, end));
      assert.ok(read);
      const { samples: inFragment } = read;
      assert.equal(view.getUint32(end), (inFragment.at(-1)?.end ?? 0) + 8, 'length of the mdat');
      inFragment.forEach(({ duration, size, flags, composition, end: until }, index) => {
        const data = piece.slice(end + 8 + until - size, end + 8 + until);
        samples.push([timeOf(read, index), duration, size, flags, composition, data[0], data.at(-1)]);
      });
      end += view.getUint32(end);
    }
  }
  return samples;
}

describe('SegmentCutter', () => {
  const ways: Readonly<Record<string, Writing>> = {
    'as ffmpeg writes it': {},
    'with all fields of a sample': {
      tfhd: number32(0x20000, 1),
      flags: 0x1000f01,
      sample: (index) => [40, sizeAt(index), index ? 0x1010000 : 0x2000000, index % 3 ? 40 : -40],
    },
    'with flags for the first sample only': { flags: 0x205, first: [0x2000000] },
    'with flags for the first sample, and default flags': {
      tfhd: number32(0x20028, 1, 40, 0x1010000),
      flags: 0x205,
      first: [0x2000000],
    },
    'with a sample description': { tfhd: number32(0x2000a, 1, 1, 40) },
    'in four runs': { runs: 4 },
    'with sample groups and dependencies': { besides: ['sdtp', 'sgpd', 'sbgp'] },
    'with a decode time beyond 32 bits': { time: 2 ** 33 + 5 },
  };
  for (const [way, writing] of Object.entries(ways)) {
    it(`cuts a fragment into playable pieces with the same samples: ${way}`, () => {
      const segment = join(box('styp', number32(0)), fragment(writing));
      const whole = samplesOf([segment]);
      for (const size of [1, 64, 500]) {
        const { pieces } = cut(segment, 1, size);
        if (size === 1) assert.equal(pieces.length, 4, 'up to 1.5 s, 2.5 s, 3.5 s and the rest');
        assert.deepEqual(samplesOf(pieces), whole);
      }
    });
  }

  it('puts boxes before the fragment into the first piece', () => {
    const before = join(box('styp', number32(0)), box('prft', number32(7)));
    const [first] = cut(join(before, fragment()), 1).pieces;
    assert.deepEqual(first?.slice(0, before.length), before);
  });

  it('returns the first piece once half a second after the position has arrived', () => {
    const segment = fragment();
    for (const place of [0, 1, 3]) {
      const { firstAt = 0, pieces } = cut(segment, place, 16);
      assert.equal(samplesOf(pieces.slice(0, 1)).length >= (place + 0.5) * 25, true);
      const header = segment.length - COUNT * 13;
      assert.ok(firstAt < header + (place + 0.6) * 25 * 13 + 100, `${firstAt} of ${segment.length}`);
    }
  });

  it('returns the segment whole for a position close to its end or outside it', () => {
    for (const place of [3.7, 4, 1e9, Number.NaN]) {
      const { pieces } = cut(fragment(), place);
      assert.equal(pieces.length, 1);
      assert.deepEqual(pieces[0], fragment());
    }
  });

  it('cuts one of several fragments, and returns the others whole', () => {
    const parts = [0, 1, 2].map((index) => fragment({ time: index * 4_000 }));
    const segment = join(...parts);
    for (const place of [1, 5, 9]) {
      const { pieces } = cut(segment, place, 100);
      assert.ok(pieces.length > 2);
      assert.deepEqual(samplesOf(pieces), samplesOf([segment]));
    }
    assert.deepEqual(cut(segment, 5, 100).pieces[0]?.slice(0, parts[0]?.length), parts[0]);
  });

  const whole: Readonly<Record<string, Bytes>> = {
    'two tracks': fragment({ tracks: 2 }),
    'absolute offsets': fragment({ tfhd: number32(0x20009, 1, 0, 0, 40) }),
    'encrypted samples': fragment({ besides: ['senc'] }),
    'samples without sizes': fragment({ flags: 0x1, sample: () => [] }),
    'samples without durations': fragment({ tfhd: number32(0x20000, 1) }),
    'a truncated run': fragment({ flags: 0xf01 }),
    'no fragment': box('free', new Uint8Array(2_000)),
    'MPEG-TS': new Uint8Array(188 * 20).fill(0x47),
    'no bytes': new Uint8Array(),
    'a box of size 0': join(number32(0, 0), new Uint8Array(2_000)),
  };
  for (const [what, segment] of Object.entries(whole)) {
    it(`returns the segment unchanged and in one piece for ${what}`, () => {
      const { pieces } = cut(segment, 1);
      assert.deepEqual(join(...pieces), segment);
      assert.ok(pieces.length <= 1);
    });
  }

  it('waits for the timescale, and starts with all that has arrived by then', () => {
    const units: { timescale?: number } = {};
    const cutter = new SegmentCutter(1, () => units.timescale);
    const segment = fragment();
    assert.equal(cutter.push(segment.slice(0, 1_000).buffer), undefined);
    units.timescale = TIMESCALE;
    const piece = cutter.push(segment.slice(1_000, 1_200).buffer);
    assert.ok(piece);
    const second = cutter.push(segment.slice(1_200).buffer);
    assert.ok(second);
    const pieces = [piece, second, cutter.rest()].map((bytes) => new Uint8Array(bytes));
    assert.deepEqual(samplesOf(pieces), samplesOf([segment]));
  });

  it('handles damaged segments without an error, and returns what it does not cut unchanged', () => {
    let seed = 20_261_130;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 300; round += 1) {
      const segment = join(box('styp', number32(0)), fragment({ runs: [1, 2, 4][random(3)] ?? 1 }));
      for (let change = random(4); change >= 0; change -= 1) segment[random(300)] = random(256);
      const { pieces } = cut(segment, random(5), 1 + random(400));
      if (pieces.length === 1) assert.deepEqual(pieces[0], segment);
    }
  });
});
