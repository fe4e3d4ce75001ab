import { joinBytes } from '../delivery/arriving-body.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** Size of a box header, in bytes. */
export const HEADER = 8;
const MDAT = new TextEncoder().encode('mdat');
/** Boxes of a fragment that are left out when it is cut: playing a part does not need them. */
const LEFT_OUT = /^(sdtp|sbgp|sgpd)$/;
/** Flags of a `tfhd`: each says that a field is present. */
const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20 };
/** Flags of a `trun`: each says that a field is present. */
const TRUN = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 };

interface Box {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Properties of a sample, or the defaults of all samples. */
interface Fields {
  readonly duration: number | undefined;
  readonly size: number | undefined;
  readonly flags: number | undefined;
}

interface Sample extends Fields {
  readonly duration: number;
  readonly size: number;
  readonly composition: number | undefined;
  /** End of its data, in bytes from the start of the first sample's. */
  readonly end: number;
}

/** Parsed `moof`. */
export interface MovieFragment {
  readonly mfhd: Bytes;
  readonly tfhd: Bytes;
  readonly version: number;
  /** Decode time of the first sample, in units of the timescale. */
  readonly time: number;
  readonly samples: readonly Sample[];
}

/** Reads the box at an offset; `undefined` if its header is incomplete or has a 64-bit size. */
export function boxAt(bytes: Bytes, start: number): Box | undefined {
  if (start + HEADER > bytes.length) return undefined;
  const view = viewOf(bytes);
  const size = view.getUint32(start);
  const name = String.fromCharCode(...bytes.subarray(start + 4, start + HEADER));
  return size < HEADER ? undefined : { name, start, end: start + size };
}

/** Lists the boxes within another; `undefined` if they do not fill it. */
function boxesIn(bytes: Bytes): Map<string, Bytes[]> | undefined {
  const boxes = new Map<string, Bytes[]>();
  let at = HEADER;
  while (at < bytes.length) {
    const box = boxAt(bytes, at);
    if (!box || box.end > bytes.length) return undefined;
    boxes.set(box.name, [...(boxes.get(box.name) ?? []), bytes.slice(box.start, box.end)]);
    at = box.end;
  }
  return boxes;
}

/** Parses a `moof` with one track; `undefined` if it holds anything unknown. */
export function readFragment(moof: Bytes): MovieFragment | undefined {
  const boxes = boxesIn(moof);
  const [mfhd] = boxes?.get('mfhd') ?? [];
  const [traf, another] = boxes?.get('traf') ?? [];
  const inner = traf && boxesIn(traf);
  const [tfhd] = inner?.get('tfhd') ?? [];
  const [tfdt] = inner?.get('tfdt') ?? [];
  const names = [...(boxes?.keys() ?? []), ...(inner?.keys() ?? [])].filter((name) => !LEFT_OUT.test(name));
  if (!mfhd || !inner || !tfhd || !tfdt || another || String(names) !== 'mfhd,traf,tfhd,tfdt,trun') return undefined;
  const time = viewOf(tfdt);
  const runs = inner.get('trun') ?? [];
  const samples = readSamples(defaultsOf(tfhd), runs, moof.length + HEADER);
  return (
    samples && {
      mfhd,
      tfhd,
      version: runs[0]?.[8] ?? 0,
      time: tfdt[8] === 1 ? Number(time.getBigUint64(12)) : time.getUint32(12),
      samples,
    }
  );
}

/** Reads the defaults of all samples from a `tfhd`; `undefined` if it has a base offset. */
function defaultsOf(tfhd: Bytes): Fields | undefined {
  const read = reader(tfhd, 16);
  const said = viewOf(tfhd).getUint32(8);
  if (said & TFHD.baseOffset) return undefined;
  read(said & TFHD.description);
  return { duration: read(said & TFHD.duration), size: read(said & TFHD.size), flags: read(said & TFHD.flags) };
}

/** Reads the samples of all runs, which must be contiguous from `start` on. */
function readSamples(defaults: Fields | undefined, runs: readonly Bytes[], start: number): Sample[] | undefined {
  const samples: Sample[] = [];
  let end = 0;
  for (const run of runs) {
    const said = viewOf(run).getUint32(8) & 0xffffff;
    const read = reader(run, 16);
    const isElsewhere = (read(said & TRUN.dataOffset) ?? start + end) !== start + end;
    let firstFlags = read(said & TRUN.firstFlags);
    if (!defaults || isElsewhere || run[8] !== runs[0]?.[8]) return undefined;
    for (let count = viewOf(run).getUint32(12); count > 0; count -= 1) {
      const duration = read(said & TRUN.duration) ?? defaults.duration;
      const size = read(said & TRUN.size) ?? defaults.size;
      const flags = read(said & TRUN.flags) ?? firstFlags ?? defaults.flags;
      if (duration === undefined || size === undefined) return undefined;
      end += size;
      samples.push({ duration, size, end, flags, composition: read(said & TRUN.composition) });
      firstFlags = undefined;
    }
  }
  return samples;
}

/** Builds a `moof` for some samples of a fragment, followed by the header of their `mdat`. */
export function headerOf(fragment: MovieFragment, from: number, until = fragment.samples.length): Bytes {
  const { mfhd, tfhd, version } = fragment;
  const samples = fragment.samples.slice(from, until);
  const time = timeOf(fragment, from);
  const hasAll = (field: 'flags' | 'composition'): boolean => samples.every((sample) => sample[field] !== undefined);
  const isFirstFlagged = !hasAll('flags') && samples[0]?.flags !== undefined;
  const said =
    TRUN.dataOffset |
    TRUN.duration |
    TRUN.size |
    (hasAll('flags') ? TRUN.flags : isFirstFlagged ? TRUN.firstFlags : 0) |
    (hasAll('composition') ? TRUN.composition : 0);
  const fields = samples.flatMap(({ duration, size, flags, composition }) => [
    duration,
    size,
    ...(said & TRUN.flags ? [flags] : []),
    ...(said & TRUN.composition ? [composition] : []),
  ]);
  const tfdt = box('tfdt', [1 << 24, Math.floor(time / 2 ** 32), time]);
  const make = (offset: number): Bytes => {
    const first = isFirstFlagged ? [samples[0]?.flags] : [];
    const trun = box('trun', [(version << 24) | said, samples.length, offset, ...first, ...fields]);
    return box('moof', [], mfhd, box('traf', [], tfhd, tfdt, trun));
  };
  const moof = make(make(0).length + HEADER);
  return joinBytes([moof, numbers([HEADER + sizeOf(fragment, until) - sizeOf(fragment, from)]), MDAT]);
}

/** Builds a box from 32-bit numbers and other boxes. */
function box(name: string, values: readonly (number | undefined)[], ...boxes: Bytes[]): Bytes {
  const body = joinBytes([new TextEncoder().encode(name), numbers(values), ...boxes]);
  return joinBytes([numbers([body.length + 4]), body]);
}

function numbers(values: readonly (number | undefined)[]): Bytes {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, index) => {
    viewOf(bytes).setUint32(index * 4, value ?? 0);
  });
  return bytes;
}

/** Returns a function that reads the next number of a box, if its flag is set. */
function reader(bytes: Bytes, start: number): (isThere: number) => number | undefined {
  const view = viewOf(bytes);
  let at = start;
  return (isThere) => {
    if (!isThere) return undefined;
    at += 4;
    return at > bytes.length ? undefined : view.getUint32(at - 4);
  };
}

const viewOf = ({ buffer, byteOffset, length }: Bytes): DataView => new DataView(buffer, byteOffset, length);

/** Returns the size of the first samples of a fragment, in bytes. */
export const sizeOf = ({ samples }: MovieFragment, count = samples.length): number => samples[count - 1]?.end ?? 0;

/** Returns the decode time of a sample, in units of the timescale; for the index after the last one, the end time. */
export const timeOf = ({ time, samples }: MovieFragment, index: number): number =>
  samples.slice(0, index).reduce((sum, { duration }) => sum + duration, time);
