import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../../src/shared/errors.js';
import { isPlaybackToken } from '../../../src/player/token/token-form.js';
import { parsePlaybackToken } from '../../../src/player/token/token.js';
import { tokenOf, UID } from '../../harness/tokens.js';

describe('isPlaybackToken', () => {
  it('distinguishes a token from a uid, a path and other texts', () => {
    assert.equal(isPlaybackToken(tokenOf({ sub: UID, exp: 1 })), true);
    for (const text of [
      '',
      UID,
      'a.b.c',
      'video.m3u8',
      `${tokenOf({ sub: UID })}.x`,
      `${tokenOf({ sub: UID })} `,
      '../..',
    ]) {
      assert.equal(isPlaybackToken(text), false, text);
    }
  });
});

describe('parsePlaybackToken', () => {
  const times: [what: string, exp: unknown, expected: number][] = [
    ['a number of seconds', 1_701_419_008, 1_701_419_008_000],
    ['seconds as text', '1701419008', 1_701_419_008_000],
    ['a fraction', 1_701_419_008.25, 1_701_419_008_250],
    ['a fraction as text', '1701419008.5', 1_701_419_008_500],
  ];
  for (const [what, exp, expected] of times) {
    it(`reads an expiry that is ${what}`, () => {
      const value = tokenOf({ sub: UID, exp });
      assert.deepEqual(parsePlaybackToken(value), { value, uid: UID, expiresAt: expected, notBefore: 0 });
    });
  }

  it('reads when a token becomes valid, and 0 when that is invalid', () => {
    assert.equal(parsePlaybackToken(tokenOf({ sub: UID, exp: 20, nbf: '10' })).notBefore, 10_000);
    for (const nbf of [null, 1e308, 'soon', {}]) {
      assert.equal(parsePlaybackToken(tokenOf({ sub: UID, exp: 20, nbf })).notBefore, 0);
    }
  });

  it('decodes base64url with - and _, and letters beyond ASCII', () => {
    const value = tokenOf({ sub: UID, exp: 1, note: '>>>???ÿÿ 観る' });
    assert.match(value.split('.')[1] ?? '', /[-_]/);
    assert.equal(parsePlaybackToken(value).uid, UID);
  });

  it('decodes no more of a text than the longest token has', (t) => {
    const decode = t.mock.method(globalThis, 'atob');
    for (const text of ['a'.repeat(1e7), `a.${'a'.repeat(1e7)}.a`, `${'a.'.repeat(1e6)}a`]) {
      assert.throws(() => parsePlaybackToken(text), { code: 'TOKEN_MALFORMED' });
    }
    for (const { arguments: given } of decode.mock.calls) assert.ok(given[0].length <= 8_192);
  });

  it('ignores white space around a token', () => {
    const value = tokenOf({ sub: UID, exp: 1 });
    for (const text of [`${value}\n`, `\r\n\t${value} `]) assert.equal(parsePlaybackToken(text).value, value);
  });

  const malformed: [what: string, value: string][] = [
    ['nothing', ''],
    ['a uid', UID],
    ['a payload that is not base64', 'aaa.%%%.ccc'],
    ['a payload that is not JSON', `aaa.${btoa('secret payload')}.ccc`],
    ['a payload that is null', `aaa.${btoa('null')}.ccc`],
    ['two parts only', tokenOf({ sub: UID, exp: 1 }).split('.').slice(0, 2).join('.')],
    ['white space within', tokenOf({ sub: UID, exp: 1 }).replace('.', ' .')],
    ['characters of plain base64', `${tokenOf({ sub: UID, exp: 1 })}+/=`],
    ['a missing expiry', tokenOf({ sub: UID })],
    ['an empty expiry', tokenOf({ sub: UID, exp: '  ' })],
    ['an expiry in words', tokenOf({ sub: UID, exp: 'tomorrow' })],
    ['an expiry that is true', tokenOf({ sub: UID, exp: true })],
    ['an expiry after all dates', tokenOf({ sub: UID, exp: 1e308 })],
    ['an expiry before all dates', tokenOf({ sub: UID, exp: '-1e300' })],
    ['an expiry that is an array', tokenOf({ sub: UID, exp: [1] })],
    ['a token that is too long for a URL', tokenOf({ sub: UID, exp: 1, note: 'a'.repeat(10_000) })],
    ['a missing uid', tokenOf({ exp: 1 })],
    ['a uid that is a number', tokenOf({ sub: 7, exp: 1 })],
  ];
  for (const [what, value] of malformed) {
    it(`rejects ${what} with TOKEN_MALFORMED, without quoting it`, () => {
      assert.throws(
        () => parsePlaybackToken(value),
        (error) => {
          assert.ok(error instanceof StreamError);
          assert.equal(error.code, 'TOKEN_MALFORMED');
          assert.equal(error.cause, undefined);
          for (const piece of value.split('.')) if (piece) assert.ok(!error.message.includes(piece), error.message);
          return true;
        },
      );
    });
  }
});
