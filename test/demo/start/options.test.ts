import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { DemoError } from '../../../demo/start/demo-error.js';
import { PROJECT, readDemoOptions } from '../../../demo/start/options.js';

const refusal = (env: Record<string, string>): string => {
  try {
    readDemoOptions(env);
  } catch (error) {
    assert.ok(error instanceof DemoError);
    return error.message;
  }
  return assert.fail('the options were taken');
};

describe('readDemoOptions', () => {
  it('returns the defaults for variables that are not set or blank', () => {
    assert.deepEqual(readDemoOptions({ PORT: '', DATABASE_URL: ' ' }), {
      port: 4400,
      streamPort: 4401,
      dataDir: path.join(PROJECT, 'demo/.data'),
      databaseUrl: undefined,
    });
  });

  it('reads each variable that is set', () => {
    assert.deepEqual(
      readDemoOptions({
        PORT: '0',
        STREAM_PORT: '0',
        DEMO_DATA: 'x',
        DATABASE_URL: 'postgres://db',
        TOKEN_TTL_SECONDS: '10',
        SEGMENT_ACCESS: 'strict',
      }),
      {
        port: 0,
        streamPort: 0,
        dataDir: path.resolve('x'),
        databaseUrl: 'postgres://db',
        tokenTtlSeconds: 10,
        segmentAccess: 'strict',
      },
    );
  });

  it('refuses an invalid value, and names its variable', () => {
    for (const PORT of ['65536', '-1', '4400.5', 'http', '1e3']) {
      assert.equal(refusal({ PORT }), 'PORT must be a whole number from 0 to 65535.');
    }
    assert.match(refusal({ PORT: '4401' }), /^PORT and STREAM_PORT are both 4401\./);
    assert.match(refusal({ TOKEN_TTL_SECONDS: '0' }), /^TOKEN_TTL_SECONDS must be/);
    assert.match(refusal({ SEGMENT_ACCESS: 'none' }), /^SEGMENT_ACCESS must be one of lenient, strict, token-path\.$/);
  });
});
