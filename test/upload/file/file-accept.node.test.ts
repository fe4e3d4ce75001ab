import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { acceptTokens, DEFAULT_ACCEPT, isNamedBy } from '../../../src/upload/file/accept-tokens.js';
import { matchesAccept } from '../../../src/upload/file/file-accept.js';

const file = (name: string, type = ''): { name: string; size: number; type: string; lastModified: number } => ({
  name,
  type,
  size: 1,
  lastModified: 0,
});

describe('matchesAccept', () => {
  it('matches by extension, by type and by content', () => {
    assert.equal(matchesAccept('.mov', file('Holiday.MOV'), null), true);
    assert.equal(matchesAccept('video/mp4', file('x', 'video/mp4'), null), true);
    assert.equal(matchesAccept('video/mp4', file('x'), 'video/mp4'), true);
    assert.equal(matchesAccept('video/*', file('x', 'VIDEO/MP4'), null), true);
    assert.equal(matchesAccept(' .mp4 , video/webm ', file('x.webm', 'video/webm'), null), true);
    assert.equal(matchesAccept('.mov,video/webm', file('x.mp4', 'video/mp4'), 'video/mp4'), false);
  });

  it('accepts MXF and GXF as videos, by content and by name, but no type that is not a video', () => {
    for (const [name, media] of [
      ['a.mxf', 'application/mxf'],
      ['b.gxf', 'application/gxf'],
      ['c', 'application/mxf'],
    ] as const)
      assert.equal(matchesAccept('video/*', file(name), media), true, name);
    for (const name of ['a.mxf', 'b.GXF', 'c.mkv', 'd.mts'])
      assert.equal(matchesAccept('video/*', file(name), null), true, name);
    assert.equal(matchesAccept('video/*', file('a.pdf'), 'application/pdf'), false);
    assert.equal(matchesAccept('video/*', file('a.mp4', 'audio/mp4'), 'audio/mp4'), false);
    assert.equal(matchesAccept('audio/*', file('a.mxf'), 'application/mxf'), false);
    assert.equal(matchesAccept('video/*', file('notes.txt'), null), false);
  });

  it('reads a bare extension like one with its dot', () => {
    assert.equal(matchesAccept('mp4', file('a.MP4'), null), true);
    assert.equal(matchesAccept('mp4, MOV', file('a.mov'), null), true);
    assert.equal(matchesAccept('mp4', file('amp4'), null), false);
    assert.deepEqual(acceptTokens(' MP4 ,.mov,video/*,, 3gp'), ['.mp4', '.mov', 'video/*', '.3gp']);
  });

  it('reads common variants in a list as they are meant', () => {
    assert.deepEqual(acceptTokens('*.mp4, Video, video/webm; codecs="vp9", video/quicktime'), [
      '.mp4',
      'video/*',
      'video/webm',
      'video/quicktime',
    ]);
    for (const all of ['*', '*/*', '.mp4,*/*', '*.*']) {
      assert.deepEqual(acceptTokens(all), [], all);
      assert.equal(matchesAccept(all, file('a.mkv'), 'video/x-matroska'), true, all);
    }
    for (const list of ['*.mkv', 'video', 'video/x-matroska;codecs=av1'])
      assert.equal(matchesAccept(list, file('a.mkv'), 'video/x-matroska'), true, list);
    assert.equal(matchesAccept('*.mp4', file('a.mkv'), 'video/x-matroska'), false);
  });

  it('treats different names of a type as equal, whichever side uses them', () => {
    for (const [accept, type, media] of [
      ['video/mpeg', '', 'video/mp2p'],
      ['video/avi', '', 'video/x-msvideo'],
      ['video/x-ms-wmv', '', 'video/x-ms-asf'],
      ['video/x-m4v', 'video/mp4', 'video/mp4'],
      ['video/mp2t', 'video/vnd.dlna.mpeg-tts', null],
    ] as const)
      assert.equal(matchesAccept(accept, file('x', type), media), true, accept);
    assert.equal(matchesAccept('video/webm', file('x', 'video/x-matroska'), 'video/x-matroska'), false);
  });

  it('agrees with isNamedBy(), which is used before the code is loaded', () => {
    for (const [accept, name, type] of [
      ['.mov', 'Holiday.MOV', ''],
      ['video/mp4', 'x', 'video/mp4'],
      ['video/*', 'x', 'VIDEO/MP4'],
      [DEFAULT_ACCEPT, 'a.mxf', 'application/mxf'],
      [DEFAULT_ACCEPT, 'b.mkv', ''],
      ['.mov,video/webm', 'x.mp4', 'video/mp4'],
      [DEFAULT_ACCEPT, 'image.png', 'image/png'],
      [DEFAULT_ACCEPT, 'my video/ notes.txt', 'text/plain'],
      ['video/*', 'notes.txt', ''],
      ['video/*', 'A.MKV', ''],
      ['video', 'a.mts', ''],
      ['video/*', 'a.mkv', 'image/png'],
      ['video/mp4', 'a.mkv', ''],
    ] as const)
      assert.equal(
        isNamedBy(accept, { name, type }),
        matchesAccept(accept, file(name, type), null),
        `${accept} ${name}`,
      );
  });

  it('accepts everything if the list is empty', () => {
    assert.equal(matchesAccept('', file('x'), null), true);
    assert.equal(matchesAccept(' , ', file('x'), null), true);
  });

  it('accepts by default names whose type many systems do not know', () => {
    for (const name of ['a.mkv', 'b.mts', 'c.mxf', 'd.flv'])
      assert.equal(matchesAccept(DEFAULT_ACCEPT, file(name), null), true);
  });
});
