import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { verifyWebhook } from '../../../demo/server/webhooks.js';

// Computed independently of this code, in the format that Cloudflare documents.
const SECRET = '85011ed3a913c6ad5f9cf6c5573cc0a7';
const TIME = 1_230_811_200;
const BODY = '{"uid":"6b9e68b07dfee8cc2d116e4c51d6a957","readyToStream":true,"status":{"state":"ready"}}';
const SIGNATURE = 'b8f46d000fbe14415af0ee466d66fc9b4349ab2acfaab6b799dc41743cd86741';
const HEADER = `time=${TIME},sig1=${SIGNATURE}`;

const verify = (
  changes: { header?: string | null; body?: string; secret?: string; nowSeconds?: number } = {},
): Promise<string> =>
  verifyWebhook({
    header: changes.header === undefined ? HEADER : changes.header,
    body: new TextEncoder().encode(changes.body ?? BODY),
    secret: changes.secret ?? SECRET,
    nowMs: (changes.nowSeconds ?? TIME) * 1000,
  });

describe('verifyWebhook', () => {
  it('accepts the signature of the test vector', async () => {
    assert.equal(await verify(), 'ok');
  });

  it('accepts the parts in any order, with spaces and unknown parts', async () => {
    assert.equal(await verify({ header: `v=2, sig1=${SIGNATURE} , time=${TIME}` }), 'ok');
  });

  it('accepts the signature of a body beyond ASCII', async () => {
    const body = '{"name":"Zoë 🎬"}';
    const sig1 = createHmac('sha256', SECRET).update(`${TIME}.${body}`).digest('hex');
    assert.equal(await verify({ header: `time=${TIME},sig1=${sig1}`, body }), 'ok');
  });

  it('accepts a time five minutes off, and calls anything beyond that stale', async () => {
    assert.equal(await verify({ nowSeconds: TIME + 300 }), 'ok');
    assert.equal(await verify({ nowSeconds: TIME - 300 }), 'ok');
    assert.equal(await verify({ nowSeconds: TIME + 301 }), 'stale');
    assert.equal(await verify({ nowSeconds: TIME - 301 }), 'stale');
  });

  it('reports a mismatch for another or truncated body, another secret, time or signature', async () => {
    assert.equal(await verify({ body: BODY.replace('ready"', 'error"') }), 'mismatch');
    assert.equal(await verify({ body: BODY.slice(0, -1) }), 'mismatch');
    assert.equal(await verify({ body: '' }), 'mismatch');
    assert.equal(await verify({ secret: SECRET.toUpperCase() }), 'mismatch');
    assert.equal(await verify({ header: `time=${TIME + 1},sig1=${SIGNATURE}` }), 'mismatch');
    assert.equal(await verify({ header: `time=${TIME},sig1=${SIGNATURE.replace('b', 'c')}` }), 'mismatch');
  });

  for (const header of [
    null,
    '',
    'time',
    `time=${TIME}`,
    `sig1=${SIGNATURE}`,
    `time=,sig1=${SIGNATURE}`,
    `time=-1,sig1=${SIGNATURE}`,
    `time=${TIME}.5,sig1=${SIGNATURE}`,
    `time=${TIME},sig1=${SIGNATURE.slice(2)}`,
    `time=${TIME},sig1=${SIGNATURE}00`,
    `time=${TIME},sig1=${SIGNATURE.replace('b', 'x')}`,
    `sha256=${SIGNATURE}`,
  ]) {
    it(`reports the header ${JSON.stringify(header)} as malformed`, async () => {
      assert.equal(await verify({ header }), 'malformed');
    });
  }
});
