import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createStartPlan,
  segmentAt,
  segmentUrl,
  type FetchedPlaylist,
} from '../../../src/player/delivery/start-plan.js';

const CODECS = ['avc1.4d401f', 'mp4a.40.2'];
const LINES = [
  '#EXTM3U',
  '#EXT-X-VERSION:7',
  '#EXT-X-TARGETDURATION:4',
  '#EXT-X-MEDIA-SEQUENCE:0',
  '#EXT-X-PLAYLIST-TYPE:VOD',
  '#EXT-X-INDEPENDENT-SEGMENTS',
  '#EXT-X-MAP:URI="init.mp4"',
  '#EXTINF:4.000,',
  '1.mp4',
  '#EXTINF:4.000,',
  '../2.mp4?sig=a',
  '#EXTINF:1.500,',
  '3.mp4',
  '#EXT-X-ENDLIST',
];
const playlist = (type: 'video' | 'audio', lines: readonly string[] = LINES, codecs = CODECS): FetchedPlaylist => ({
  type,
  codecs,
  url: `https://media.example/${type}/list.m3u8`,
  data: lines.join('\n'),
});
const both = [playlist('video'), playlist('audio')];
/** Both playlists, with lines of the video's changed. */
const changed = (change: (lines: string[]) => string[]): FetchedPlaylist[] => [
  playlist('video', change([...LINES])),
  playlist('audio'),
];

describe('createStartPlan', () => {
  it('lists the segments of video and audio with their codecs, URLs and times', () => {
    const plan = createStartPlan(both, 5)!;
    assert.equal(plan.duration, 9.5);
    assert.deepEqual(
      plan.tracks.map(({ type, codec, initUrl }) => [type, codec, initUrl]),
      [
        ['video', 'avc1.4d401f', 'https://media.example/video/init.mp4'],
        ['audio', 'mp4a.40.2', 'https://media.example/audio/init.mp4'],
      ],
    );
    const [track] = plan.tracks;
    const at = segmentAt(track!, 5);
    assert.deepEqual(track!.segments[at], { uri: '../2.mp4?sig=a', start: 4, end: 8 });
    assert.equal(segmentUrl(track!, track!.segments[at]), 'https://media.example/2.mp4?sig=a');
  });

  it('starts a position between two segments with the later one', () => {
    const track = createStartPlan(both, 0)!.tracks[0]!;
    assert.deepEqual(
      [0, 3.9, 4, 9.4, 9.5].map((time) => segmentAt(track, time)),
      [0, 0, 1, 2, -1],
    );
  });

  it('accepts video without audio', () => {
    const plan = createStartPlan([playlist('video', LINES, ['avc1.4d401f'])], 0);
    assert.deepEqual(
      plan?.tracks.map(({ type }) => type),
      ['video'],
    );
  });

  it('reads CRLF line breaks, comments and spaces in CODECS', () => {
    const lines = [LINES[0]!, '# a comment', ...LINES.slice(1)];
    const codecs = ['avc1.4d401f', ' mp4a.40.2'];
    const windows = { ...playlist('video', lines, codecs), data: lines.join('\r\n') };
    assert.equal(createStartPlan([windows, playlist('audio', LINES, codecs)], 0)?.tracks.length, 2);
  });

  const before =
    (anchor: string, line: string) =>
    (lines: string[]): string[] =>
      lines.flatMap((each) => (each === anchor ? [line, each] : [each]));
  const without =
    (start: string) =>
    (lines: string[]): string[] =>
      lines.filter((line) => !line.startsWith(start));
  const none: Readonly<Record<string, readonly FetchedPlaylist[]>> = {
    'a master without playlists': [],
    'a broadcast': changed(without('#EXT-X-ENDLIST')),
    'MPEG-TS without an initialization segment': changed(without('#EXT-X-MAP')),
    'byte ranges': changed(before('1.mp4', '#EXT-X-BYTERANGE:100@0')),
    'an initialization segment in a byte range': changed((lines) =>
      lines.map((line) => (line.startsWith('#EXT-X-MAP') ? `${line},BYTERANGE="9@0"` : line)),
    ),
    'a second initialization segment': changed(before('3.mp4', '#EXT-X-MAP:URI="other.mp4"')),
    'a discontinuity': changed(before('3.mp4', '#EXT-X-DISCONTINUITY')),
    'an encrypted playlist': changed(before('1.mp4', '#EXT-X-KEY:METHOD=AES-128,URI="key"')),
    'a gap': changed(before('3.mp4', '#EXT-X-GAP')),
    'EXT-X-START': changed(before('1.mp4', '#EXT-X-START:TIME-OFFSET=5')),
    'an unknown tag': changed(before('1.mp4', '#EXT-X-NEWS:1')),
    'an initialization segment with an invalid URI': changed((lines) =>
      lines.map((line) => (line.startsWith('#EXT-X-MAP') ? '#EXT-X-MAP:URI="//:x"' : line)),
    ),
    'no segments': changed((lines) => lines.filter((line) => !line.endsWith('.mp4') && !line.startsWith('#EXTINF'))),
    'a playlist that did not arrive': [playlist('video'), { ...playlist('audio'), data: '' }],
    'a rendition without codecs': [playlist('video', LINES, []), playlist('audio', LINES, [])],
    'audio within the video segments': [playlist('video')],
    'an audio-only rendition': [playlist('video', LINES, ['mp4a.40.2'])],
  };
  for (const [name, playlists] of Object.entries(none)) {
    it(`has no plan for ${name}`, () => assert.equal(createStartPlan(playlists, 0), undefined));
  }

  it('has no plan for a position at the end, beyond it, or that is unknown', () => {
    for (const time of [9.5, 1e9, Infinity, NaN]) assert.equal(createStartPlan(both, time), undefined);
  });

  it('reads a playlist of ten hours', () => {
    const segments = Array.from({ length: 9_000 }, (_, index) => `#EXTINF:4,\n${index}.mp4`);
    const lines = ['#EXTM3U', '#EXT-X-MAP:URI="init.mp4"', ...segments, '#EXT-X-ENDLIST'];
    const plan = createStartPlan([playlist('video', lines), playlist('audio', lines)], 35_000);
    assert.equal(plan?.duration, 36_000);
    assert.equal(segmentAt(plan.tracks[0]!, 35_000), 8_750);
  });
});
