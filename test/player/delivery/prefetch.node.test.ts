import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { Prefetch } from '../../../src/player/delivery/prefetch.js';
import { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import { tokenFor, UID } from '../../harness/tokens.js';

const ORIGIN = 'https://media.example';
const at = (path: string): string => `${ORIGIN}/${UID}/${path}`;
const MANIFEST = at('manifest/video.m3u8');
const MASTER = [
  '#EXTM3U',
  '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",DEFAULT=YES,URI="audio.m3u8"',
  '#EXT-X-STREAM-INF:BANDWIDTH=4000000,AUDIO="a"',
  'large.m3u8',
  '#EXT-X-STREAM-INF:BANDWIDTH=400000,AUDIO="a"',
  'small.m3u8',
].join('\n');
const media = (name: string): string =>
  ['#EXTM3U', `#EXT-X-MAP:URI="../${name}/init.mp4"`]
    .concat([1, 2, 3].flatMap((number) => ['#EXTINF:4,', `../${name}/${number}.mp4`]))
    .concat('#EXT-X-ENDLIST')
    .join('\n');

describe('Prefetch', () => {
  let answers: Record<string, string | number>;
  let late: Record<string, Promise<void>>;
  let asked: string[];
  let token: string | undefined;
  let life: AbortController;
  let access: () => SignedUrls;
  let prefetch: Prefetch;

  beforeEach(() => {
    answers = {
      'manifest/video.m3u8': MASTER,
      'manifest/small.m3u8': media('small'),
      'manifest/audio.m3u8': media('audio'),
    };
    late = {};
    asked = [];
    token = undefined;
    life = new AbortController();
    const tokens = {
      get value() {
        return token;
      },
      getValid: () => Promise.resolve(token),
      refreshAfterReject: () => Promise.resolve(token),
    };
    const fetch = (url: string | URL | Request): Promise<Response> => {
      const path = new URL(url as string).pathname.split('/').slice(2).join('/');
      asked.push(path);
      const answer = answers[path] ?? 'bytes';
      const response =
        typeof answer === 'number' ? new Response('', { status: answer }) : new Response(answer, { status: 200 });
      Object.defineProperty(response, 'url', { value: url });
      return Promise.resolve(late[path]).then(() => response);
    };
    access = () => new SignedUrls(tokens, { origin: ORIGIN, fetch });
    prefetch = new Prefetch(access(), { manifestUrl: MANIFEST }, life.signal);
  });

  it('fetches the master playlist, the lowest rendition and its audio, and no segment', async () => {
    assert.equal(await prefetch.status(), 200);
    await prefetch.take(at('manifest/small.m3u8'));
    assert.deepEqual(asked.sort(), ['manifest/audio.m3u8', 'manifest/small.m3u8', 'manifest/video.m3u8']);
  });

  it('fetches the rendition that suits the bandwidth, and reports it as `startKey`', async () => {
    answers['manifest/large.m3u8'] = media('large');
    const conditions = { bandwidth: 16_000_000 };
    prefetch = new Prefetch(access(), { manifestUrl: MANIFEST, startConditions: conditions }, life.signal);
    assert.equal(prefetch.startKey, undefined);
    await prefetch.segments(5);
    await settled();
    assert.equal(prefetch.startKey, `media.example/${UID}/manifest/large.m3u8`);
    assert.deepEqual(
      asked.filter((path) => /large|small/.test(path)),
      ['manifest/large.m3u8', 'large/init.mp4', 'large/2.mp4'],
    );
  });

  it('fetches playlists once, however often it is asked to', async () => {
    prefetch.playlists();
    prefetch.playlists();
    await prefetch.status();
    assert.equal(asked.filter((path) => path === 'manifest/video.m3u8').length, 1);
  });

  it('fetches the segments at a position, with their initialization segments', async () => {
    await prefetch.segments(5);
    await settled();
    const segments = asked.filter((path) => path.endsWith('.mp4'));
    assert.deepEqual(segments.sort(), ['audio/2.mp4', 'audio/init.mp4', 'small/2.mp4', 'small/init.mp4']);
  });

  it('requests audio before video segments, also when the audio playlist is late', async () => {
    let answer!: () => void;
    late['manifest/audio.m3u8'] = new Promise((resolve) => (answer = resolve));
    const walked = prefetch.segments(5);
    await settled();
    assert.deepEqual(asked, ['manifest/video.m3u8', 'manifest/audio.m3u8', 'manifest/small.m3u8']);
    answer();
    await walked;
    await settled();
    assert.deepEqual(asked.slice(3), ['audio/init.mp4', 'audio/2.mp4', 'small/init.mp4', 'small/2.mp4']);
  });

  it('fetches the video segments when the audio playlist is missing', async () => {
    answers['manifest/audio.m3u8'] = 404;
    await prefetch.segments(5);
    await settled();
    assert.deepEqual(asked.slice(3), ['small/init.mp4', 'small/2.mp4']);
  });

  it('has requested what a playlist lists before it hands that playlist out', async () => {
    void prefetch.segments(5);
    await prefetch.take(MANIFEST);
    const playlist = prefetch.take(at('manifest/small.m3u8'));
    assert.ok(playlist, 'the playlist was registered with the master');
    await playlist;
    assert.ok(prefetch.take(at('small/init.mp4')), 'what initializes it');
    assert.ok(prefetch.take(at('small/2.mp4')), 'the segment');
    await settled();
    assert.equal(new Set(asked).size, asked.length, 'nothing was asked for twice');
  });

  it('fetches the segments of playlists that were fetched earlier', async () => {
    await prefetch.status();
    await prefetch.take(at('manifest/audio.m3u8'));
    await prefetch.segments(0);
    await settled();
    assert.deepEqual(asked.filter((path) => path.endsWith('.mp4')).sort(), [
      'audio/1.mp4',
      'audio/init.mp4',
      'small/1.mp4',
      'small/init.mp4',
    ]);
  });

  it('fetches playlists without their segments when it fetches anew for the status', async (t) => {
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    await prefetch.segments(0);
    await settled();
    asked.length = 0;
    now = 10_001;
    await prefetch.status();
    await prefetch.take(at('manifest/small.m3u8'));
    await settled();
    assert.deepEqual(asked.sort(), ['manifest/audio.m3u8', 'manifest/small.m3u8', 'manifest/video.m3u8']);
  });

  it('fetches no segment after clear()', async () => {
    const walked = prefetch.segments(0);
    prefetch.clear();
    await walked;
    await settled();
    assert.deepEqual(asked, ['manifest/video.m3u8']);
  });

  it('fetches no segment once the player is removed', async () => {
    const walked = prefetch.segments(0);
    life.abort();
    await walked;
    await settled();
    assert.deepEqual(
      asked.filter((path) => path.endsWith('.mp4')),
      [],
    );
  });

  it('hands out a response once', async () => {
    await prefetch.status();
    assert.equal((await prefetch.take(MANIFEST))?.data, MASTER);
    assert.equal(prefetch.take(MANIFEST), undefined);
  });

  it('hands out no response that was fetched with another token', async () => {
    token = tokenFor(60_000, 'Zmlyc3Q');
    await prefetch.status();
    token = tokenFor(60_000, 'c2Vjb25k');
    assert.equal(prefetch.take(MANIFEST), undefined);
  });

  it('hands out no response older than ten seconds, and fetches anew then', async (t) => {
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    await prefetch.status();
    now = 10_001;
    assert.equal(prefetch.take(MANIFEST), undefined);
    await settled();
    asked.length = 0;
    await prefetch.status();
    assert.equal(asked[0], 'manifest/video.m3u8');
  });

  it('hands out nothing after clear()', async () => {
    await prefetch.status();
    prefetch.clear();
    assert.equal(prefetch.take(MANIFEST), undefined);
  });

  it('reports that the master playlist is missing, and fetches nothing else', async () => {
    answers['manifest/video.m3u8'] = 404;
    assert.equal(await prefetch.status(), 404);
    await prefetch.segments(0);
    await settled();
    assert.deepEqual(asked, ['manifest/video.m3u8']);
  });

  it('fetches the video segments when the audio playlist fails', async () => {
    answers['manifest/audio.m3u8'] = 503;
    await prefetch.segments(0);
    await settled();
    assert.deepEqual(asked.filter((path) => path.endsWith('.mp4')).sort(), ['small/1.mp4', 'small/init.mp4']);
  });

  it('reports status 0 when there is no response', async (t) => {
    const { resolve } = SignedUrls.prototype;
    t.mock.method(
      SignedUrls.prototype,
      'resolve',
      mock.fn(resolve, () => Promise.reject(new TypeError('No.'))),
    );
    assert.equal(await prefetch.status(), 0);
  });

  describe('for a start without an engine', () => {
    const CODED = MASTER.replaceAll('AUDIO="a"', 'AUDIO="a",CODECS="avc1.4d401f,mp4a.40.2"');

    beforeEach(() => {
      answers['manifest/video.m3u8'] = CODED;
    });

    it('plans from the playlists that playback starts with, without fetching a segment', async () => {
      const plan = await prefetch.plan(5);
      assert.deepEqual(
        plan?.tracks.map(({ type, initUrl }) => [type, initUrl]),
        [
          ['video', at('small/init.mp4')],
          ['audio', at('audio/init.mp4')],
        ],
      );
      assert.equal(asked.filter((path) => path.endsWith('.mp4')).length, 0, 'nothing that Stream bills');
    });

    it('has no plan when a playlist is refused, or after clear()', async () => {
      answers['manifest/audio.m3u8'] = 404;
      assert.equal(await prefetch.plan(0), undefined);
      prefetch.clear();
      answers['manifest/audio.m3u8'] = media('audio');
      const planned = prefetch.plan(0);
      prefetch.clear();
      assert.equal(await planned, undefined);
      answers['manifest/video.m3u8'] = 403;
      assert.equal(await prefetch.plan(0), undefined);
    });

    it('keeps what the plan uses for a late engine, also after a renewal', async (t) => {
      let now = 0;
      t.mock.method(performance, 'now', () => now);
      token = tokenFor(600_000, 'first');
      await prefetch.segments(0);
      await prefetch.plan(0);
      now = 60_000;
      token = tokenFor(600_000, 'second');
      for (const path of ['manifest/video.m3u8', 'manifest/small.m3u8', 'manifest/audio.m3u8', 'small/1.mp4'])
        assert.ok(prefetch.take(at(path)), path);
    });

    it('passes on the bytes of a segment to each that asks, and keeps it for the engine', async () => {
      const pieces: string[] = [];
      const read = (piece: Uint8Array): void => void pieces.push(new TextDecoder().decode(piece));
      const answer = await prefetch.follow(at('small/2.mp4'), read);
      assert.equal(answer?.status, 200);
      assert.equal(pieces.join(''), 'bytes');
      await prefetch.follow(at('small/2.mp4'), read);
      assert.equal(pieces.join(''), 'bytesbytes');
      assert.equal(new TextDecoder().decode((await prefetch.take(at('small/2.mp4')))?.data as ArrayBuffer), 'bytes');
      assert.deepEqual(asked, ['small/2.mp4']);
    });

    it('reports a missing segment, and passes on no bytes of it', async () => {
      answers['small/2.mp4'] = 404;
      const answer = await prefetch.follow(at('small/2.mp4'), () => assert.fail());
      assert.equal(answer?.status, 404);
    });
  });
});
