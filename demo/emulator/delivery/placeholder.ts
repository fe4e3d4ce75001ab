import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Dark grey, and the lighter grey of the triangle that says "video". */
const PALETTE = Buffer.from([0x24, 0x26, 0x2b, 0x5a, 0x5f, 0x69]);

/**
 * A PNG with a play triangle, for where no frame can be decoded.
 *
 * @param width,height pixels
 */
export function placeholderPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const size = Math.min(width, height) / 4;
  const rowBytes = Math.ceil(width / 8);
  // One bit a pixel; each row begins with the number of its filter, 0.
  const rows = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y += 1) {
    const reach = size - Math.abs(y + 0.5 - height / 2) * 1.15;
    const left = Math.round(width / 2 - size / 2);
    const right = Math.round(left + Math.max(0, reach) * 1.5);
    for (let x = left; x < right; x += 1) {
      const at = y * (rowBytes + 1) + 1 + (x >> 3);
      rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 3, 0, 0, 0], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('PLTE', PALETTE),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat([SIGNATURE, ...chunks]));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
