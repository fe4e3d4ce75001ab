import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRemembered } from '../../src/upload/form-control.js';
import { matchesAccept } from '../../src/upload/file/file-accept.js';
import { sniffFileKind } from '../../src/upload/file/file-kind.js';
import { readMp4Facts } from '../../src/upload/file/mp4-facts.js';
import { CHUNK_MULTIPLE_BYTES, parseByteCount, toChunkBytes } from '../../src/upload/model/limits.js';
import { retryDelayMs } from '../../src/upload/model/retry-policy.js';
import { TransportFailure } from '../../src/upload/model/transport-failure.js';
import { isLive, parseResumeRecord } from '../../src/upload/sending/resume/resume-record.js';
import { requestUpload } from '../../src/upload/sending/upload-endpoint.js';
import { limitsOf } from '../../src/upload/model/limits.js';
import { fetchVideoStatus } from '../../src/upload/status/status-watcher.js';
import { StreamError } from '../../src/shared/errors.js';
import { parseHttpDate } from '../../src/shared/retry-after.js';
import { fuzz, type Random } from '../harness/fuzz.js';

const { signal } = new AbortController();
const UPLOAD_URL = 'https://upload.example/secret';
const HEADER = ['0', '5', '30000000000', 'Thu, 01 Jan 1970 00:00:01 GMT', '-', 'e', '.'];

/** JSON of a value; bigints, which JSON does not have, become numbers. */
const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? 1 : inner));

/** A header value that `Headers` accepts: it refuses some characters. */
const header = (random: Random, pieces = HEADER): string =>
  random
    .text(pieces, 3)
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, 10_000);

describe('the uploader, with fuzzed input', () => {
  it('reads an http(s) URL and a plain uid from an upload endpoint, or fails without quoting the URL', () =>
    fuzz(async (random) => {
      const good = {
        uploadURL: UPLOAD_URL,
        uid: 'u',
        protocol: 'tus',
        result: { uploadURL: UPLOAD_URL, uid: 'u' },
        error: { code: 'FILE_TYPE' },
        errors: [{ code: 10011 }],
      };
      const json = toJson(random.spoil(good));
      const headers = new Headers();
      for (const name of ['Location', 'stream-media-id', 'Retry-After', 'Date'])
        if (random.below(3) === 0) headers.set(name, header(random, [...HEADER, UPLOAD_URL, 'u']));
      const response = new Response(random.pick([json, random.garble(json)]), {
        status: random.pick([200, 201, 400, 413, 429, 503]),
        headers,
      });
      try {
        const metadata = { name: random.text(['a'], 5), filetype: random.text(['video/mp4'], 2) };
        const target = await requestUpload('https://site.example/', {
          signal,
          size: 1,
          metadata,
          fetch: () => Promise.resolve(response),
        });
        assert.match(target.uploadURL, /^https?:/);
        assert.match(target.uid, /^[\w-]{1,128}$/);
        assert.match(target.protocol, /^(tus|form)$/);
      } catch (error) {
        assert.ok(error instanceof StreamError || error instanceof TransportFailure, String(error));
        assert.ok(!error.message.includes(UPLOAD_URL));
      }
    }));

  it('reads whole bytes, valid dates and bounded waits from the headers of a tus server, or nothing', () =>
    fuzz((random) => {
      const bytes = parseByteCount(random.pick([null, header(random)]));
      assert.ok(bytes === null || (Number.isSafeInteger(bytes) && bytes >= 0));
      const expiresAt = parseHttpDate(random.pick([null, header(random)]));
      assert.ok(expiresAt === null || Number.isFinite(expiresAt));
      const { retryAfterMs } = new TransportFailure('status', 503, header(random), header(random));
      const delayMs = retryDelayMs(random.below(2_000), retryAfterMs, random.next());
      assert.ok(delayMs >= 0 && delayMs <= 601_000, String(delayMs));
    }));

  it('reads a whole percentage and an error code from a status endpoint, or fails with a StreamError', () =>
    fuzz(async (random) => {
      const json = toJson(random.spoil({ status: 'processing', percent: 5, errorCode: 'ERR_NON_VIDEO' }));
      const body = random.pick([json, random.garble(json), json.replace(':5', ':1e309')]);
      const response = new Response(body, { status: random.pick([200, 200, 404, 500]) });
      try {
        const { percent, errorCode } = await fetchVideoStatus({ statusEndpoint: '/status' }, 'u', {
          signal,
          fetch: () => Promise.resolve(response),
        });
        assert.ok(percent === null || (Number.isInteger(percent) && percent >= 0 && percent <= 100));
        assert.ok(errorCode === null || /^[\w-]{1,64}$/.test(errorCode));
      } catch (error) {
        assert.ok(error instanceof StreamError, String(error));
      }
    }));

  it('reads only complete records from storage', () =>
    fuzz((random) => {
      const good = {
        key: 's f',
        scope: 's',
        fingerprint: 'f',
        uploadURL: UPLOAD_URL,
        uid: 'u',
        protocol: 'tus',
        file: { name: 'a', size: 5, type: '', lastModified: 1 },
        sentBytes: 1,
        sent: false,
        updatedAt: 1,
        expiresAt: 1e13,
      };
      const file = random.below(2) === 0 ? { file: random.spoil(good.file) } : {};
      const record = parseResumeRecord(
        random.pick([{ ...random.spoil(good), ...file }, random.value(Object.keys(good))]),
      );
      if (!record) return;
      assert.ok(record.sentBytes >= 0 && record.sentBytes <= record.file.size);
      assert.ok(record.sent || /^https?:/.test(record.uploadURL));
      assert.equal(typeof isLive(record, Date.now()), 'boolean');
      assert.equal(typeof record.file.name, 'string');
    }));

  it('reads only complete videos from the state that a browser keeps of a form', () =>
    fuzz((random) => {
      const good = { uid: 'u', file: { name: 'a', size: 5 } };
      const file = random.spoil(good.file);
      const json = toJson([random.spoil(good), { ...good, file }, random.value(['uid', 'file'])]);
      for (const { uid, file } of readRemembered(random.pick([json, random.garble(json), random.value([])]))) {
        assert.match(uid, /^[\w-]{1,128}$/);
        assert.ok(Number.isSafeInteger(file.size));
      }
    }));

  it('reads sizes, lengths and types from attributes, or treats them as not set', () =>
    fuzz((random) => {
      const number = Number(random.text(['1', '.', '-', 'e9', 'MB'], 4));
      const { maxBytes, maxSeconds } = limitsOf({ maxSize: number, maxDuration: number });
      assert.ok(maxBytes > 0 && (maxSeconds === null || maxSeconds > 0));
      assert.equal(toChunkBytes(number) % CHUNK_MULTIPLE_BYTES, 0);
      const accept = random.text(['video/*', '.mp4', ',', 'video/mp4'], 6);
      assert.equal(
        typeof matchesAccept(accept, { name: random.text(['a.mp4'], 2), type: 'video/mp4' }, null),
        'boolean',
      );
    }));

  it('reads kind and facts of a file with fewer than 1,000 reads', () =>
    fuzz(async (random) => {
      const pieces = [
        '\0\0\0\x18',
        'ftyp',
        'moov',
        'trak',
        'tkhd',
        'mvhd',
        'mp42',
        '\0\0\0\0',
        '\0\0\0\x01',
        '\xff\xff\xff\xff',
      ];
      const bytes = Buffer.from(random.text(pieces), 'latin1');
      assert.equal(typeof sniffFileKind(bytes).isVideo, 'boolean');
      let read = 0;
      await readMp4Facts(random.pick([bytes.length, 1e12]), (start, end) => {
        read += 1;
        return Promise.resolve(bytes.subarray(start, end));
      });
      assert.ok(read < 1_000, `${read} reads`);
    }));
});
