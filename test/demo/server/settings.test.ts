import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings, SettingsError } from '../../../demo/server/settings.js';
import { ENVIRONMENT } from './support/test-server.js';

const refusal = (env: Record<string, string | undefined>): string => {
  try {
    readSettings({ ...ENVIRONMENT, ...env });
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.message;
  }
  return assert.fail('the settings were taken');
};

describe('readSettings', () => {
  it('fills in the defaults of optional settings', () => {
    const settings = readSettings({ ...ENVIRONMENT, STREAM_API_BASE: undefined });
    assert.equal(settings.stream.base, 'https://api.cloudflare.com/client/v4');
    assert.equal(settings.tokenTtlSeconds, 3_600);
    assert.equal(settings.maxUploadBytes, 30_000_000_000);
    assert.deepEqual(settings.allowedOrigins, []);
  });

  it('names each required setting that is missing', () => {
    assert.equal(refusal({ STREAM_API_TOKEN: ' ' }), 'The server cannot start because STREAM_API_TOKEN is not set.');
    assert.match(
      refusal({ STREAM_SIGNING_JWK: undefined, STREAM_ACCOUNT_ID: undefined }),
      /STREAM_ACCOUNT_ID, STREAM_SIGNING_JWK \(or STREAM_SIGNING_PEM\) are not set\.$/,
    );
  });

  it('accepts a TOKEN_TTL_SECONDS from one second to one day, and nothing else', () => {
    assert.equal(readSettings({ ...ENVIRONMENT, TOKEN_TTL_SECONDS: '86400' }).tokenTtlSeconds, 86_400);
    for (const value of ['86401', '0', '-5', '1.5', '1h']) {
      assert.equal(refusal({ TOKEN_TTL_SECONDS: value }), 'TOKEN_TTL_SECONDS must be a whole number from 1 to 86400.');
    }
  });

  it('accepts only full origins without wildcards in ALLOWED_ORIGINS', () => {
    const { allowedOrigins } = readSettings({
      ...ENVIRONMENT,
      ALLOWED_ORIGINS: 'https://a.example, http://localhost:3000/',
    });
    assert.deepEqual(allowedOrigins, ['https://a.example', 'http://localhost:3000']);
    for (const value of ['*', 'https://*.example', 'https://a.example/videos', 'a.example']) {
      assert.match(refusal({ ALLOWED_ORIGINS: value }), /^ALLOWED_ORIGINS must be a list of origins/);
    }
  });

  it('accepts META_KEYS, and refuses reserved and malformed keys', () => {
    assert.deepEqual(readSettings(ENVIRONMENT).metaKeys, []);
    assert.deepEqual(readSettings({ ...ENVIRONMENT, META_KEYS: 'course, userName' }).metaKeys, ['course', 'userName']);
    for (const value of ['requireSignedURLs', 'course,Expiry', 'name', 'app', 'a b=c', 'ü', 'x'.repeat(65)]) {
      assert.match(refusal({ META_KEYS: value }), /^META_KEYS must be a list of keys/, value);
    }
  });

  it('accepts only 1 or 0 for switches; by default, nobody is allowed and videos are looked up', () => {
    const { allowsEveryone, looksUpVideos } = readSettings({
      ...ENVIRONMENT,
      ALLOW_EVERYONE: undefined,
      LOOK_UP_VIDEOS: '',
    });
    assert.deepEqual([allowsEveryone, looksUpVideos], [false, true]);
    for (const value of ['true', 'yes', '2', 'on'])
      assert.equal(refusal({ ALLOW_EVERYONE: value }), 'ALLOW_EVERYONE must be 1 or 0.');
  });

  it('accepts lists of hosts and languages, and refuses malformed entries', () => {
    const { linkHosts, captionLanguages } = readSettings({
      ...ENVIRONMENT,
      LINK_HOSTS: 'files.example.com, *.example.org:8443',
      CAPTION_LANGUAGES: 'en,pt-BR',
    });
    assert.deepEqual(
      [linkHosts, captionLanguages],
      [
        ['files.example.com', '*.example.org:8443'],
        ['en', 'pt-BR'],
      ],
    );
    for (const value of ['*', 'https://files.example.com', 'a.example/x', '*.*.example'])
      assert.match(refusal({ LINK_HOSTS: value }), /^LINK_HOSTS must be a list of hosts/, value);
    assert.match(refusal({ CAPTION_LANGUAGES: 'english' }), /^CAPTION_LANGUAGES must be a list of languages/);
  });

  it('never quotes the value of a setting in an error', () => {
    assert.ok(!refusal({ MAX_UPLOAD_BYTES: 'pasted-secret' }).includes('pasted-secret'));
    assert.ok(!refusal({ ALLOWED_ORIGINS: 'pasted-secret' }).includes('pasted-secret'));
  });
});
