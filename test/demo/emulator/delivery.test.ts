import assert from 'node:assert/strict';
import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startStream, until, type RunningStream } from './support/running-stream.js';

type Claims = Record<string, unknown>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);

function jwt(key: KeyObject, kid: string, claims: Claims): string {
  const signed = `${encode({ alg: 'RS256', kid })}.${encode({ kid, exp: seconds() + 600, ...claims })}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
}

describe('delivery', () => {
  const afters: (() => unknown)[] = [];
  let stream: RunningStream;
  let key: KeyObject;
  let kid: string;
  let uid: string;
  let publicUid: string;
  const get = (path: string, init?: RequestInit) => fetch(`${stream.origin}${path}`, init);
  const text = async (url: string) => (await fetch(url)).text();

  before(async () => {
    stream = await startStream({ after: (fn) => void afters.push(fn as () => unknown) }, { transcoder: 'auto' });
    [uid, publicUid] = await Promise.all([stream.readyVideo(), stream.readyVideo({})]);
    const made = await stream.result<{ id: string; pem: string }>('/keys', { method: 'POST' });
    kid = made.id;
    key = createPrivateKey(Buffer.from(made.pem, 'base64').toString());
  });
  after(async () => {
    for (const fn of afters) await fn();
  });

  it('accepts the token in place of the uid, but not in the query', async () => {
    assert.equal((await get(`/${uid}/manifest/video.m3u8`)).status, 401);
    const token = await stream.token(uid);
    assert.equal((await get(`/${uid}/manifest/video.m3u8?token=${token}`)).status, 401);
    assert.equal((await get(`/${token}/manifest/video.m3u8`)).status, 200);
    assert.equal((await get(`/${publicUid}/manifest/video.m3u8`)).status, 200);
  });

  it('answers 404 for an unknown or unfinished video, and 424 for a failed one', async () => {
    const waiting = await stream.createTus(1000);
    const failed = await stream.upload(new TextEncoder().encode('A text, not a video. '.repeat(50)));
    await stream.finished(failed, 'error');
    for (const file of ['manifest/video.m3u8', 'thumbnails/thumbnail.jpg']) {
      assert.equal((await get(`/${'0'.repeat(32)}/${file}`)).status, 404);
      const response = await get(`/${waiting.uid}/${file}`);
      assert.equal(response.status, 404);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      assert.equal((await get(`/${failed}/${file}`)).status, 424);
    }
    assert.equal((await get(`/${publicUid}/manifest/stream_t0_r0.m3u8`)).status, 404);
  });

  it('writes the master playlist as Cloudflare does', async () => {
    const response = await get(`/${publicUid}/manifest/video.m3u8`);
    assert.equal(response.headers.get('content-type'), 'application/x-mpegURL');
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const lines = (await response.text()).trim().split('\n');
    const child = 'stream_t[0-9a-f]{32}_r[0-9]+\\.m3u8';
    assert.deepEqual(lines.slice(0, 3), ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS']);
    assert.match(lines[3]!, new RegExp(`^#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group_audio",.*URI="${child}"$`));
    const variants = lines.slice(4);
    assert.ok(variants.length >= 4, 'two qualities at least');
    for (const [index, line] of variants.entries()) {
      const form =
        index % 2 === 0
          ? /^#EXT-X-STREAM-INF:RESOLUTION=\d+x\d+,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",BANDWIDTH=\d+,FRAME-RATE=24\.000,AUDIO="group_audio"$/
          : new RegExp(`^${child}$`);
      assert.match(line, form);
    }
  });

  it('starts segments at the same times in every quality', async () => {
    const master = `${stream.origin}/${publicUid}/manifest/video.m3u8`;
    const children = [...(await text(master)).matchAll(/^stream_.*$/gm)].map(([name]) => new URL(name, master).href);
    const lengths = await Promise.all(
      children.map(async (url) => [...(await text(url)).matchAll(/^#EXTINF:.*$/gm)].map(String)),
    );
    assert.deepEqual(lengths[0], ['#EXTINF:2.000000,', '#EXTINF:2.000000,', '#EXTINF:1.000000,']);
    for (const others of lengths) assert.deepEqual(others, lengths[0]);
  });

  describe('segments', () => {
    /** The URLs in the audio playlist and the first video playlist of a video. */
    async function segmentsOf(token: string): Promise<string[]> {
      const master = `${stream.origin}/${token}/manifest/video.m3u8`;
      const [audio = '', video = ''] = [...(await text(master)).matchAll(/stream_\w+\.m3u8/g)].map(
        ([name]) => new URL(name, master).href,
      );
      const urls: string[] = [];
      for (const playlist of [audio, video]) {
        const body = await text(playlist);
        assert.match(body, /#EXT-X-PLAYLIST-TYPE:VOD\n/);
        assert.match(body, /#EXT-X-ENDLIST\n$/);
        for (const [, map, segment] of body.matchAll(/^(?:#EXT-X-MAP:URI="(.*)"|([^#\n].*))$/gm)) {
          urls.push(new URL(map ?? segment ?? '', playlist).href);
        }
      }
      return urls;
    }
    const statuses = (urls: string[]) => Promise.all(urls.map(async (url) => (await fetch(url)).status));
    const only = (status: number, found: number[]) => assert.deepEqual([...new Set(found)], [status]);
    const shortToken = () => jwt(key, kid, { sub: uid, exp: Date.now() / 1000 + 1.5 });
    const expired = (token: string) =>
      until(async () => {
        return (await get(`/${token}/manifest/video.m3u8`)).status === 401 ? true : undefined;
      });

    it('are addressed by the uid, and served beyond the expiry of the token, in lenient mode', async () => {
      await stream.sim('PUT', 'settings', { segmentAccess: 'lenient' });
      const token = shortToken();
      const urls = await segmentsOf(token);
      const form = new RegExp(`^/${uid}/(?:video/\\d+|audio/\\d+)/(?:init|seg_\\d+)\\.mp4\\?p=[\\w-]+&s=[\\w-]+$`);
      for (const url of urls) assert.match(url.slice(stream.origin.length), form);
      assert.ok(urls.some((url) => url.includes('/audio/')));
      const p = new URL(urls[1]!).searchParams.get('p') ?? '';
      const payload = JSON.parse(Buffer.from(p, 'base64url').toString()) as Claims;
      assert.deepEqual([payload.type, payload.videoID, payload.track], ['segment', uid, 'audio']);
      await expired(token);
      only(200, await statuses(urls));
    });

    it('are refused after the expiry of the token in strict mode', async () => {
      await stream.sim('PUT', 'settings', { segmentAccess: 'strict' });
      const token = shortToken();
      const urls = await segmentsOf(token);
      for (const url of urls) assert.ok(url.startsWith(`${stream.origin}/${uid}/`));
      only(200, await statuses(urls));
      await expired(token);
      only(403, await statuses(urls));
      only(200, await statuses(await segmentsOf(await stream.token(uid))));
    });

    it('are addressed by the token in token-path mode, or by any other valid token of the video', async () => {
      await stream.sim('PUT', 'settings', { segmentAccess: 'token-path' });
      const token = shortToken();
      const urls = await segmentsOf(token);
      for (const url of urls) assert.ok(url.startsWith(`${stream.origin}/${token}/`));
      only(200, await statuses(urls));
      await expired(token);
      only(401, await statuses(urls));
      const fresh = await stream.token(uid);
      only(200, await statuses(urls.map((url) => url.replace(token, fresh))));
      const other = await stream.token(publicUid);
      only(403, await statuses(urls.map((url) => url.replace(token, other))));
      only(401, await statuses(urls.map((url) => url.replace(token, uid))));
    });

    it('are refused with an altered p or s', async () => {
      await stream.sim('PUT', 'settings', { segmentAccess: 'lenient' });
      const [url = ''] = await segmentsOf(publicUid);
      const altered = (name: string, value: string) => {
        const changed = new URL(url);
        changed.searchParams.set(name, value);
        return changed.href;
      };
      only(
        403,
        await statuses([
          altered('p', encode({ videoID: publicUid })),
          altered('s', 'AAAA'),
          altered('s', ''),
          url.replace('init.mp4', 'seg_1.mp4'),
          url.replace(publicUid, uid),
          url.split('?')[0]!,
        ]),
      );
    });

    it('answer range, HEAD and preflight requests', async () => {
      const [url = ''] = await segmentsOf(publicUid);
      const whole = new Uint8Array(await (await fetch(url)).arrayBuffer());
      const ranges: [string, string, Uint8Array][] = [
        ['bytes=0-9', `bytes 0-9/${whole.length}`, whole.slice(0, 10)],
        ['bytes=10-', `bytes 10-${whole.length - 1}/${whole.length}`, whole.slice(10)],
        ['bytes=-5', `bytes ${whole.length - 5}-${whole.length - 1}/${whole.length}`, whole.slice(-5)],
      ];
      for (const [range, contentRange, bytes] of ranges) {
        const response = await fetch(url, { headers: { range } });
        assert.equal(response.status, 206);
        assert.equal(response.headers.get('content-range'), contentRange);
        assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
      }
      assert.equal((await fetch(url, { headers: { range: `bytes=${whole.length}-` } })).status, 416);
      const headers = await fetch(url, { method: 'HEAD' });
      assert.deepEqual([headers.status, headers.headers.get('content-length')], [200, String(whole.length)]);
      const preflight = await fetch(url, { method: 'OPTIONS', headers: { 'access-control-request-headers': 'range' } });
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    });
  });

  it('serves thumbnails of the requested time and size, identical when requested again', async () => {
    const size = async (query: string) => {
      const response = await get(`/${publicUid}/thumbnails/thumbnail.jpg${query}`);
      assert.equal(response.headers.get('content-type'), 'image/jpeg');
      return jpegSize(Buffer.from(await response.arrayBuffer()));
    };
    assert.deepEqual(await size(''), [640, 360]);
    assert.deepEqual(await size('?height=90'), [160, 90]);
    assert.deepEqual(await size('?time=3s&width=100&height=100'), [100, 100]);
    assert.deepEqual(await size('?time=0m4.9s&width=100&height=100&fit=clip'), [100, 56]);
    assert.deepEqual(await size('?time=1h&width=100&height=100&fit=fill'), [100, 100]);
    const picture = async (time: string) => {
      return Buffer.from(
        await (await get(`/${publicUid}/thumbnails/thumbnail.jpg?time=${time}&width=64`)).arrayBuffer(),
      );
    };
    assert.deepEqual(await picture('1h'), await picture('4.95s'), 'the last frame, and no earlier one');
    const first = await picture('1s');
    const all = await Promise.all([1, 2, 3, 4].map(() => picture('1.0s')));
    for (const again of all) assert.deepEqual(again, first);
    assert.equal((await get(`/${uid}/thumbnails/thumbnail.jpg`)).status, 401);
    assert.equal((await get(`/${await stream.token(uid)}/thumbnails/thumbnail.jpg`)).status, 200);
  });

  it('serves the lifecycle of a private video without a token', async () => {
    const response = await get(`/${uid}/lifecycle`);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.deepEqual(await response.json(), { isInput: false, videoUID: uid, live: false });
  });
});

/** Width and height out of the frame header of a JPEG. */
function jpegSize(bytes: Buffer): [number, number] {
  let at = 2;
  while (at < bytes.length) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new Error('Not a JPEG.');
}
