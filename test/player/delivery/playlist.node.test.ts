import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  firstPlaylistUrls,
  playlistUrls,
  segmentUrlsAt,
  withTokenInList,
} from '../../../src/player/delivery/playlist.js';
import { tokenOf, UID } from '../../harness/tokens.js';

const ORIGIN = 'https://customer-0123456789abcdef.cloudflarestream.com';
const OLD = tokenOf({ sub: UID, exp: 1 });
const NEW = tokenOf({ sub: UID, exp: 2 });
const BASE = 'https://media.example/id/manifest/stream.m3u8?a=1';

describe('withTokenInList', () => {
  const list = (token: string): string =>
    [
      '#EXTM3U',
      `#EXT-X-MAP:URI="../../${token}/video/init.mp4?p=${OLD}"`,
      '#EXTINF:2,',
      `../../${token}/video/seg_1.mp4`,
      '#EXTINF:2,',
      `${ORIGIN}/${token}/video/seg_2.mp4`,
      '#EXTINF:2,',
      `/${UID}/video/seg_3.mp4`,
      `${ORIGIN}/${UID}/video/seg_4.mp4`,
    ].join('\n');

  it('replaces the tokens under which something is listed, whether its URL is absolute or relative', () => {
    assert.equal(withTokenInList(list(OLD), NEW), list(NEW));
  });

  it('leaves a list alone that has none', () => assert.equal(withTokenInList(list(UID), NEW), list(UID)));
});

describe('playlistUrls', () => {
  it('finds segments, initialisation segments, parts and child playlists', () => {
    const text = [
      '#EXTM3U',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="audio.m3u8"',
      '#EXT-X-MAP:URI="../init.mp4?p=1",BYTERANGE="1@0"',
      '#EXT-X-PART:DURATION=0.3,URI="part.1.mp4"',
      '#EXTINF:4.0,',
      '../seg_1.ts?p=1',
      '#EXTINF:4.0,A title',
      '/other/seg_2.ts',
      '',
      'https://elsewhere.example/seg_3.ts',
    ];
    const expected = [
      'https://media.example/id/manifest/audio.m3u8',
      'https://media.example/id/init.mp4?p=1',
      'https://media.example/id/manifest/part.1.mp4',
      'https://media.example/id/seg_1.ts?p=1',
      'https://media.example/other/seg_2.ts',
      'https://elsewhere.example/seg_3.ts',
    ];
    assert.deepEqual(playlistUrls(text.join('\n'), BASE), expected);
    assert.deepEqual(playlistUrls(text.join('\r\n'), BASE), expected, 'with lines that end as on Windows');
  });

  it('finds nothing in nothing', () => {
    assert.deepEqual(playlistUrls('', BASE), []);
    assert.deepEqual(playlistUrls('#EXTM3U\n#EXT-X-DATERANGE:ID="x",X-URI-LIKE="a.ts"\n  \n', BASE), []);
  });
});

describe('firstPlaylistUrls', () => {
  const url = (name: string): string => `https://media.example/id/manifest/${name}`;
  const master = (...lines: string[]): string => ['#EXTM3U', ...lines].join('\n');

  it('gives the rendition of the lowest bandwidth, wherever it is listed', () => {
    const text = master(
      '#EXT-X-STREAM-INF:BANDWIDTH=2000000',
      'middle.m3u8',
      '#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=1,BANDWIDTH=400000',
      'low.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=8000000',
      'high.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8')]);
  });

  it('gives the default audio of its group with it, and of no other group', () => {
    const text = master(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="other",DEFAULT=YES,URI="other.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",DEFAULT=NO,URI="second.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",DEFAULT=YES,URI="first.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="group",DEFAULT=YES,URI="captions.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="group"',
      'low.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8'), url('first.m3u8')]);
  });

  it('gives the first audio of the group where none is the default', () => {
    const text = master(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",URI="first.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",URI="second.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="group"',
      'low.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8'), url('first.m3u8')]);
  });

  it('gives the video alone where its audio is inside', () => {
    const text = master(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",DEFAULT=YES',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="group"',
      '# a comment',
      'low.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8')]);
  });

  it('gives nothing of a media playlist', () => {
    assert.deepEqual(firstPlaylistUrls('#EXTM3U\n#EXTINF:4,\n1.ts', BASE), []);
  });
});

describe('segmentUrlsAt', () => {
  const url = (name: string): string => `https://media.example/id/manifest/${name}`;
  const INIT = '#EXT-X-MAP:URI="init.mp4"';
  const segments = [1, 2, 3].flatMap((number) => ['#EXTINF:4.0,', `${number}.mp4`]);
  const ended = ['#EXTM3U', INIT, ...segments, '#EXT-X-ENDLIST'].join('\n');

  for (const [time, name] of [
    [0, '1.mp4'],
    [3.9, '1.mp4'],
    [4, '2.mp4'],
    [11.9, '3.mp4'],
  ] as const) {
    it(`gives ${name} for second ${time}, after what initializes it`, () => {
      assert.deepEqual(segmentUrlsAt(ended, BASE, time), [url('init.mp4'), url(name)]);
    });
  }

  it('gives only what initializes for a position past the end', () => {
    assert.deepEqual(segmentUrlsAt(ended, BASE, 12), [url('init.mp4')]);
  });

  it('gives the segment alone where nothing has to be initialized', () => {
    assert.deepEqual(segmentUrlsAt(ended.replace(INIT, ''), BASE, 0), [url('1.mp4')]);
  });

  it('gives nothing of a broadcast that goes on', () => {
    assert.deepEqual(segmentUrlsAt(ended.replace('#EXT-X-ENDLIST', ''), BASE, 0), []);
  });

  it('gives nothing of a file in ranges of bytes', () => {
    const ranged = ended.replaceAll('#EXTINF:4.0,', '#EXTINF:4.0,\n#EXT-X-BYTERANGE:100@0');
    assert.deepEqual(segmentUrlsAt(ranged, BASE, 0), []);
  });
});
