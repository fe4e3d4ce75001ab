import { findBox, readBoxes, type Box } from './boxes.js';

/** Video or audio frame: its properties and the location of its data. */
export interface Sample {
  /** Number of the segment that holds it, from 1. */
  readonly segment: number;
  /** Into that segment, in bytes. */
  readonly offset: number;
  readonly size: number;
  /** How long it lasts, in ticks of its track. */
  readonly ticks: number;
  /** From decoding to showing, in ticks. */
  readonly compositionTicks: number;
  /** `sample_flags` of ISO/IEC 14496-12. */
  readonly flags: number;
}

/** Properties of the single track in an init segment. */
export interface TrackHeader {
  readonly trackId: number;
  /** Ticks per second. */
  readonly timescale: number;
  readonly defaults: SampleDefaults;
}

interface SampleDefaults {
  readonly ticks: number;
  readonly size: number;
  readonly flags: number;
}

/** `sample_is_non_sync_sample`: not decodable without earlier samples. */
const NON_SYNC = 0x1_0000;

/** Whether decoding can begin with a sample. */
export function isSync({ flags }: Pick<Sample, 'flags'>): boolean {
  return (flags & NON_SYNC) === 0;
}

/** Reads an init segment with one track. */
export function readTrackHeader(init: Buffer): TrackHeader {
  const mdhd = findBox(init, 'moov/trak/mdia/mdhd');
  const trex = findBox(init, 'moov/mvex/trex');
  if (!mdhd || !trex) throw new Error('An init segment has no track.');
  const isLong = init.readUInt8(mdhd.body) === 1;
  return {
    trackId: init.readUInt32BE(trex.body + 4),
    timescale: init.readUInt32BE(mdhd.body + (isLong ? 20 : 12)),
    defaults: {
      ticks: init.readUInt32BE(trex.body + 12),
      size: init.readUInt32BE(trex.body + 16),
      flags: init.readUInt32BE(trex.body + 20),
    },
  };
}

/** Reads the samples of a media segment, in decoding order. */
export function readSamples(bytes: Buffer, header: TrackHeader, segment: number): Sample[] {
  return readBoxes(bytes)
    .filter(({ type }) => type === 'moof')
    .flatMap((moof) => {
      const traf = findBox(bytes, 'traf', moof.body, moof.end);
      return traf ? readFragment(bytes, moof, traf, header.defaults, segment) : [];
    });
}

function readFragment(bytes: Buffer, moof: Box, traf: Box, fallback: SampleDefaults, segment: number): Sample[] {
  const tfhd = findBox(bytes, 'tfhd', traf.body, traf.end);
  if (!tfhd) return [];
  const { defaults, base } = readFragmentHeader(bytes, tfhd, fallback);
  let offset = base ?? moof.start;
  return readBoxes(bytes, traf.body, traf.end)
    .filter(({ type }) => type === 'trun')
    .flatMap((trun) => {
      const samples = readRun(bytes, trun, { defaults, base: base ?? moof.start, next: offset, segment });
      const last = samples.at(-1);
      if (last) offset = last.offset + last.size;
      return samples;
    });
}

function readFragmentHeader(bytes: Buffer, tfhd: Box, fallback: SampleDefaults) {
  const flags = bytes.readUInt32BE(tfhd.body) & 0xff_ffff;
  let at = tfhd.body + 8;
  const take = (bit: number, length: number, missing: number | undefined): number | undefined => {
    if ((flags & bit) === 0) return missing;
    at += length;
    return length === 8 ? Number(bytes.readBigUInt64BE(at - 8)) : bytes.readUInt32BE(at - 4);
  };
  const base = take(0x1, 8, undefined);
  take(0x2, 4, undefined);
  const defaults = {
    ticks: take(0x8, 4, undefined) ?? fallback.ticks,
    size: take(0x10, 4, undefined) ?? fallback.size,
    flags: take(0x20, 4, undefined) ?? fallback.flags,
  };
  return { defaults, base };
}

interface Run {
  readonly defaults: SampleDefaults;
  readonly base: number;
  /** Default start of the next data. */
  readonly next: number;
  readonly segment: number;
}

function readRun(bytes: Buffer, trun: Box, { defaults, base, next, segment }: Run): Sample[] {
  const flags = bytes.readUInt32BE(trun.body) & 0xff_ffff;
  const count = bytes.readUInt32BE(trun.body + 4);
  let at = trun.body + 8;
  const take = (bit: number, missing: number): number => {
    if ((flags & bit) === 0) return missing;
    at += 4;
    return bytes.readUInt32BE(at - 4);
  };
  let offset = (flags & 0x1) === 0 ? next : base + bytes.readInt32BE(at);
  take(0x1, 0);
  const firstFlags = take(0x4, defaults.flags);
  return Array.from({ length: count }, (_, index) => {
    const ticks = take(0x100, defaults.ticks);
    const size = take(0x200, defaults.size);
    const own = take(0x400, index === 0 ? firstFlags : defaults.flags);
    const compositionTicks = take(0x800, 0) | 0;
    offset += size;
    return { segment, offset: offset - size, size, ticks, compositionTicks, flags: own };
  });
}
