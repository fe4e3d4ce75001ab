import { expect } from '@open-wc/testing';
import { StreamError } from '../../../src/shared/errors.js';
import { checkFile, type PreflightRules } from '../../../src/upload/file/preflight.js';

const RULES: PreflightRules = { accept: '', maxBytes: 1_000_000, maxSeconds: null };

/** A QuickTime file with a duration and nothing else. */
function movie(seconds: number, name = 'a.mov'): File {
  const header = new DataView(new ArrayBuffer(116));
  const write = (at: number, size: number, type: string): void => {
    header.setUint32(at, size);
    for (let index = 0; index < 4; index += 1) header.setUint8(at + 4 + index, type.charCodeAt(index));
  };
  write(0, 116, 'moov');
  write(8, 108, 'mvhd');
  header.setUint32(8 + 8 + 12, 1_000);
  header.setUint32(8 + 8 + 16, seconds * 1_000);
  return new File([header], name, { type: 'video/quicktime', lastModified: 1 });
}

describe('checkFile', () => {
  const check = (file: File, rules: Partial<PreflightRules> = {}, signal = new AbortController().signal) =>
    checkFile(file, { ...RULES, ...rules }, signal);
  const codeOf = (checking: Promise<unknown>): Promise<unknown> =>
    checking.then(
      () => 'taken',
      (error: unknown) => (error instanceof StreamError ? error.code : error),
    );

  it('reports type and duration, and gives the same fingerprint under another name', async () => {
    const one = await check(movie(5));
    const same = await check(movie(5, 'b.mov'));
    const other = await check(movie(6));
    expect(one.media).to.include({ type: 'video/quicktime', seconds: 5 });
    expect(same.fingerprint).to.equal(one.fingerprint);
    expect(other.fingerprint).not.to.equal(one.fingerprint);
  });

  it('refuses an empty, too large or too long file, and accepts one at the limits', async () => {
    expect(await codeOf(check(new File([], 'a.mp4')))).to.equal('FILE_EMPTY');
    expect(await codeOf(check(movie(5), { maxBytes: 115 }))).to.equal('FILE_TOO_LARGE');
    expect(await codeOf(check(movie(5), { maxSeconds: 4 }))).to.equal('FILE_TOO_LONG');
    expect(await codeOf(check(movie(5), { maxSeconds: 5, maxBytes: 116 }))).to.equal('taken');
  });

  it('refuses a file below the page’s minimums, and accepts one at them or of unknown resolution', async () => {
    expect(await codeOf(check(movie(5), { minBytes: 117 }))).to.equal('FILE_TOO_SMALL');
    expect(await codeOf(check(movie(5), { minBytes: 116, minSeconds: 5 }))).to.equal('taken');
    expect(await codeOf(check(movie(5), { minSeconds: 6 }))).to.equal('FILE_TOO_SHORT');
    expect(await codeOf(check(movie(5), { minResolution: [1280, 720] })), 'where it is not known').to.equal('taken');
    expect(await codeOf(check(new File(['no video'], 'a.txt'), { minBytes: 99 })), 'says what it is first').to.equal(
      'FILE_TYPE',
    );
  });

  it('recognizes a picture by its content, despite the name and type of a video', async () => {
    const picture = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])], 'a.mp4', {
      type: 'video/mp4',
    });
    expect(await codeOf(check(picture))).to.equal('FILE_TYPE');
  });

  it('reports a file that can no longer be read as FILE_CHANGED', async () => {
    const gone = movie(5);
    gone.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }) as unknown as Blob;
    expect(await codeOf(check(gone))).to.equal('FILE_CHANGED');
  });

  it('rejects with the reason of its signal', async () => {
    const stop = new AbortController();
    const reason = new Error('left');
    stop.abort(reason);
    expect(await codeOf(check(movie(5), {}, stop.signal))).to.equal(reason);
  });
});
