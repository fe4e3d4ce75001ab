import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { playlistUrls, withTokenInList } from '../../../src/player/delivery/playlist.js';
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

  it('replaces the tokens under which something is listed, however it is addressed', () => {
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
