import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import { tokenFor, UID } from '../../harness/tokens.js';

const STREAM = 'https://customer-abc.cloudflarestream.com';
const STATED = 'https://media.example';
const ELSEWHERE = 'https://elsewhere.example';
const FIRST = tokenFor(60_000, 'Zmlyc3Q');
const SECOND = tokenFor(60_000, 'c2Vjb25k');
/** Looks like a token: a playlist may list it to get a real one in its place. */
const BAIT = tokenFor(60_000, 'YmFpdA');
const media = (...lines: string[]): string => ['#EXTM3U', ...lines.flatMap((line) => ['#EXTINF:4,', line])].join('\n');

describe('a token in SignedUrls', () => {
  let token: string | undefined;
  let sent: string[];
  let answer: (url: string) => Response;
  let access: SignedUrls;

  beforeEach(() => {
    token = FIRST;
    sent = [];
    answer = () => new Response('');
    const tokens = {
      get value() {
        return token;
      },
      getValid: () => Promise.resolve(token),
      refreshAfterReject: () => Promise.resolve((token = SECOND)),
    };
    access = new SignedUrls(tokens, {
      origin: STATED,
      fetch: (url) => {
        sent.push(url as string);
        return Promise.resolve(answer(url as string));
      },
    });
  });
  const fetch = (url: string): Promise<unknown> => access.fetch(url, new AbortController().signal);

  for (const origin of [STREAM, STATED, 'https://videodelivery.net'])
    it(`is sent to ${origin} with each request`, async () => {
      await fetch(`${origin}/${BAIT}/manifest/video.m3u8`);
      assert.deepEqual(sent, [`${origin}/${FIRST}/manifest/video.m3u8`]);
    });

  const others: [what: string, origin: string][] = [
    ['another host', ELSEWHERE],
    ['Stream over plain HTTP', STREAM.replace('https', 'http')],
    ['another port of Stream', `${STREAM}:8443`],
    ['another port of the stated origin', `${STATED}:8443`],
    ['Stream’s name before an @', `${STREAM}@elsewhere.example`],
    ['a user at Stream', 'https://user@videodelivery.net'],
    ['Stream’s name with a trailing dot', `${STREAM}.`],
    ['a host below Stream’s name', `${STREAM}.elsewhere.example`],
  ];
  for (const [what, origin] of others) {
    it(`is not sent to ${what} in a playlist, which is requested without one`, async () => {
      const url = `${origin}/${BAIT}/seg_1.ts`;
      assert.deepEqual(await access.resolve(url), { url, token: undefined });
      access.remember(`${STREAM}/${FIRST}/manifest/a.m3u8`, media(url), FIRST);
      token = SECOND;
      assert.deepEqual(await access.resolve(url), { url, token: undefined }, 'after a renewal, too');
      assert.equal(access.refusal, undefined);
    });
  }

  it('is not renewed when another host refuses a request', async () => {
    answer = () => new Response('', { status: 401 });
    await fetch(`${ELSEWHERE}/${UID}/seg_1.ts`);
    assert.deepEqual(sent, [`${ELSEWHERE}/${UID}/seg_1.ts`]);
    assert.equal(token, FIRST);
  });

  it('is not sent to a segment that a playlist lists over plain HTTP after a renewal', async () => {
    const secure = `${STREAM}/${FIRST}/video/seg_1.ts`;
    const plain = secure.replace('https', 'http').replace(FIRST, BAIT);
    access.remember(`${STREAM}/${FIRST}/manifest/a.m3u8`, media(secure), FIRST);
    token = SECOND;
    access.remember(`${STREAM}/${SECOND}/manifest/a.m3u8`, media(plain), SECOND);
    assert.deepEqual(await access.resolve(secure), { url: plain, token: undefined });
  });

  it('is not sent to the target of a redirect when the playlist is read again after a renewal', async () => {
    // As the `url` of a response tells it after a redirect.
    access.remember(`${ELSEWHERE}/${BAIT}/manifest/a.m3u8`, media(`${STREAM}/${UID}/seg_1.ts?s=old`), FIRST);
    token = SECOND;
    answer = () => new Response(media(`${STREAM}/${UID}/seg_1.ts?s=new`));
    assert.equal((await access.resolve(`${STREAM}/${UID}/seg_1.ts?s=old`)).url, `${STREAM}/${UID}/seg_1.ts?s=new`);
    assert.deepEqual(sent, [`${ELSEWHERE}/${BAIT}/manifest/a.m3u8`]);
  });

  it('keeps a playlist from being read again when a redirect has leaked it', async () => {
    await access.resolve(`${STREAM}/${FIRST}/manifest/a.m3u8`);
    access.remember(`${ELSEWHERE}/${FIRST}/manifest/a.m3u8`, media(`${STREAM}/${UID}/seg_1.ts?s=old`), FIRST);
    token = SECOND;
    assert.equal((await access.resolve(`${STREAM}/${UID}/seg_1.ts?s=old`)).url, `${STREAM}/${UID}/seg_1.ts?s=old`);
    assert.deepEqual(sent, []);
  });

  describe('in a URL of another host', () => {
    const caught: [what: string, url: (token: string) => string][] = [
      ['after a redirect', (held) => `${ELSEWHERE}/${held}/manifest/a.m3u8`],
      ['further down the path', (held) => `${ELSEWHERE}/caught/${held}/seg_1.ts`],
      ['in the query', (held) => `${ELSEWHERE}/?caught=${held}/`],
      ['beside something else', (held) => `${ELSEWHERE}/v1.${held}.x/seg_1.ts`],
      ['behind a line break', (held) => `${ELSEWHERE}/x.\n${held}/seg_1.ts`],
      ['taken apart by tabs', (held) => `${ELSEWHERE}/${held.slice(0, 9)}\t${held.slice(9)}/seg_1.ts`],
      ['behind a backslash', (held) => `https:\\\\elsewhere.example\\${held}/seg_1.ts`],
      ['in the host’s place', (held) => `https:/\t/${held}/seg_1.ts`],
      ['as a user’s name', (held) => `https://${held}@elsewhere.example/seg_1.ts`],
      ['in plain HTTP to Stream', (held) => `http://videodelivery.net/${held}/seg_1.ts`],
    ];
    for (const [what, url] of caught) {
      it(`${what}: is not requested, whether it is the current or a previous one`, async () => {
        await access.resolve(`${STREAM}/${FIRST}/manifest/video.m3u8`);
        await assert.rejects(access.resolve(url(FIRST)), { code: 'SOURCE_NOT_TRUSTED' });
        assert.equal(access.refusal?.code, 'SOURCE_NOT_TRUSTED', 'and the engine says why');
        token = SECOND;
        await assert.rejects(access.resolve(url(FIRST)), { code: 'SOURCE_NOT_TRUSTED' });
        await assert.rejects(fetch(url(SECOND)), { code: 'SOURCE_NOT_TRUSTED' });
        assert.deepEqual(sent, []);
        await access.resolve(`${STREAM}/${FIRST}/manifest/video.m3u8`);
        assert.equal(access.refusal, undefined, 'what is fine goes on');
      });
    }

    it('put there by normalizePlaylist(): is not requested', async () => {
      const listed = media(`${ELSEWHERE}/${BAIT}/seg_1.ts`, `${ELSEWHERE}/x/${BAIT}/seg_1.ts`, `//x\\${BAIT}/seg_2.ts`);
      access.normalizePlaylist('', FIRST);
      token = SECOND;
      const urls = access
        .normalizePlaylist(listed, SECOND)
        .split('\n')
        .filter((line) => line && !line.startsWith('#'))
        .map((line) => new URL(line, `${STREAM}/${FIRST}/manifest/a.m3u8`).href);
      for (const url of urls) {
        const { url: requested } = await access.resolve(url).catch(() => ({ url: '' }));
        assert.ok(!requested.includes(FIRST) && !requested.includes(SECOND), requested);
      }
    });

    it('that only looks like one: is requested as it is', async () => {
      const url = `${ELSEWHERE}/a-file-with-a-rather-long-name.of-three-parts.that-is-not-a-token/seg_1.ts`;
      assert.equal((await access.resolve(url)).url, url);
    });
  });

  it('follows the same rules for a browser’s own player and AirPlay', () => {
    token = SECOND;
    assert.equal(access.withTokenAtHand(`${STATED}/${FIRST}/a.m3u8`), `${STATED}/${SECOND}/a.m3u8`);
    assert.equal(access.withTokenAtHand(`${STREAM}/${UID}/a.m3u8`), `${STREAM}/${UID}/a.m3u8`);
    assert.equal(access.withTokenAtHand(`${ELSEWHERE}/${BAIT}/a.m3u8`), `${ELSEWHERE}/${BAIT}/a.m3u8`);
    assert.throws(() => access.withTokenAtHand(`${ELSEWHERE}/${SECOND}/a.m3u8`), { code: 'SOURCE_NOT_TRUSTED' });
    token = undefined;
    assert.equal(access.withTokenAtHand(`${ELSEWHERE}/${UID}/a.m3u8`), `${ELSEWHERE}/${UID}/a.m3u8`);
  });

  it('is still recognised when there are 50 newer ones', async () => {
    const all = Array.from({ length: 60 }, (_, index) => tokenFor(60_000, `c2ln${index + 100}`));
    for (token of all) await access.resolve(`${STREAM}/${FIRST}/a.m3u8`);
    token = SECOND;
    await assert.rejects(access.resolve(`${ELSEWHERE}/${all.at(-50)}/a`), { code: 'SOURCE_NOT_TRUSTED' });
  });
});
