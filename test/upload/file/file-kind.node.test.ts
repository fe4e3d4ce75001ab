import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkFileKind, checkFileSize, sniffFileKind } from '../../../src/upload/file/file-kind.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const zeros = (count: number): number[] => Array<number>(count).fill(0);
const packets = (step: number, lead: number): Uint8Array => {
  const head = new Uint8Array(1024);
  for (let at = lead; at < head.length; at += step) head[at] = 0x47;
  return head;
};

const videos: [string, Uint8Array, string][] = [
  ['MP4', bytes([0, 0, 0, 24], 'ftypmp42', zeros(8)), 'video/mp4'],
  ['MP4, fragmented', bytes([0, 0, 0, 24], 'ftypiso6', zeros(8)), 'video/mp4'],
  ['M4V', bytes([0, 0, 0, 24], 'ftypM4V ', zeros(8)), 'video/mp4'],
  ['MOV', bytes([0, 0, 0, 20], 'ftypqt  ', zeros(8)), 'video/quicktime'],
  ['an old MOV', bytes([0, 0, 0, 8], 'wide', [0, 0, 0, 8], 'mdat'), 'video/quicktime'],
  ['3GP', bytes([0, 0, 0, 20], 'ftyp3gp5', zeros(8)), 'video/3gpp'],
  ['MKV', bytes([0x1a, 0x45, 0xdf, 0xa3], zeros(20), 'matroska'), 'video/x-matroska'],
  ['WebM', bytes([0x1a, 0x45, 0xdf, 0xa3], zeros(20), 'webm'), 'video/webm'],
  ['AVI', bytes('RIFF', [1, 2, 3, 4], 'AVI LIST'), 'video/x-msvideo'],
  ['FLV', bytes('FLV', [1, 5, 0, 0, 0, 9]), 'video/x-flv'],
  ['MPEG-TS', packets(188, 0), 'video/mp2t'],
  ['M2TS', packets(192, 4), 'video/mp2t'],
  ['MPEG-PS', bytes([0, 0, 1, 0xba], zeros(20)), 'video/mp2p'],
  ['MXF', bytes([0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01]), 'application/mxf'],
  ['MXF with a run-in', bytes(zeros(100), [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01]), 'application/mxf'],
  ['GXF', bytes([0, 0, 0, 0, 1, 0xbc], zeros(20)), 'application/gxf'],
  ['Ogg Theora', bytes('OggS', zeros(24), [0x80], 'theora'), 'video/ogg'],
  ['WMV', bytes([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11]), 'video/x-ms-asf'],
];

const others: [string, Uint8Array, string][] = [
  ['text', bytes('Dear diary,\r\n\ttoday.'), 'text/plain'],
  ['text in UTF-8', new TextEncoder().encode('Liebes Tagebuch, schön war’s 🏖️'), 'text/plain'],
  ['a web page', bytes('<!doctype html><title>Log in</title>'), 'text/plain'],
  ['PNG', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a]), 'image/png'],
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
  ['GIF', bytes('GIF89a', zeros(4)), 'image/gif'],
  ['HEIC', bytes([0, 0, 0, 24], 'ftypheic', zeros(8)), 'image/heic'],
  ['M4A', bytes([0, 0, 0, 24], 'ftypM4A ', zeros(8)), 'audio/mp4'],
  ['WAV', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ', zeros(4)), 'audio/wav'],
  ['MP3', bytes('ID3', [3, 0]), 'audio/mpeg'],
  ['Ogg Vorbis', bytes('OggS', zeros(24), [1], 'vorbis'), 'audio/ogg'],
  ['PDF', bytes('%PDF-1.7', [10]), 'application/pdf'],
  ['ZIP', bytes('PK', [3, 4], zeros(10)), 'application/zip'],
  ['a program', bytes('MZ', [0x90, 0]), 'application/x-msdownload'],
];

const file = (name: string, type = ''): { name: string; size: number; type: string; lastModified: number } => ({
  name,
  type,
  size: 1,
  lastModified: 0,
});
const code = (wanted: string) => (error: unknown) => (error as { code?: string }).code === wanted;

describe('sniffFileKind', () => {
  for (const [what, head, media] of videos) {
    it(`recognizes ${what} as a video`, () => assert.deepEqual(sniffFileKind(head), { media, isVideo: true }));
  }
  for (const [what, head, media] of others) {
    it(`recognizes that ${what} is not a video`, () =>
      assert.deepEqual(sniffFileKind(head), { media, isVideo: false }));
  }

  it('reports no type for unknown bytes', () => {
    for (const head of [
      Uint8Array.of(),
      Uint8Array.of(0),
      Uint8Array.of(0x47),
      bytes([0xde, 0xad, 0xbe, 0xef, 0, 1, 2]),
    ]) {
      assert.equal(sniffFileKind(head).isVideo, false);
    }
    assert.equal(sniffFileKind(bytes([0xde, 0xad, 0xbe, 0xef, 0, 1, 2])).media, null);
  });
});

describe('checkFileSize', () => {
  it('refuses an empty file, and one above maxBytes', () => {
    assert.throws(() => checkFileSize({ size: 0 }, { maxBytes: 10 }), code('FILE_EMPTY'));
    assert.throws(() => checkFileSize({ size: 11 }, { maxBytes: 10 }), code('FILE_TOO_LARGE'));
    checkFileSize({ size: 10 }, { maxBytes: 10 });
  });
});

describe('checkFileKind', () => {
  const video = { media: 'video/mp4', isVideo: true };
  const unknown = { media: null, isVideo: false };

  it('trusts the content more than the name', () => {
    const text = { media: 'text/plain', isVideo: false };
    assert.throws(() => checkFileKind(file('x.mp4', 'video/mp4'), text, { accept: '' }), code('FILE_TYPE'));
    checkFileKind(file('x.bin'), video, { accept: '' });
  });

  it('trusts the name or the type if the content is unknown', () => {
    checkFileKind(file('x.mpg'), unknown, { accept: '' });
    checkFileKind(file('x', 'video/x-new'), unknown, { accept: '' });
    assert.throws(() => checkFileKind(file('x.bin'), unknown, { accept: '' }), code('FILE_TYPE'));
  });

  it('refuses a video that `accept` leaves out', () => {
    checkFileKind(file('x.mp4'), video, { accept: 'video/mp4' });
    assert.throws(() => checkFileKind(file('x.mp4'), video, { accept: 'video/webm' }), code('FILE_TYPE'));
  });
});
