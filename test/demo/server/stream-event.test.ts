import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStreamEvent } from '../../../demo/server/stream-event.js';

const ACCOUNT = 'da131bc3947cc704da2af463750bb126';
const UID = 'b368f55e7013904cc2b5e98bd240b00c';
/** An event as in Cloudflare's documentation. */
const event = (type = 'cf.stream.video_state.ready', change: object = {}) => ({
  type,
  source: { type: 'stream' },
  payload: {
    id: UID,
    readyToStream: true,
    readyToStreamAt: '2026-05-18T20:54:46Z',
    status: { state: 'ready', pctComplete: '100.000000', errorReasonCode: '', errorReasonText: '' },
    duration: 30,
    publicDetails: { title: 'Clock', share_link: '', channel_link: '', logo: '' },
    ...change,
  },
  metadata: {
    accountId: ACCOUNT,
    eventSubscriptionId: 'x',
    eventSchemaVersion: 1,
    eventTimestamp: '2026-05-18T20:54:46.812Z',
  },
});

describe('readStreamEvent', () => {
  it('reads the state of a video from “ready” and “updated” events, and the error code of a failed one', () => {
    for (const type of ['cf.stream.video_state.ready', 'cf.stream.video_state.updated']) {
      assert.deepEqual(readStreamEvent(event(type), ACCOUNT), {
        uid: UID,
        state: {
          status: 'ready',
          percent: null,
          duration: 30,
          errorCode: null,
          readyAt: new Date('2026-05-18T20:54:46Z'),
          publicDetails: { title: 'Clock' },
        },
      });
    }
    const failed = event('cf.stream.video_state.updated', {
      readyToStream: false,
      status: { state: 'error', errorReasonCode: 'ERR_MALFORMED_VIDEO' },
    });
    assert.equal(readStreamEvent(failed, ACCOUNT)?.state.errorCode, 'ERR_MALFORMED_VIDEO');
  });

  it('ignores other event types, other accounts and malformed videos', () => {
    for (const message of [
      event('cf.stream.liveInput.live_input.connected'),
      event('cf.r2.bucket.created'),
      event(undefined, { id: 'x' }),
      { ...event(), metadata: { accountId: UID } },
      { ...event(), metadata: undefined },
      { ...event(), payload: null },
      null,
      'text',
    ]) {
      assert.equal(readStreamEvent(message, ACCOUNT), undefined);
    }
  });
});
