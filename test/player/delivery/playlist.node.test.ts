import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resourceKey } from '../../../src/player/delivery/delivery-url.js';
import { firstPlaylists, Listing, segmentUrlsAt } from '../../../src/player/delivery/playlist.js';
import { cutLongLines } from '../../../src/player/model/text-lines.js';
import { tokenOf, UID } from '../../harness/tokens.js';

const OLD = tokenOf({ sub: UID, exp: 1 });
const NEW = tokenOf({ sub: UID, exp: 2 });
const BASE = 'https://media.example/id/manifest/stream.m3u8?a=1';
/** A line that is too long for engines. */
const LONG = 'a'.repeat(100_000);

describe('Listing', () => {
  const text = [
    '#EXTM3U',
    '#EXT-X-MAP:URI="../init.mp4?p=1",BYTERANGE="1@0"',
    '#EXT-X-PART:DURATION=0.3,URI="part.1.mp4?p=2"',
    '#EXTINF:4.0,',
    '../video/11.ts?p=3',
    '#EXTINF:4.0,A title',
    '/id/video/1.ts?p=4',
    '',
    `https://elsewhere.example/${OLD}/seg_3.ts?p=5`,
  ];
  const find = (url: string, lines = text): string | undefined =>
    new Listing(lines.join('\n'), BASE).find(resourceKey(new URL(url, BASE).href));

  for (const [what, asked, expected] of [
    ['an initialization segment', '../init.mp4?p=old', 'https://media.example/id/init.mp4?p=1'],
    ['a part', 'part.1.mp4', 'https://media.example/id/manifest/part.1.mp4?p=2'],
    ['a segment whose name ends like another one', '../video/1.ts', 'https://media.example/id/video/1.ts?p=4'],
    [
      'a segment with another token',
      `https://elsewhere.example/${NEW}/seg_3.ts`,
      `https://elsewhere.example/${OLD}/seg_3.ts?p=5`,
    ],
  ] as const) {
    it(`finds ${what} with its listed signature`, () => {
      assert.equal(find(asked), expected);
      const fromWindows = new Listing(text.join('\r\n'), BASE);
      assert.equal(fromWindows.find(resourceKey(new URL(asked, BASE).href)), expected, 'with lines as on Windows');
    });
  }

  it('finds nothing for URLs that are not listed or have no file name', () => {
    for (const url of ['2.ts', '/other/1.ts', 'https://elsewhere.example/id/video/1.ts', '/id/', BASE]) {
      assert.equal(find(url), undefined, url);
    }
    assert.equal(find('/id/1.ts', []), undefined);
    assert.equal(find('1.ts', ['#EXT-X-DATERANGE:ID="x",X-URI-LIKE="1.ts"']), undefined);
  });

  it('finds segments before and after the one that was found last', () => {
    const listing = new Listing(text.join('\n'), BASE);
    for (const name of ['11.ts', '1.ts', '11.ts', '1.ts']) {
      assert.match(listing.find(`media.example/id/video/${name}`) ?? '', new RegExp(`/${name}`));
    }
  });

  it('has the folder of its first entry, or its own when it lists nothing', () => {
    assert.equal(new Listing(text.join('\n'), BASE).folder, 'media.example/id/');
    assert.equal(new Listing(`#EXTM3U\nhttp://[\n/${OLD}/video/1.ts`, BASE).folder, 'media.example/*/video/');
    assert.equal(new Listing('', BASE).folder, 'media.example/id/manifest/');
  });

  it('skips invalid URIs and lines that are too long', () => {
    const wanted = 'https://media.example/id/video/1.ts?p=4';
    assert.equal(find('../video/1.ts', ['http://[/1.ts', '#EXT-X-MAP:URI="//:x/1.ts"', ...text]), wanted);
    assert.equal(find('../video/1.ts', [`../video/1.ts?${LONG}`, ...text]), wanted);
    assert.equal(find('../video/1.ts', [`../video/1.ts?${LONG}`]), undefined);
  });
});

describe('cutLongLines', () => {
  it('leaves lines as long as those of Stream unchanged', () => {
    const text = ['#EXTM3U', '#EXTINF:4,', `../${OLD}/seg_1.mp4?p=${'a'.repeat(4_000)}`, ''].join('\n');
    assert.equal(cutLongLines(text), text);
    assert.equal(cutLongLines(''), '');
  });

  for (const at of [0, 1, 2]) {
    it(`cuts line ${at} of three when it is too long, and keeps the others`, () => {
      const lines = ['#EXTM3U', '#EXTINF:4,', '1.ts'].map((line, index) => (index === at ? line + LONG : line));
      const cut = cutLongLines(lines.join('\n')).split('\n');
      assert.equal(cut.length, 3);
      assert.ok(cut[at]!.length < 10_000);
      assert.ok(lines[at]!.startsWith(cut[at]!));
      assert.deepEqual(cut.toSpliced(at, 1), lines.toSpliced(at, 1));
    });
  }
});

/** URLs of the playlists that playback starts with. */
const firstPlaylistUrls = (text: string, base: string): string[] =>
  firstPlaylists(text, base).map(({ url: each }) => each);

describe('firstPlaylists', () => {
  const url = (name: string): string => `https://media.example/id/manifest/${name}`;
  const master = (...lines: string[]): string => ['#EXTM3U', ...lines].join('\n');

  it('returns the rendition of the lowest bandwidth, wherever it is listed', () => {
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

  it('returns the default audio of its group with it, and of no other group', () => {
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

  it('returns the first audio of the group when none is the default', () => {
    const text = master(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",URI="first.m3u8"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",URI="second.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="group"',
      'low.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8'), url('first.m3u8')]);
  });

  it('returns only the video when its audio has no playlist of its own', () => {
    const text = master(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",DEFAULT=YES',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="group"',
      '# a comment',
      'low.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8')]);
  });

  it('skips invalid URIs, and ranks a rendition without a valid bandwidth last', () => {
    const text = master(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="group",DEFAULT=YES,URI="http://["',
      '#EXT-X-STREAM-INF:AUDIO="group"',
      'first.m3u8',
      `#EXT-X-STREAM-INF:BANDWIDTH=${'9'.repeat(400)}`,
      'endless.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=5,AUDIO="group"',
      'low.m3u8',
    );
    assert.deepEqual(firstPlaylistUrls(text, BASE), [url('low.m3u8')]);
    assert.deepEqual(firstPlaylistUrls(master('#EXT-X-STREAM-INF:BANDWIDTH=1', '//:x'), BASE), []);
  });

  it('returns nothing for a media playlist', () => {
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
    it(`returns ${name} for second ${time}, after its initialization segment`, () => {
      assert.deepEqual(segmentUrlsAt(ended, BASE, time), [url('init.mp4'), url(name)]);
    });
  }

  it('returns only the initialization segment for a position past the end', () => {
    assert.deepEqual(segmentUrlsAt(ended, BASE, 12), [url('init.mp4')]);
  });

  it('returns only the segment when there is no initialization segment', () => {
    assert.deepEqual(segmentUrlsAt(ended.replace(INIT, ''), BASE, 0), [url('1.mp4')]);
  });

  it('reads as many lines as a video of several days has, and no more', () => {
    const listOf = (lines: number): string => `#EXTM3U\n#EXT-X-ENDLIST\n${'#X\n'.repeat(lines)}#EXTINF:4,\nlast.mp4`;
    assert.equal(segmentUrlsAt(listOf(90_000), BASE, 0).length, 1);
    assert.deepEqual(segmentUrlsAt(listOf(1_000_000), BASE, 0), []);
  });

  it('skips invalid URIs and invalid durations', () => {
    const text = ['#EXT-X-MAP:URI="http://["', '#EXTINF:,', '1.mp4', '#EXTINF:4', '2.mp4', '#EXT-X-ENDLIST'].join('\n');
    assert.deepEqual(segmentUrlsAt(text, BASE, 1), [url('2.mp4')]);
    assert.deepEqual(segmentUrlsAt(text.replace('2.mp4', '//:x'), BASE, 1), []);
  });

  it('returns nothing for a broadcast that is still running', () => {
    assert.deepEqual(segmentUrlsAt(ended.replace('#EXT-X-ENDLIST', ''), BASE, 0), []);
  });

  it('returns nothing for byte ranges', () => {
    const ranged = ended.replaceAll('#EXTINF:4.0,', '#EXTINF:4.0,\n#EXT-X-BYTERANGE:100@0');
    assert.deepEqual(segmentUrlsAt(ranged, BASE, 0), []);
  });
});
