/** Reads the timescale of a track from its initialization segment, in units per second; `undefined` if it has none. */
export function readTimescale(init: Uint8Array): number | undefined {
  const header = findBox(init, ['moov', 'trak', 'mdia', 'mdhd']);
  return header && (header.getUint8(0) === 1 ? header.getUint32(20) : header.getUint32(12));
}

/** Reads the decode time of a segment, in units of the timescale; `undefined` until enough bytes have arrived. */
export function readDecodeTime(segment: Uint8Array): number | undefined {
  const time = findBox(segment, ['moof', 'traf', 'tfdt']);
  return time && (time.getUint8(0) === 1 ? Number(time.getBigUint64(4)) : time.getUint32(4));
}

/** Finds a box by its path; `undefined` if it is missing or incomplete. */
function findBox(bytes: Uint8Array, [name, ...inner]: readonly string[]): DataView | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0, size: number; at + 8 <= view.byteLength; at += size) {
    size = view.getUint32(at);
    // A size of 0 reaches to the end of the file, 1 means a 64-bit size: the boxes needed here have neither.
    if (size < 8) return undefined;
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) !== name) continue;
    if (at + size > view.byteLength) return undefined;
    const body = bytes.subarray(at + 8, at + size);
    return inner.length > 0 ? findBox(body, inner) : new DataView(body.buffer, body.byteOffset, body.byteLength);
  }
  return undefined;
}
