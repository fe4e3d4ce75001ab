import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MIN_CHUNK_BYTES } from '../../../src/upload/model/limits.js';
import { UploadLedger } from '../../../src/upload/sending/upload-ledger.js';

const CHUNK = MIN_CHUNK_BYTES;

describe('UploadLedger.mayBeComplete', () => {
  it('is false before anything was sent', () => {
    assert.equal(new UploadLedger(1, 0).mayBeComplete, false);
  });

  it('is true once the last chunk is sent, as its answer may be lost', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    ledger.handOver(CHUNK);
    assert.equal(ledger.mayBeComplete, false);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.mayBeComplete, false);
    ledger.handOver(2 * CHUNK);
    assert.equal(ledger.mayBeComplete, true);
  });

  it('stays true after a smaller chunk, as the larger one may have arrived', () => {
    const ledger = new UploadLedger(4 * CHUNK, 0);
    ledger.handOver(4 * CHUNK);
    ledger.handOver(CHUNK);
    assert.equal(ledger.mayBeComplete, true);
    assert.equal(ledger.handed, 4 * CHUNK);
  });

  it('counts the bytes that an earlier page has sent to the upload URL', () => {
    assert.equal(new UploadLedger(CHUNK, CHUNK).mayBeComplete, true);
    assert.equal(new UploadLedger(CHUNK + 1, CHUNK).mayBeComplete, false);
  });

  it('is false with a new upload URL', () => {
    const ledger = new UploadLedger(CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.restart();
    assert.equal(ledger.mayBeComplete, false);
    assert.equal(ledger.handed, 0);
  });
});

describe('UploadLedger.hasGainedSince', () => {
  it('counts the first answer of 0 bytes', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    const unreached = ledger.acknowledged;
    assert.equal(ledger.hasGainedSince(unreached), false);
    ledger.acknowledge(0);
    assert.equal(ledger.hasGainedSince(unreached), true);
    const reached = ledger.acknowledged;
    ledger.acknowledge(0);
    assert.equal(ledger.hasGainedSince(reached), false);
  });

  it('does not count a lower offset, nor the way back up', () => {
    const ledger = new UploadLedger(3 * CHUNK, 0);
    ledger.acknowledge(2 * CHUNK);
    const mark = ledger.acknowledged;
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.acknowledged, 2 * CHUNK);
    assert.equal(ledger.hasGainedSince(mark), false);
    ledger.acknowledge(2 * CHUNK);
    assert.equal(ledger.hasGainedSince(mark), false);
    ledger.acknowledge(2 * CHUNK + 1);
    assert.equal(ledger.hasGainedSince(mark), true);
  });

  it('does not count bytes that are only on their way', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    const mark = ledger.acknowledged;
    ledger.handOver(CHUNK);
    assert.equal(ledger.hasGainedSince(mark), false);
  });

  it('starts anew with a new upload URL', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    ledger.acknowledge(CHUNK);
    ledger.restart();
    const mark = ledger.acknowledged;
    ledger.acknowledge(0);
    assert.equal(ledger.hasGainedSince(mark), true);
  });
});

describe('UploadLedger.isExhausted', () => {
  it('is true if the server never told its offset', () => {
    assert.equal(new UploadLedger(2 * CHUNK, CHUNK).isExhausted, true);
  });

  it('is true if the offset has not grown', () => {
    const ledger = new UploadLedger(2 * CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.isExhausted, true);
  });

  it('is false once the offset has grown', () => {
    const ledger = new UploadLedger(3 * CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.acknowledge(2 * CHUNK);
    assert.equal(ledger.isExhausted, false);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.isExhausted, false);
  });

  it('depends only on the new upload URL after a restart', () => {
    const ledger = new UploadLedger(3 * CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.acknowledge(2 * CHUNK);
    ledger.restart();
    ledger.acknowledge(0);
    assert.equal(ledger.isExhausted, true);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.isExhausted, false);
  });
});

describe('UploadLedger.setbacks', () => {
  it('counts each time that the server’s offset goes back', () => {
    const ledger = new UploadLedger(9, 0);
    for (const bytes of [0, 5, 0, 5, 3]) ledger.acknowledge(bytes);
    assert.equal(ledger.setbacks, 2);
    assert.equal(ledger.acknowledged, 5);
  });

  it('does not count bytes that are sent again up to the highest offset', () => {
    const ledger = new UploadLedger(9, 0);
    for (const bytes of [6, 2, 4, 6]) ledger.acknowledge(bytes);
    assert.equal(ledger.setbacks, 1);
  });

  it('is zero again once the offset is higher than ever, or with a new upload URL', () => {
    const ledger = new UploadLedger(9, 0);
    for (const bytes of [6, 2, 7]) ledger.acknowledge(bytes);
    assert.equal(ledger.setbacks, 0);
    ledger.acknowledge(1);
    ledger.restart();
    ledger.acknowledge(0);
    assert.equal(ledger.setbacks, 0);
  });
});

describe('UploadLedger.hasBytes', () => {
  it('is true once an answer or a record says that bytes have arrived at this upload URL', () => {
    const ledger = new UploadLedger(100, 50);
    ledger.acknowledge(0);
    assert.equal(ledger.hasBytes, false, 'handed over is not arrived');
    ledger.learn(60, 0);
    assert.deepEqual([ledger.hasBytes, ledger.handed], [false, 60]);
    ledger.learn(60, 40);
    assert.equal(ledger.hasBytes, true);
    ledger.restart();
    assert.equal(ledger.hasBytes, false);
    ledger.acknowledge(1);
    assert.equal(ledger.hasBytes, true);
  });
});
