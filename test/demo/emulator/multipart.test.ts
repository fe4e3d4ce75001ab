import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MultipartFile } from '../../../demo/emulator/uploads/multipart.js';

const BOUNDARY = '----x';
const CONTENT = 'line\r\n--almost\r\n-----xno\r\n--';
const part = (headers: string, body: string) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${body}\r\n`;
const FORM = [
  part('name="note"', 'before'),
  part('name="file"; filename="a b.mp4"\r\nContent-Type: video/mp4', CONTENT),
  part('name="note"', 'after'),
  `--${BOUNDARY}--\r\n`,
].join('');

// oxlint-disable-next-line typescript/require-await -- bodies come asynchronously
async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, size: number, contentType = `multipart/form-data; boundary=${BOUNDARY}`) {
  const file = new MultipartFile(inPieces(text, size), contentType, 'file');
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk);
  return { name: file.fileName, text: Buffer.concat(chunks).toString() };
}

describe('form body', () => {
  it('yields its file however it is split into chunks', async () => {
    for (const size of [1, 2, 3, 7, 50, 10_000]) {
      assert.deepEqual(await read(FORM, size), { name: 'a b.mp4', text: CONTENT }, `pieces of ${size}`);
    }
    assert.equal((await read(FORM, 9, `multipart/form-data; boundary="${BOUNDARY}"; charset=utf-8`)).name, 'a b.mp4');
  });

  it('is refused without the file, without its end, or without a boundary', async () => {
    await assert.rejects(read(FORM.replaceAll('"file"', '"other"'), 5), /no file "file"/);
    await assert.rejects(read(FORM.slice(0, FORM.indexOf('almost')), 5), /in the middle/);
    await assert.rejects(read('', 5), /in the middle/);
    await assert.rejects(read(FORM, 5, 'multipart/form-data'), /no boundary/);
    await assert.rejects(read(`--${BOUNDARY}\r\n${'x'.repeat(20_000)}`, 1000), /too long/);
  });
});
