import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { NO_MEDIA_FACTS } from '../../../src/upload/file/media-facts.js';
import { readMp4Facts } from '../../../src/upload/file/mp4-facts.js';

const clip = fs.readFileSync(path.resolve(import.meta.dirname, '../../fixtures/clip-5s.mp4'));

/** Reads a file, and counts the bytes read. */
function reader(bytes: Uint8Array) {
  const read = {
    count: 0,
    of: (start: number, end: number) => {
      const piece = bytes.subarray(start, end);
      read.count += piece.length;
      return Promise.resolve(piece);
    },
  };
  return read;
}

const box = (type: string, ...content: Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** A version 1 track header of a picture that is rotated by a quarter turn. */
function turned(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(96);
  header.writeUInt8(1, 0);
  header.writeInt32BE(65_536, 52 + 4);
  header.writeInt32BE(-65_536, 52 + 12);
  header.writeUInt32BE(width * 65_536, 88);
  header.writeUInt32BE(height * 65_536, 92);
  return header;
}

function movie(tracks: Uint8Array[], duration = 0): Uint8Array {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1_000, 12);
  header.writeUInt32BE(duration, 16);
  return box('moov', box('mvhd', header), ...tracks);
}

const handler = (kind: string): Uint8Array =>
  box('mdia', box('hdlr', Buffer.alloc(8), Buffer.from(kind), Buffer.alloc(12)));

describe('readMp4Facts', () => {
  it('reads duration, size and sound of a real file from less than 2,000 bytes', async () => {
    const read = reader(clip);
    const facts = await readMp4Facts(clip.length, read.of);
    assert.ok(Math.abs(facts.seconds! - 5) < 0.2, `${facts.seconds} s`);
    assert.ok(facts.width! > facts.height! && facts.height! > 0);
    assert.equal(typeof facts.hasAudio, 'boolean');
    assert.ok(read.count < 2_000, `${read.count} bytes`);
  });

  it('finds the facts after gigabytes of data, and swaps the sides of a rotated picture', async () => {
    const tail = movie(
      [box('trak', box('tkhd', turned(1920, 1080)), handler('vide')), box('trak', handler('soun'))],
      90_500,
    );
    const huge = 12_000_000_000;
    const head = Buffer.alloc(16);
    head.writeUInt32BE(1, 0);
    head.write('mdat', 4, 'latin1');
    head.writeBigUInt64BE(BigInt(huge), 8);
    const facts = await readMp4Facts(huge + tail.length, (start, end) =>
      Promise.resolve(start < 16 ? head.subarray(start, end) : tail.subarray(start - huge, end - huge)),
    );
    assert.deepEqual(facts, { seconds: 90.5, width: 1080, height: 1920, hasAudio: true });
  });

  it('finds no sound in a silent file, and no duration in a fragmented one', async () => {
    const silent = movie([box('trak', box('tkhd', turned(16, 9)), handler('vide'))]);
    const facts = await readMp4Facts(silent.length, reader(silent).of);
    assert.deepEqual([facts.seconds, facts.hasAudio], [null, false]);
  });

  it('refuses files with only sound, and no others', async () => {
    const factsOf = async (...tracks: string[]): Promise<unknown> => {
      const file = movie(tracks.map((kind) => box('trak', box('tkhd', turned(16, 9)), handler(kind))));
      return readMp4Facts(file.length, reader(file).of).then(
        () => 'taken',
        (error: unknown) => (error as { code?: string }).code,
      );
    };
    assert.equal(await factsOf('soun'), 'FILE_NO_PICTURE');
    assert.equal(await factsOf('soun', 'soun'), 'FILE_NO_PICTURE');
    for (const tracks of [['vide'], ['soun', 'vide'], ['soun', 'auxv'], ['text'], []])
      assert.equal(await factsOf(...tracks), 'taken', tracks.join());
  });

  it('finds no facts in malformed files, and does not loop forever', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(64),
      Buffer.from('0000moov'),
      Buffer.alloc(100_000, 1),
      movie([]).subarray(0, 12),
    ]) {
      assert.deepEqual({ ...(await readMp4Facts(bytes.length, reader(bytes).of)), hasAudio: null }, NO_MEDIA_FACTS);
    }
  });
});
