import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNodeSettings } from '../../../../demo/server/node/node-settings.js';
import { readSettings, SettingsError } from '../../../../demo/server/settings.js';
import { ENVIRONMENT } from '../support/test-server.js';

describe('readNodeSettings', () => {
  it('treats an empty or blank setting as not set', () => {
    const expected = { port: 3_000, host: '127.0.0.1', proxies: 0 };
    assert.deepEqual(readNodeSettings({}), expected);
    assert.deepEqual(readNodeSettings({ PORT: '', HOST: ' ', TRUSTED_PROXIES: '' }), expected);
  });

  it('accepts port 0, which stands for any free port', () => {
    assert.equal(readNodeSettings({ PORT: '0' }).port, 0);
  });

  for (const [name, values] of Object.entries({
    PORT: ['abc', '-1', '65536', '80.5', 'NaN', '3000/tcp'],
    TRUSTED_PROXIES: ['abc', '-1', '0.5', 'Infinity'],
  })) {
    it(`refuses an invalid ${name} with an error that names it`, () => {
      for (const value of values) {
        assert.throws(
          () => readNodeSettings({ [name]: value }),
          (error) => error instanceof SettingsError && error.message.startsWith(`${name} must be a whole number`),
          value,
        );
      }
    });
  }

  it('leaves STREAM_API_BASE to readSettings, which refuses anything but an http or https URL', () => {
    for (const value of ['abc', 'ftp://x.test', '/client/v4', 'http://']) {
      assert.throws(
        () => readSettings({ ...ENVIRONMENT, STREAM_API_BASE: value }),
        { message: 'STREAM_API_BASE must be an http or https URL.' },
        value,
      );
    }
  });
});
