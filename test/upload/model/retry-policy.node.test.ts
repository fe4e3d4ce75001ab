import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CHUNK_MULTIPLE_BYTES, MAX_CHUNK_BYTES, MIN_CHUNK_BYTES } from '../../../src/upload/model/limits.js';
import * as RETRY from '../../../src/upload/model/retry-limits.js';
import {
  ChunkSize,
  decideRetry,
  isTemporaryStatus,
  nextChunkBytes,
  retryDelayMs,
  smallerChunkBytes,
} from '../../../src/upload/model/retry-policy.js';
import { TransportFailure } from '../../../src/upload/model/transport-failure.js';

const MiB = 1_048_576;

describe('decideRetry', () => {
  it('drops an upload URL after three impossible answers, or after ten if the server has bytes', () => {
    const failure = new TransportFailure('answer');
    const decisions = (hasBytes: boolean): string[] =>
      [2, 3, 9, 10].map((count) => decideRetry(failure, count, hasBytes));
    assert.deepEqual(decisions(false), ['retry', 'renew', 'renew', 'renew']);
    assert.deepEqual(decisions(true), ['retry', 'retry', 'retry', 'renew']);
  });

  it('retries after temporary failures', () => {
    assert.equal(decideRetry(new TransportFailure('network')), 'retry');
    for (const status of [408, 409, 423, 425, 429, 460, 500, 502, 503, 504, 520]) {
      assert.equal(decideRetry(new TransportFailure('status', status)), 'retry', `${status}`);
      assert.equal(isTemporaryStatus(status), true);
    }
  });

  it('asks for a new upload URL if this one is gone, or belongs to another upload', () => {
    for (const status of [404, 410]) assert.equal(decideRetry(new TransportFailure('status', status)), 'renew');
    assert.equal(decideRetry(new TransportFailure('mismatch')), 'renew');
  });

  it('retries after two impossible answers in a row, and asks for a new upload URL after three', () => {
    const failure = { kind: 'answer', status: 0 } as const;
    assert.deepEqual(
      [1, 2, 3, 4].map((incredible) => decideRetry(failure, incredible)),
      ['retry', 'retry', 'renew', 'renew'],
    );
  });

  it('gives up if the server refuses, or if the file has changed', () => {
    for (const status of [400, 401, 403, 412, 413, 415]) {
      assert.equal(decideRetry(new TransportFailure('status', status)), 'reject', `${status}`);
    }
    assert.equal(decideRetry(new TransportFailure('file')), 'file-changed');
  });
});

describe('retryDelayMs', () => {
  it('grows from a second to half a minute, with jitter', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7, 99].map((attempt) => retryDelayMs(attempt, null, 1)),
      [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000],
    );
    assert.equal(retryDelayMs(1, null, 0), 500);
  });

  it('does not shorten the delay for a Retry-After of zero', () => {
    assert.equal(retryDelayMs(5, 0, 0.999) >= retryDelayMs(5, null, 0.999), true);
  });

  it('waits as long as the server asks, up to ten minutes', () => {
    assert.equal(retryDelayMs(1, 7_000, 0), 7_000);
    assert.equal(retryDelayMs(1, 7_000, 0.5), 7_500);
    assert.equal(retryDelayMs(1, 86_400_000, 0), 600_000);
  });
});

/** The chunk sizes that are sent one after another over a connection of this speed. */
function sizesOver(bytesPerSecond: number, count: number): number[] {
  const sizes = [RETRY.firstChunkBytes];
  while (sizes.length < count) sizes.push(nextChunkBytes(sizes.at(-1)!, (sizes.at(-1)! / bytesPerSecond) * 1000));
  return sizes;
}

describe('nextChunkBytes', () => {
  it('stays at the minimum on a slow connection, and reaches Stream’s maximum in two steps on a fast one', () => {
    assert.deepEqual(sizesOver(100_000, 4), [5 * MiB, 5 * MiB, 5 * MiB, 5 * MiB]);
    assert.deepEqual(sizesOver(500 * MiB, 4), [5 * MiB, 40 * MiB, 200 * MiB, 200 * MiB]);
  });

  it('aims at eight seconds per chunk on a connection in between', () => {
    const size = sizesOver(3_000_000, 5).at(-1)!;
    assert.ok(Math.abs(size / 3_000_000 - 8) < 0.2, `${size / 3_000_000} s`);
  });

  it('is always a size that Stream accepts', () => {
    for (const [sent, took] of [
      [1, 0],
      [1, 1e9],
      [MAX_CHUNK_BYTES, 1],
      [7 * MiB + 13, 812],
      [0, 0],
    ] as const) {
      const size = nextChunkBytes(sent, took);
      assert.ok(size >= MIN_CHUNK_BYTES && size <= MAX_CHUNK_BYTES && size % CHUNK_MULTIPLE_BYTES === 0, `${size}`);
    }
  });
});

describe('smallerChunkBytes', () => {
  it('returns a quarter of the size, but no less than the minimum', () => {
    assert.equal(smallerChunkBytes(200 * MiB), 50 * MiB);
    assert.equal(smallerChunkBytes(6 * MiB), MIN_CHUNK_BYTES);
  });
});

describe('ChunkSize', () => {
  const MiB = 1_048_576;
  const url = 'https://upload.example/secret';
  const refused = { kind: 'status', status: 413, code: undefined } as const;

  it('drops to a quarter after 413, and stays there for that host', () => {
    const size = new ChunkSize(null);
    assert.equal(size.chunksFor(url).chunkBytes, 5 * MiB);
    assert.equal(size.chunksFor(url).onChunk?.(5 * MiB, 1), 40 * MiB);
    assert.equal(size.failed(url, refused), true);
    assert.equal(size.chunksFor(url).chunkBytes, 10 * MiB);
    assert.equal(size.chunksFor(url).onChunk?.(10 * MiB, 1), 10 * MiB);
    assert.equal(new ChunkSize(50 * MiB).chunksFor(`${url}/next`).chunkBytes, 10 * MiB, 'the next file');
    assert.equal(new ChunkSize(50 * MiB).chunksFor('https://other.example/').chunkBytes, 50 * MiB, 'another host');
  });

  it('does not drop below Stream’s minimum, nor if the file itself was refused', () => {
    const host = 'https://small.example/';
    assert.equal(new ChunkSize(null).failed(host, refused), false);
    const large = new ChunkSize(50 * MiB);
    large.chunksFor(host);
    assert.equal(large.failed(host, { ...refused, code: 'STORAGE_EXHAUSTED' }), false);
    assert.equal(large.chunksFor(host).chunkBytes, 50 * MiB);
    assert.equal(large.failed(host, refused), true);
    assert.equal(large.chunksFor(host).chunkBytes, 12.5 * MiB);
    assert.equal(large.failed(host, refused), true);
    assert.equal(large.chunksFor(host).chunkBytes, 5 * MiB);
    assert.equal(large.failed(host, refused), false);
  });

  it('drops according to what this upload has sent, even if others were refused meanwhile', () => {
    const host = 'https://shared.example/';
    const uploads = [20, 20, 5].map((wanted) => new ChunkSize(wanted * MiB));
    for (const upload of uploads) upload.chunksFor(host);
    assert.deepEqual(
      uploads.map((upload) => upload.failed(host, refused)),
      [true, true, false],
    );
    assert.equal(uploads[1]!.chunksFor(host).chunkBytes, 5 * MiB);
  });

  it('does not rise for an upload that had sent larger chunks before others were refused', () => {
    const host = 'https://lowered.example/';
    const [large, small] = [new ChunkSize(200 * MiB), new ChunkSize(20 * MiB)];
    for (const upload of [large, small]) upload.chunksFor(host);
    assert.equal(small.failed(host, refused), true);
    assert.equal(large.failed(host, refused), true);
    assert.equal(large.chunksFor(host).chunkBytes, 5 * MiB);
  });

  it('drops from the size of the chunk sent last, which was fitted to the connection', () => {
    const host = 'https://grown.example/';
    const uploads = [new ChunkSize(null), new ChunkSize(null)];
    for (const upload of uploads) upload.chunksFor(host).onChunk?.(5 * MiB, 1);
    for (const upload of uploads) assert.equal(upload.failed(host, refused), true);
    assert.equal(uploads[1]!.chunksFor(host).chunkBytes, 10 * MiB);
  });

  it('stays as the page has set it, despite network failures and fast chunks', () => {
    const size = new ChunkSize(50 * MiB);
    const host = 'https://fixed.example/';
    assert.equal(size.chunksFor(host).onChunk, undefined);
    assert.equal(size.failed(host, { kind: 'network', status: 0, code: undefined }), false);
    assert.equal(size.chunksFor(host).chunkBytes, 50 * MiB);
  });
});
