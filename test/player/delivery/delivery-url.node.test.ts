import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  hasTokenInPath,
  lifecycleUrl,
  liveQuery,
  resourceKey,
  withToken,
} from '../../../src/player/delivery/delivery-url.js';
import { thumbnailUrl } from '../../../src/player/delivery/thumbnail.js';
import { manifestUrl } from '../../../src/player/delivery/source.js';
import { tokenOf, UID } from '../../harness/tokens.js';

const ORIGIN = 'https://customer-abc123.cloudflarestream.com';
const OLD = tokenOf({ sub: UID, exp: 1 });
const NEW = tokenOf({ sub: UID, exp: 2 });

describe('URLs of a video:', () => {
  it('manifestUrl() returns the HLS manifest', () =>
    assert.equal(manifestUrl(ORIGIN, UID), `${ORIGIN}/${UID}/manifest/video.m3u8`));

  it('thumbnailUrl() takes a time and a height', () => {
    assert.equal(thumbnailUrl(ORIGIN, UID), `${ORIGIN}/${UID}/thumbnails/thumbnail.jpg`);
    assert.equal(
      thumbnailUrl(ORIGIN, OLD, { time: 0, height: 720 }),
      `${ORIGIN}/${OLD}/thumbnails/thumbnail.jpg?time=0s&height=720`,
    );
    assert.equal(thumbnailUrl(ORIGIN, UID, { time: 2.5 }), `${ORIGIN}/${UID}/thumbnails/thumbnail.jpg?time=2.5s`);
  });

  it('thumbnailUrl() rounds the time to milliseconds, and writes no exponent', () => {
    for (const [time, written] of [
      [1e-7, '0s'],
      [1 / 3, '0.333s'],
      [0.1 + 0.2, '0.3s'],
      [36_000.000_1, '36000s'],
    ] as const) {
      assert.equal(new URL(thumbnailUrl(ORIGIN, UID, { time })).searchParams.get('time'), written);
    }
  });

  it('thumbnailUrl() omits a time that is invalid or beyond any video', () => {
    for (const time of [NaN, Infinity, -1, 1e9, 1e21, null as never]) {
      assert.equal(thumbnailUrl(ORIGIN, UID, { time }), `${ORIGIN}/${UID}/thumbnails/thumbnail.jpg`, String(time));
    }
  });
});

describe('withToken', () => {
  it('replaces the token in the path and nothing else', () => {
    assert.equal(
      withToken(`${ORIGIN}/${OLD}/manifest/a.m3u8?x=${OLD}#y`, NEW),
      `${ORIGIN}/${NEW}/manifest/a.m3u8?x=${OLD}#y`,
    );
    assert.equal(withToken(`${ORIGIN}/${OLD}`, NEW), `${ORIGIN}/${NEW}`);
  });

  it('leaves URLs with a uid or without an id unchanged', () => {
    for (const url of [
      `${ORIGIN}/${UID}/manifest/video.m3u8`,
      `${ORIGIN}/`,
      ORIGIN,
      `${ORIGIN}/segments/${OLD}/a.ts`,
    ]) {
      assert.equal(withToken(url, NEW), url);
    }
  });
});

describe('resourceKey', () => {
  it('ignores token and signature', () => {
    assert.equal(resourceKey(`${ORIGIN}/${OLD}/video/1.ts?p=a`), resourceKey(`${ORIGIN}/${NEW}/video/1.ts?p=b`));
  });

  it('differs for another path, video or host', () => {
    const keys = [
      `${ORIGIN}/${OLD}/video/1.ts`,
      `${ORIGIN}/${OLD}/video/2.ts`,
      `${ORIGIN}/${UID}/video/1.ts`,
      `https://videodelivery.net/${OLD}/video/1.ts`,
    ];
    assert.equal(new Set(keys.map(resourceKey)).size, keys.length);
  });
});

describe('lifecycleUrl', () => {
  it('is beside the manifest, with a uid or a token', () => {
    assert.equal(lifecycleUrl(ORIGIN, UID), `${ORIGIN}/${UID}/lifecycle`);
    assert.equal(lifecycleUrl(ORIGIN, NEW), `${ORIGIN}/${NEW}/lifecycle`);
  });
});

describe('hasTokenInPath', () => {
  it('distinguishes a token from a uid', () => {
    assert.equal(hasTokenInPath(`${ORIGIN}/${OLD}/video/1.ts`), true);
    assert.equal(hasTokenInPath(`${ORIGIN}/${UID}/video/1.ts`), false);
  });

  it('ignores tokens further down the path or in the query', () => {
    assert.equal(hasTokenInPath(`${ORIGIN}/${UID}/${OLD}/1.ts?p=${OLD}`), false);
    assert.equal(hasTokenInPath(ORIGIN), false);
  });
});

describe('liveQuery', () => {
  const queries: [lowLatency: boolean, dvr: boolean, query: string][] = [
    [false, false, ''],
    [true, false, '?protocol=llhls'],
    [false, true, '?dvrEnabled=true'],
    [true, true, '?protocol=llhls&dvrEnabled=true'],
  ];
  for (const [lowLatency, dvr, query] of queries)
    it(query || 'is empty without options', () => assert.equal(liveQuery({ lowLatency, dvr }), query));
});
