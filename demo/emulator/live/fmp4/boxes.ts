/** A box of an MP4 file, as offsets into its bytes. */
export interface Box {
  readonly type: string;
  /** Where its header begins. */
  readonly start: number;
  /** Start of its body. */
  readonly body: number;
  readonly end: number;
}

/** Lists the boxes between two offsets, in order. Omits a truncated one at the end. */
export function readBoxes(bytes: Buffer, from = 0, to = bytes.length): Box[] {
  const found: Box[] = [];
  let start = from;
  while (start + 8 <= to) {
    const short = bytes.readUInt32BE(start);
    const isLong = short === 1;
    if (isLong && start + 16 > to) break;
    const size = isLong ? Number(bytes.readBigUInt64BE(start + 8)) : short === 0 ? to - start : short;
    const body = start + (isLong ? 16 : 8);
    if (start + size < body || start + size > to) break;
    found.push({ type: bytes.toString('latin1', start + 4, start + 8), start, body, end: start + size });
    start += size;
  }
  return found;
}

/** The first box at the end of a path such as `moov/trak/mdia`. */
export function findBox(bytes: Buffer, path: string, from = 0, to = bytes.length): Box | undefined {
  const [first, ...rest] = path.split('/');
  const box = readBoxes(bytes, from, to).find(({ type }) => type === first);
  return box && rest.length > 0 ? findBox(bytes, rest.join('/'), box.body, box.end) : box;
}

/** Builds a box with its contents. */
export function makeBox(type: string, ...parts: Uint8Array[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(parts.reduce((sum, part) => sum + part.length, 8));
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...parts]);
}

/** 32-bit numbers, as boxes hold them. */
export function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4);
  return bytes;
}
