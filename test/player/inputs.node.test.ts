import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layoutCue } from '../../src/player/model/cue-layout.js';
import { boundCaptions, boundCueText } from '../../src/player/model/cues.js';
import { CAPTION_VALUES } from '../../src/player/model/caption-style.js';
import { captionProperties } from '../../src/player/controls/captions/caption-properties.js';
import { orderChapters } from '../../src/player/model/chapters.js';
import { cutLongLines } from '../../src/player/model/text-lines.js';
import { parsePreferences } from '../../src/player/model/stored-preferences.js';
import { parseUrl, resourceKey } from '../../src/player/delivery/delivery-url.js';
import { thumbnailUrl } from '../../src/player/delivery/thumbnail.js';
import { firstPlaylists, Listing, segmentUrlsAt } from '../../src/player/delivery/playlist.js';
import { SignedUrls } from '../../src/player/delivery/signed-urls.js';
import { parseSource } from '../../src/player/delivery/source.js';
import { mayHaveToken } from '../../src/player/delivery/signed-urls.js';
import { parseClockTime } from '../../src/player/model/clock-time.js';
import { fetchToken } from '../../src/player/token/token-client.js';
import { planRenewal } from '../../src/player/token/token-state.js';
import { parsePlaybackToken } from '../../src/player/token/token.js';
import { StreamError, type StreamErrorCode } from '../../src/shared/errors.js';
import { matchLanguage } from '../../src/shared/i18n/language.js';
import { fuzz, type Random } from '../harness/fuzz.js';
import { tokenOf, UID } from '../harness/tokens.js';

const BASE = `https://media.example/${UID}/manifest/stream.m3u8`;
const PLAYLIST = [
  ...[
    '#EXTM3U',
    '\n',
    '\n#EXT-X-MAP:URI="../init.mp4"',
    '\n#EXTINF:4.0,',
    '\n../../video/480/seg_1.mp4?p=a&s=b',
    'seg_1.mp4',
  ],
  ...[
    '\n#EXT-X-ENDLIST',
    '\n#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"',
    '\n#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="b.m3u8"',
  ],
  ...['\n#EXT-X-PART:DURATION=0.3,URI="', ',URI="', '\n#EXT-X-BYTERANGE:1@0', tokenOf({ sub: UID, exp: 1 }), '/', UID],
];

/** Asserts that an error is a StreamError with one of these codes. */
function assertCode(error: unknown, ...codes: StreamErrorCode[]): void {
  assert.ok(error instanceof StreamError && codes.includes(error.code), String(error));
}

const claims = (random: Random): Record<string, unknown> => {
  const bare = random.spoil({ sub: UID, exp: 2e9, nbf: 1 });
  // JSON cannot represent a bigint.
  return JSON.parse(
    JSON.stringify(bare, (_key, value: unknown) => (typeof value === 'bigint' ? 1e308 : value)),
  ) as Record<string, unknown>;
};

describe('the player with fuzzed input', () => {
  it('reads only valid URLs out of a playlist, and cuts its long lines', () =>
    fuzz((random) => {
      const text = random.text(PLAYLIST);
      const urls = [
        ...firstPlaylists(text, BASE).map(({ url: each }) => each),
        ...segmentUrlsAt(text, BASE, random.below(20)),
      ];
      for (const url of urls) assert.doesNotThrow(() => new URL(url));
      const listing = new Listing(text, BASE);
      const key = resourceKey(random.pick(['https://media.example/video/480/seg_1.mp4?x', random.text(PLAYLIST, 3)]));
      const found = listing.find(key);
      assert.ok(found === undefined || resourceKey(found) === key);
      for (const line of cutLongLines(text).split('\n')) assert.ok(line.length < 10_000);
    }));

  it('gives a token only to URLs of trusted hosts, or throws SOURCE_NOT_TRUSTED', () =>
    fuzz(async (random) => {
      const tokens = [1, 2].map((exp) => tokenOf({ sub: UID, exp }));
      const source = {
        value: tokens[0],
        getValid: () => Promise.resolve(tokens[1]),
        refreshAfterReject: () => Promise.resolve(tokens[1]),
      };
      const urls = new SignedUrls(source, {
        origin: 'https://media.example',
        fetch: () => Promise.resolve(new Response(random.text(PLAYLIST))),
      });
      urls.remember(random.pick([BASE, random.text(PLAYLIST, 3)]), random.text(PLAYLIST), tokens[0]);
      urls.normalizePlaylist(random.text(PLAYLIST), random.pick(tokens));
      const asked = random.pick([
        BASE,
        random.text(PLAYLIST, 3),
        parseUrl(random.text(PLAYLIST, 3), BASE)?.href ?? BASE,
      ]);
      try {
        const { url, token } = await urls.resolve(asked);
        const mayHave = mayHaveToken(url, 'https://media.example');
        assert.equal(token, mayHave ? tokens[1] : undefined);
        assert.ok(mayHave || tokens.every((secret) => !url.includes(secret)), url);
      } catch (error) {
        assertCode(error, 'SOURCE_NOT_TRUSTED');
      }
    }));

  it('bounds the text and tags of a caption, and draws it within the picture', () =>
    fuzz((random) => {
      const text = boundCueText(
        random.text(['<i>', '</i>', '<v Ann>', '<c.text>', '&lt;', '<00:01.000>', 'Hello'], 400),
      );
      assert.ok(text.length <= 2_000 && text.split('<').length <= 52);
      const line = random.pick([random.next() * 1e6 - 5e5, 'auto', NaN, Infinity]);
      const snapToLines = random.below(2) === 0;
      const vertical = random.pick(['', 'rl', 'lr', 'up']);
      const { top, align } = layoutCue({ line, snapToLines, align: random.text(['start'], 2) });
      assert.ok(top === null || (top >= 0 && top < 60), String(top));
      assert.match(align, /^(start|center|end)$/);
      const settings = [
        'REGION\n',
        'id:a',
        '\n',
        ' ',
        'width:',
        'lines:',
        'regionanchor:',
        '40',
        '%',
        ',',
        '"><b>',
        ';',
      ];
      const cue = '\n\n00:01.000 --> 00:02.000 region:a position:1%,center\nHello';
      const file = boundCaptions(`WEBVTT\n\nREGION\nid:a\n${random.text(settings, 30)}${cue}`, 9)
        .split('\n')
        .at(-1)!;
      const { css, region = '' } = layoutCue({ line, snapToLines, align: 'center', vertical, text: file });
      assert.match(css + region, /^[\w\s.:;%*()-]*$/);
      assert.doesNotMatch(css + region, /NaN|Infinity|undefined/);
    }));

  it('keeps as many cues of a caption file as its duration allows, and leaves short files unchanged', () =>
    fuzz((random) => {
      const pieces = ['\n', '\n\n', '\r\n', '00:01.000 --> 00:02.000', '-->', ' line:5', 'NOTE', 'id', '<i>', 'Hello'];
      const file = `WEBVTT${random.text(pieces, 600)}`;
      const seconds = random.pick([10, 0, 1e9, -1, NaN, Infinity]);
      const kept = boundCaptions(file, seconds);
      const count = (text: string): number => text.split('\n').filter((line) => line.includes('-->')).length;
      const lines = file.replace(/\r\n?/g, '\n');
      assert.ok(count(kept) <= Math.min(count(lines), seconds > 10 ? 10_000 : 100));
      for (const line of kept.split('\n')) assert.ok(line.length <= 8_192, String(line.length));
      // A file that no limit applies to.
      const isShort = lines.length < 2_000 && lines.split('<').length <= 50 && count(lines) <= 100;
      if (isShort) assert.equal(kept.replace(/\n+/g, '\n').trim(), lines.replace(/\n+/g, '\n').trim());
    }));

  it('reads a video and valid dates from a token, or throws TOKEN_MALFORMED', () =>
    fuzz((random) => {
      const value = random.pick([
        tokenOf(claims(random)),
        random.garble(tokenOf(claims(random))),
        random.text(['.', 'eyJ']),
      ]);
      try {
        const { uid, expiresAt, notBefore } = parsePlaybackToken(value);
        assert.equal(typeof uid, 'string');
        for (const time of [expiresAt, notBefore]) assert.ok(!Number.isNaN(new Date(time).getTime()), String(time));
        const { renewAt, unsafeAt } = planRenewal(
          Date.now(),
          expiresAt,
          random.pick([NaN, -1, Infinity, 5, undefined]),
        );
        assert.ok(Number.isFinite(renewAt) && Number.isFinite(unsafeAt));
      } catch (error) {
        assertCode(error, 'TOKEN_MALFORMED');
      }
    }));

  it('reads a token or a percentage from a token endpoint, or throws an error that does not hold the token', () =>
    fuzz(async (random) => {
      const token = random.pick([tokenOf({ sub: UID, exp: 2e9 }), tokenOf(claims(random))]);
      const good = { token, result: { token }, percent: 5, status: 'processing', error: { code: 'VIDEO_PROCESSING' } };
      const json = JSON.stringify(random.spoil(good), (_key, value: unknown) =>
        typeof value === 'bigint' ? 1 : value,
      );
      const body = random.pick([token, json, random.garble(json), json.replace(':5', ':1e309')]);
      const headers = new Headers({
        'retry-after': random.pick(['5', '1e9', '-1', '9'.repeat(400), 'Thu, x']),
        date: random.pick(['', '0', 'Thu, 01 Jan 1970 00:00:01 GMT']),
      });
      const response = new Response(body, { status: random.pick([200, 200, 404, 409, 429, 500]), headers });
      try {
        const answer = await fetchToken('/token', UID, { fetch: () => Promise.resolve(response) });
        if (answer.status === 'token') assert.equal(answer.token.uid, UID);
        else assert.ok(answer.percent === null || (answer.percent >= 0 && answer.percent <= 100));
      } catch (error) {
        assert.ok(error instanceof StreamError, String(error));
        assert.ok(error.retryAfterMs === null || (error.retryAfterMs >= 0 && Number.isFinite(error.retryAfterMs)));
        assert.ok(!error.message.includes(token));
      }
    }));

  it('takes only valid values from stored preferences', () =>
    fuzz((random) => {
      const good = {
        volume: 0.5,
        muted: true,
        playbackRate: 2,
        captions: 'en',
        audio: 'de',
        quality: 720,
        captionStyle: { font: 'serif', size: 1, color: 'red', opacity: 0.5, windowOpacity: 0, edge: 'none' },
        positions: [['a', 1]],
      };
      const kept = parsePreferences(random.pick([random.spoil(good), random.value(Object.keys(good))]));
      const { volume = 1, playbackRate = 1, captions = null, positions = [], captionStyle = {} } = kept;
      const { audio = '', quality } = kept;
      assert.ok(typeof audio === 'string' && (quality ?? 1) > 0 && Number.isFinite(quality ?? 1));
      assert.ok(volume >= 0 && volume <= 1 && playbackRate > 0 && playbackRate < 10);
      assert.ok(captions === null || matchLanguage(captions, ['xx']) !== 'xx' || captions.startsWith('xx'));
      for (const [uid, seconds] of positions) assert.ok(typeof uid === 'string' && Number.isFinite(seconds));
      for (const [name, value] of Object.entries(captionStyle)) {
        const values: readonly unknown[] = CAPTION_VALUES[name as keyof typeof CAPTION_VALUES];
        assert.ok(values.includes(value), `${name}: ${value}`);
      }
      for (const [name, value] of Object.entries(captionProperties(captionStyle)))
        assert.doesNotMatch(name + value, /undefined|NaN|null/);
    }));

  it('keeps only chapters that have a title, in order and without overlaps', () =>
    fuzz((random) => {
      const fields = ['startTime', 'endTime', 'title'];
      const given = Array.from({ length: random.below(8) }, () =>
        random.pick([
          random.spoil({ startTime: random.below(100), endTime: random.below(100), title: random.text(['A', ' ']) }),
          random.value(fields),
        ]),
      );
      let before = 0;
      for (const { startTime, endTime, title } of orderChapters(given as object[])) {
        assert.ok(startTime >= before && endTime > startTime && startTime < Infinity);
        assert.ok(title.trim() !== '' && title.length <= 400 && !title.includes('\n'));
        before = endTime;
      }
    }));

  it('reads valid times and a source from attributes, or throws SOURCE_INVALID or TOKEN_MALFORMED', () =>
    fuzz((random) => {
      const seconds = parseClockTime(random.text(['1', '2h', '3m', '4.5s', ' '], 8));
      assert.ok(seconds === undefined || (Number.isFinite(seconds) && seconds >= 0));
      const time = Number(random.text(['1', '.', '-', 'e3', '5s'], 4));
      assert.match(
        new URL(thumbnailUrl('https://media.example', UID, { time })).search,
        /^(\?time=\d+(\.\d{1,3})?s)?$/,
      );
      try {
        const src = random.text(
          [
            UID,
            'https://',
            'customer-abc.cloudflarestream.com',
            '/',
            '/manifest/video.m3u8',
            tokenOf({ sub: UID, exp: 1 }),
          ],
          5,
        );
        assert.match(parseSource(src).uid, /./);
      } catch (error) {
        assertCode(error, 'SOURCE_INVALID', 'TOKEN_MALFORMED');
      }
    }));
});
