import { makeBox, words } from './boxes.js';

/** A sample that goes into a fragment. */
export interface OutgoingSample {
  readonly data: Uint8Array;
  readonly ticks: number;
  readonly compositionTicks: number;
  readonly flags: number;
}

/** `default-base-is-moof`: offsets count from the fragment's own beginning. */
const TFHD_FLAGS = 0x02_0000;

/** Version 1 (signed composition times); data offset, and per sample: duration, size, flags, composition time. */
const TRUN_HEAD = 0x0100_0f01;

/** Begins a segment of more than one fragment. */
export const SEGMENT_TYPE = makeBox('styp', Buffer.from('msdh\0\0\0\0msdhmsix', 'latin1'));

/**
 * One CMAF chunk: `moof` and `mdat`.
 *
 * @param sequence number of the fragment, rising
 * @param decodeTicks when its first sample is decoded, in ticks of the track
 */
export function writeFragment(
  trackId: number,
  sequence: number,
  decodeTicks: number,
  samples: readonly OutgoingSample[],
): Buffer {
  const time = Buffer.alloc(12);
  time.writeUInt8(1);
  time.writeBigUInt64BE(BigInt(decodeTicks), 4);
  const rows = samples.map(({ data, ticks, flags, compositionTicks }) =>
    words(ticks, data.length, flags, compositionTicks),
  );
  const moof = (dataOffset: number) =>
    makeBox(
      'moof',
      makeBox('mfhd', words(0, sequence)),
      makeBox(
        'traf',
        makeBox('tfhd', words(TFHD_FLAGS, trackId)),
        makeBox('tfdt', time),
        makeBox('trun', words(TRUN_HEAD, samples.length, dataOffset), ...rows),
      ),
    );
  // Its own length does not depend on the offset that it holds.
  const head = moof(moof(0).length + 8);
  return Buffer.concat([head, makeBox('mdat', ...samples.map(({ data }) => data))]);
}
