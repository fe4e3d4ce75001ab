import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '../../../demo/server/errors.js';
import { readTokenOptions, readVideoOptions } from '../../../demo/server/restrictions.js';

const NOW = Date.UTC(2026, 0, 2);
const inDays = (days: number): string => new Date(NOW + days * 86_400_000).toISOString();

/** The message of the error that invalid options cause. */
function sentence(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof ApiError && error.status === 500 && error.code === 'AUTHORIZATION_INVALID');
    return error.message;
  }
  return assert.fail('it was taken');
}

describe('readTokenOptions', () => {
  it('returns the options that Stream accepts, without the answer’s other fields', () => {
    const options = {
      accessRules: [
        { type: 'ip.src', action: 'allow', ip: ['203.0.113.0/24', '2001:db8::/32', '198.51.100.7'] },
        { type: 'ip.geoip.country', action: 'block', country: ['DE', 'FR'] },
        { type: 'any', action: 'block' },
      ],
      downloadable: true,
      exp: NOW / 1000 + 60,
    };
    assert.deepEqual(readTokenOptions({ ...options, allowed: true, creator: 'x' }, NOW), options);
    assert.deepEqual(readTokenOptions({ allowed: true }, NOW), {});
  });

  const any = { type: 'any', action: 'allow' };
  for (const [wrong, named] of [
    [{ downloadable: 'yes' }, 'downloadable, which has to be true or false'],
    [{ exp: NOW / 1000 }, 'exp, which has to be a time ahead, in seconds since the epoch'],
    [{ exp: '1' }, 'exp, which has to be a time ahead'],
    [{ exp: NaN }, 'exp, which has to be a time ahead'],
    [{ accessRules: {} }, 'accessRules, which has to be a list of at most 5 rules'],
    [{ accessRules: [any, any, any, any, any, any] }, 'accessRules, which has to be a list of at most 5 rules'],
    [{ accessRules: [any, null] }, 'accessRules[1], which has to be a rule'],
    [{ accessRules: [{ action: 'allow' }] }, 'accessRules[0].type, which has to be any, ip.src or ip.geoip.country'],
    [{ accessRules: [{ type: 'any', action: 'deny' }] }, 'accessRules[0].action, which has to be allow or block'],
    [{ accessRules: [{ type: 'ip.src', action: 'allow' }] }, 'accessRules[0].ip, which has to be a list of addresses'],
    [
      { accessRules: [{ ...any, type: 'ip.src', ip: ['x'] }] },
      'accessRules[0].ip, which has to be a list of addresses',
    ],
    [
      { accessRules: [{ ...any, type: 'ip.geoip.country', country: ['de'] }] },
      'accessRules[0].country, which has to be',
    ],
    [
      { accessRules: [{ ...any, country: ['DE'] }] },
      'accessRules[0].country, which has to be left out where type is any',
    ],
    [
      { accessRules: [{ ...any, countries: ['DE'] }] },
      'accessRules[0].countries, which has to be left out: there is no',
    ],
  ] as const) {
    it(`names ${named.split(',')[0]} in the error for ${JSON.stringify(wrong)}`, () => {
      const message = sentence(() => readTokenOptions(wrong, NOW));
      assert.ok(message.startsWith(`authorize answered ${named}`), message);
    });
  }
});

describe('readVideoOptions', () => {
  it('returns the options that Stream accepts, and leaves out undefined ones', () => {
    const options = {
      creator: 'Łukasz',
      allowedOrigins: ['www.example.com', '*.example.org', 'localhost:3000'],
      requireSignedURLs: false,
      watermark: { uid: 'a'.repeat(32) },
      scheduledDeletion: inDays(31),
      thumbnailTimestampPct: 0.5,
      maxDurationSeconds: 36_000,
    };
    assert.deepEqual(readVideoOptions(options, NOW), options);
    assert.deepEqual(readVideoOptions({ creator: undefined }, NOW), {});
    assert.deepEqual(readVideoOptions(undefined, NOW), {});
  });

  for (const [wrong, named] of [
    [null, 'videoOptions, which has to be an object'],
    [{ creator: 'x'.repeat(65) }, 'videoOptions.creator, which has to be a text of at most 64 characters'],
    [{ allowedOrigins: ['https://a.example'] }, 'videoOptions.allowedOrigins, which has to be a list of hosts'],
    [{ allowedOrigins: ['a.example,b.example'] }, 'videoOptions.allowedOrigins, which has to be a list of hosts'],
    [{ requireSignedURLs: 'no' }, 'videoOptions.requireSignedURLs, which has to be true or false'],
    [{ watermark: 'a'.repeat(32) }, 'videoOptions.watermark, which has to be { uid } of a watermark'],
    [
      { scheduledDeletion: inDays(29) },
      'videoOptions.scheduledDeletion, which has to be a time of RFC 3339, 30 to 1,096',
    ],
    [{ scheduledDeletion: inDays(1_097) }, 'videoOptions.scheduledDeletion, which has to be a time'],
    [{ thumbnailTimestampPct: 1.5 }, 'videoOptions.thumbnailTimestampPct, which has to be a number from 0 to 1'],
    [{ maxDurationSeconds: 36_001 }, 'videoOptions.maxDurationSeconds, which has to be a whole number from 1 to 36000'],
    [{ requireSignedUrls: true }, 'videoOptions.requireSignedUrls, which has to be left out: there is no such thing'],
  ] as const) {
    it(`names ${named.split(',')[0]} in the error for ${JSON.stringify(wrong).slice(0, 60)}`, () => {
      const message = sentence(() => readVideoOptions(wrong, NOW));
      assert.ok(message.replace('1096', '1,096').startsWith(`authorize answered ${named}`), message);
    });
  }
});
