import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import type { FaultRule } from '../../demo/emulator/sim/fault-rule.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { watchObjectUrls } from '../harness/started-video.js';
import { breakStream, mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';
import { sampled } from '../harness/whole.js';

describe('<cf-stream-player>: its start', function () {
  this.timeout(90_000);
  const realFetch = window.fetch;
  let stream: OpenedStream;
  let objects: ReturnType<typeof watchObjectUrls>;
  beforeEach(async () => {
    // Another one each time: what the browser has in its cache cannot fail.
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

  /** Paths of a kind that were asked for again although the first answer was good. */
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

  /** Names of the playlists of picture and sound, which the master lists: they tell nothing by themselves. */
  async function listed(): Promise<{ readonly picture: string; readonly sound: string }> {
    const master = await (await realFetch(masterOf(await fetchToken()))).text();
    await mendStream(stream);
    const [, sound = ''] = /TYPE=AUDIO.*URI="(?:.*\/)?([^"?]+)/.exec(master) ?? [];
    const [, picture = ''] = /#EXT-X-STREAM-INF.*\n(?:.*\/)?([^?\n]+)/.exec(master) ?? [];
    return { picture, sound };
  }

  const MISSING: Readonly<Record<string, (names: { picture: string; sound: string }) => FaultRule>> = {
    'the master playlist': () => ({ path: '/manifest/video\\.m3u8' }),
    'the picture’s playlist': ({ picture }) => ({ path: picture }),
    'the sound’s playlist': ({ sound }) => ({ path: sound }),
    'what initialises the picture': () => ({ path: '/video/[^?]*init' }),
    'what initialises the sound': () => ({ path: '/audio/[^?]*init' }),
    'the first segment of the picture': () => ({ path: '/video/[^?]*seg_' }),
    'the first segment of the sound': () => ({ path: '/audio/[^?]*seg_' }),
    'the second segment of the picture': () => ({ path: '/video/[^?]*seg_', skip: 1 }),
    'the second segment of the sound': () => ({ path: '/audio/[^?]*seg_', skip: 1 }),
  };
  for (const [what, rule] of Object.entries(MISSING)) {
    it(`is only later where ${what} is missing once`, async () => {
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
      // A video that is not there yet is asked for until it is.
      const isAwaited = what === 'the master playlist';
      expect(await askedTwice()).to.deep.equal(isAwaited ? ['/manifest/video.m3u8'] : []);
    });
  }

  /** Changes what the page gets of the addresses that match, so many times. */
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
      // What it lists is relative to where it came from.
      return Object.defineProperty(new Response(bytes, { status: answer.status, headers }), 'url', {
        value: answer.url,
      });
    };
  }
  const asText = (how: (text: string) => string) => (bytes: Uint8Array<ArrayBuffer>) =>
    new TextEncoder().encode(how(new TextDecoder().decode(bytes)));

  it('survives a first segment that the decoder does not take', async () => {
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
    'in byte ranges': [PLAYLIST, (text) => text.replace(/(#EXTINF.*\n)/g, '$1#EXT-X-BYTERANGE:9999999@0\n')],
    'with a gap in its program’s time': [
      PLAYLIST,
      (text) => text.replace(/#EXTINF/, '#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00Z\n#EXTINF'),
    ],
    'of tags that nobody knows': [PLAYLIST, (text) => text.replace(/#EXTINF/g, '#EXT-X-OF-ITS-OWN:1\n#EXTINF')],
    'with a start of its own': [PLAYLIST, (text) => text.replace('#EXTM3U\n', '#EXTM3U\n#EXT-X-START:TIME-OFFSET=2\n')],
    'that does not say its codecs': [/\/manifest\/video\.m3u8/, (text) => text.replace(/,?CODECS="[^"]*"/g, '')],
    'whose first quality has an unknown codec': [
      /\/manifest\/video\.m3u8/,
      (text) => {
        const [, inf = '', uri = ''] = /(#EXT-X-STREAM-INF.*)\n(.*)/.exec(text) ?? [];
        const odd = inf.replace(/CODECS="[^"]*"/, 'CODECS="vp99.0,mp4a.40.2"').replace(/BANDWIDTH=\d+/, 'BANDWIDTH=1');
        return `${text}\n${odd}\n${uri}?odd\n`;
      },
    ],
  };
  for (const [what, [matching, how]] of Object.entries(ODD)) {
    it(`plays a video ${what}`, async () => {
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

  it('takes the playlist that the page has preloaded', async () => {
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

  it('of another video takes its place at twenty moments of it', async () => {
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
      expect(objects.urls.size, `removed after ${moment}`).to.equal(0);
    }
  });
});
