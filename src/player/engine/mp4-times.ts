/** Gives the unit of a track's times by its initialisation segment, as units a second; `undefined` where it says none. */
export function readTimescale(init: Uint8Array): number | undefined {
  const header = findBox(init, ['moov', 'trak', 'mdia', 'mdhd']);
  return header && (header.getUint8(0) === 1 ? header.getUint32(20) : header.getUint32(12));
}

/** Gives the time at which a segment is decoded, in units of its track; `undefined` until enough of it is there. */
export function readDecodeTime(segment: Uint8Array): number | undefined {
  const time = findBox(segment, ['moof', 'traf', 'tfdt']);
  return time && (time.getUint8(0) === 1 ? Number(time.getBigUint64(4)) : time.getUint32(4));
}

/** Finds a box by the names of those around it; `undefined` where it is not there, or not whole. */
function findBox(bytes: Uint8Array, [name, ...inner]: readonly string[]): DataView | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0, size: number; at + 8 <= view.byteLength; at += size) {
    size = view.getUint32(at);
    // 0 is up to the end of the file, and 1 a length of 64 bits: what is looked for is shorter than that.
    if (size < 8) return undefined;
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) !== name) continue;
    if (at + size > view.byteLength) return undefined;
    const body = bytes.subarray(at + 8, at + size);
    return inner.length > 0 ? findBox(body, inner) : new DataView(body.buffer, body.byteOffset, body.byteLength);
  }
  return undefined;
}
