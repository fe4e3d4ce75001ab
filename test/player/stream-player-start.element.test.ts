import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import type { FaultRule } from '../../demo/emulator/sim/fault-rule.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { watchObjectUrls } from '../harness/started-video.js';
import { breakStream, mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';
import { sampled } from '../harness/whole.js';

describe('<cf-stream-player> at its start', function () {
  this.timeout(90_000);
  const realFetch = window.fetch;
  let stream: OpenedStream;
  let objects: ReturnType<typeof watchObjectUrls>;
  beforeEach(async () => {
    // A new stream each time: what is in the browser's cache cannot fail.
    stream = await openStream({ film: 'sample', segmentSeconds: 2 });
    await mendStream(stream);
    objects = watchObjectUrls();
  });
  afterEach(async () => {
    document.querySelectorAll('cf-stream-player').forEach((el) => el.remove());
    window.fetch = realFetch;
    await mendStream(stream);
    objects.end();
    expect([...objects.urls], 'object URLs that are left').to.deep.equal([]);
  });

  const untilPast = (el: CfStreamPlayer, time: number): Promise<void> =>
    waitUntil(() => el.currentTime > time && el.readyState > 2 && !el.seeking, `it comes past ${time}`, PATIENCE);

  /** Paths that were requested again although the first response was good. */
  async function askedTwice(): Promise<string[]> {
    const paths = (await requestsTo(stream))
      .filter(
        ({ kind, status, method }) =>
          method === 'GET' && ['master', 'playlist', 'segment'].includes(kind) && status < 400,
      )
      .map(({ path }) => path.replace(/^\/[^/]+/, ''));
    return paths.filter((path, index) => paths.indexOf(path) !== index);
  }

  async function fetchToken(): Promise<string> {
    const answer = await realFetch(stream.tokenEndpoint.replace('{uid}', stream.uid));
    return ((await answer.json()) as { token: string }).token;
  }
  const masterOf = (token: string): string => `${stream.origin}/${token}/manifest/video.m3u8`;

  /** Names of the video and audio playlists in the master: they do not tell which is which. */
  async function listed(): Promise<{ readonly picture: string; readonly sound: string }> {
    const master = await (await realFetch(masterOf(await fetchToken()))).text();
    await mendStream(stream);
    const [, sound = ''] = /TYPE=AUDIO.*URI="(?:.*\/)?([^"?]+)/.exec(master) ?? [];
    const [, picture = ''] = /#EXT-X-STREAM-INF.*\n(?:.*\/)?([^?\n]+)/.exec(master) ?? [];
    return { picture, sound };
  }

  const MISSING: Readonly<Record<string, (names: { picture: string; sound: string }) => FaultRule>> = {
    'the master playlist': () => ({ path: '/manifest/video\\.m3u8' }),
    'the video playlist': ({ picture }) => ({ path: picture }),
    'the audio playlist': ({ sound }) => ({ path: sound }),
    'the initialization segment of the video': () => ({ path: '/video/[^?]*init' }),
    'the initialization segment of the audio': () => ({ path: '/audio/[^?]*init' }),
    'the first segment of the video': () => ({ path: '/video/[^?]*seg_' }),
    'the first segment of the audio': () => ({ path: '/audio/[^?]*seg_' }),
    'the second segment of the video': () => ({ path: '/video/[^?]*seg_', skip: 1 }),
    'the second segment of the audio': () => ({ path: '/audio/[^?]*seg_', skip: 1 }),
  };
  for (const [what, rule] of Object.entries(MISSING)) {
    it(`plays without an error or repeated request although ${what} is missing once`, async () => {
      await breakStream(stream, { ...rule(await listed()), status: 404, times: 1 });
      const el = await playerOf(stream);
      el.playbackRate = 4;
      await el.play();
      await untilPast(el, 3);
      expect([el.error, el.paused]).to.deep.equal([null, false]);
      expect(
        (await requestsTo(stream)).filter(({ status }) => status === 404),
        'it was missing',
      ).to.have.length(1);
      // A master playlist that answers 404 is polled, as its video may not be ready.
      const isAwaited = what === 'the master playlist';
      expect(await askedTwice()).to.deep.equal(isAwaited ? ['/manifest/video.m3u8'] : []);
    });
  }

  /** Changes the first `times` responses of matching URLs. */
  function change(
    matching: RegExp,
    how: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
    times = Infinity,
  ): void {
    let left = times;
    window.fetch = async (input, init) => {
      const answer = await realFetch(input, init);
      if (!matching.test(input instanceof Request ? input.url : String(input)) || (left -= 1) < 0) return answer;
      const bytes = how(new Uint8Array(await answer.arrayBuffer()));
      const headers = new Headers(answer.headers);
      headers.delete('content-length');
      // URLs in a playlist are relative to the URL of the response.
      return Object.defineProperty(new Response(bytes, { status: answer.status, headers }), 'url', {
        value: answer.url,
      });
    };
  }
  const asText = (how: (text: string) => string) => (bytes: Uint8Array<ArrayBuffer>) =>
    new TextEncoder().encode(how(new TextDecoder().decode(bytes)));

  it('survives a first segment that cannot be decoded', async () => {
    change(/\/video\/[^?]*seg_/, (bytes) => bytes.fill(0xa5, bytes.length >> 2), 1);
    const el = await playerOf(stream);
    el.playbackRate = 4;
    el.play().catch(() => undefined);
    await untilPast(el, 3);
    expect(el.error).to.equal(null);
  });

  const PLAYLIST = /\/manifest\/stream_/;
  const ODD: Readonly<Record<string, [matching: RegExp, how: (text: string) => string]>> = {
    'with a discontinuity': [
      PLAYLIST,
      (text) => text.replace(/(#EXTINF.*\n[^#].*\n)(#EXTINF)/, '$1#EXT-X-DISCONTINUITY\n$2'),
    ],
    'with byte ranges': [PLAYLIST, (text) => text.replace(/(#EXTINF.*\n)/g, '$1#EXT-X-BYTERANGE:9999999@0\n')],
    'with EXT-X-PROGRAM-DATE-TIME': [
      PLAYLIST,
      (text) => text.replace(/#EXTINF/, '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z\n#EXTINF'),
    ],
    'with unknown tags': [PLAYLIST, (text) => text.replace(/#EXTINF/g, '#EXT-X-OF-ITS-OWN:1\n#EXTINF')],
    'with EXT-X-START': [PLAYLIST, (text) => text.replace('#EXTM3U\n', '#EXTM3U\n#EXT-X-START:TIME-OFFSET=2\n')],
    'without CODECS': [/\/manifest\/video\.m3u8/, (text) => text.replace(/,?CODECS="[^"]*"/g, '')],
    'with a variant of an unknown codec': [
      /\/manifest\/video\.m3u8/,
      (text) => {
        const [, inf = '', uri = ''] = /(#EXT-X-STREAM-INF.*)\n(.*)/.exec(text) ?? [];
        const odd = inf.replace(/CODECS="[^"]*"/, 'CODECS="vp99.0,mp4a.40.2"').replace(/BANDWIDTH=\d+/, 'BANDWIDTH=1');
        return `${text}\n${odd}\n${uri}?odd\n`;
      },
    ],
  };
  for (const [what, [matching, how]] of Object.entries(ODD)) {
    it(`plays a playlist ${what}`, async () => {
      let changed = 0;
      change(
        matching,
        asText((text) => {
          const other = how(text);
          changed += other === text ? 0 : 1;
          return other;
        }),
      );
      const el = await playerOf(stream);
      el.playbackRate = 4;
      await el.play();
      await untilPast(el, 3);
      expect(el.error).to.equal(null);
      expect(changed, 'something was odd').to.be.above(0);
      expect(await askedTwice()).to.deep.equal([]);
    });
  }

  it('reuses the playlist that the page has preloaded', async () => {
    const token = await fetchToken();
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'fetch', crossOrigin: '', href: masterOf(token) });
    const loaded = oneEvent(link, 'load');
    document.head.append(link);
    await loaded;
    const el = await playerOf(stream, { token, 'token-endpoint': null });
    await el.play();
    await untilPast(el, 1);
    expect((await requestsTo(stream)).filter(({ kind }) => kind === 'master')).to.have.length(1);
    link.remove();
  });

  it('plays another src that is set at different moments, and frees its object URLs', async () => {
    const other = await openStream({ film: 'sample', segmentSeconds: 2 });
    for (const moment of sampled([...Array(20).keys()], 4)) {
      const el = await playerOf(stream);
      el.play().catch(() => undefined);
      for (let tick = 0; tick < moment * 2; tick += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      el.src = other.uid;
      await el.play();
      await waitUntil(() => el.currentTime > 0.1 && el.uid === other.uid, `it plays, given after ${moment}`, PATIENCE);
      expect(el.error, `given after ${moment}`).to.equal(null);
      expect(objects.urls.size, `given after ${moment}`).to.be.at.most(1);
      el.remove();
      // A player that is only moved in the page keeps its video: it lets go of it one microtask later.
      await Promise.resolve();
      expect(objects.urls.size, `removed after ${moment}`).to.equal(0);
    }
  });

  it('fetches no segment of a src that is replaced right after play()', async () => {
    const other = await openStream({ film: 'sample', segmentSeconds: 2 });
    const el = await playerOf(stream);
    // From now on, it plays without waiting for its code.
    el.dispatchEvent(new PointerEvent('pointerenter'));
    await waitUntil(() => el.tokenExpiresAt, 'it is prepared', PATIENCE);
    el.play().catch(() => undefined);
    el.src = other.uid;
    await el.play();
    await untilPast(el, 0.5);
    const segments = (await requestsTo(stream)).filter(({ kind }) => kind === 'segment');
    expect([...new Set(segments.map(({ path }) => path.split('/')[1]))]).to.deep.equal([other.uid]);
  });
});
