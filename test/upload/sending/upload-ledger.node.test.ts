import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MIN_CHUNK_BYTES } from '../../../src/upload/model/limits.js';
import { UploadLedger } from '../../../src/upload/sending/upload-ledger.js';

const CHUNK = MIN_CHUNK_BYTES;

describe('UploadLedger: whether a file may be whole', () => {
  it('is not, before anything was sent', () => {
    assert.equal(new UploadLedger(1, 0).mayBeComplete, false);
  });

  it('may be, once its last chunk goes out: the answer to it may be lost', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    ledger.handOver(CHUNK);
    assert.equal(ledger.mayBeComplete, false);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.mayBeComplete, false);
    ledger.handOver(2 * CHUNK);
    assert.equal(ledger.mayBeComplete, true);
  });

  it('stays so after a smaller chunk: the larger one may have arrived', () => {
    const ledger = new UploadLedger(4 * CHUNK, 0);
    ledger.handOver(4 * CHUNK);
    ledger.handOver(CHUNK);
    assert.equal(ledger.mayBeComplete, true);
    assert.equal(ledger.handed, 4 * CHUNK);
  });

  it('reckons with what an earlier page has given to the upload URL', () => {
    assert.equal(new UploadLedger(CHUNK, CHUNK).mayBeComplete, true);
    assert.equal(new UploadLedger(CHUNK + 1, CHUNK).mayBeComplete, false);
  });

  it('is not any more with a new upload URL', () => {
    const ledger = new UploadLedger(CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.restart();
    assert.equal(ledger.mayBeComplete, false);
    assert.equal(ledger.handed, 0);
  });
});

describe('UploadLedger: what has got through', () => {
  it('counts an answer of 0 bytes, the first time', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    const unreached = ledger.acknowledged;
    assert.equal(ledger.hasGainedSince(unreached), false);
    ledger.acknowledge(0);
    assert.equal(ledger.hasGainedSince(unreached), true);
    const reached = ledger.acknowledged;
    ledger.acknowledge(0);
    assert.equal(ledger.hasGainedSince(reached), false);
  });

  it('takes nothing back for a lower number', () => {
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

  it('does not take bytes on the way for bytes that arrived', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    const mark = ledger.acknowledged;
    ledger.handOver(CHUNK);
    assert.equal(ledger.hasGainedSince(mark), false);
  });

  it('counts anew with a new upload URL', () => {
    const ledger = new UploadLedger(2 * CHUNK, 0);
    ledger.acknowledge(CHUNK);
    ledger.restart();
    const mark = ledger.acknowledged;
    ledger.acknowledge(0);
    assert.equal(ledger.hasGainedSince(mark), true);
  });
});

describe('UploadLedger: whether an upload URL is spent', () => {
  it('is, where the server never said what it has', () => {
    assert.equal(new UploadLedger(2 * CHUNK, CHUNK).isExhausted, true);
  });

  it('is, where it has no more than it had at first', () => {
    const ledger = new UploadLedger(2 * CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.isExhausted, true);
  });

  it('is not, once it has more', () => {
    const ledger = new UploadLedger(3 * CHUNK, CHUNK);
    ledger.acknowledge(CHUNK);
    ledger.acknowledge(2 * CHUNK);
    assert.equal(ledger.isExhausted, false);
    ledger.acknowledge(CHUNK);
    assert.equal(ledger.isExhausted, false);
  });

  it('goes by what a new upload URL has brought', () => {
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

describe('UploadLedger: bytes that a server has lost', () => {
  it('counts each time that the server goes back', () => {
    const ledger = new UploadLedger(9, 0);
    for (const bytes of [0, 5, 0, 5, 3]) ledger.acknowledge(bytes);
    assert.equal(ledger.setbacks, 2);
    assert.equal(ledger.acknowledged, 5);
  });

  it('does not count what is sent again up to where it was', () => {
    const ledger = new UploadLedger(9, 0);
    for (const bytes of [6, 2, 4, 6]) ledger.acknowledge(bytes);
    assert.equal(ledger.setbacks, 1);
  });

  it('begins to count anew once the server has more than ever, or with a new upload URL', () => {
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
  it('tells whether bytes are known to have arrived, by an answer or by a record, at this upload URL', () => {
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
