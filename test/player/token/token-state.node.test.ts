import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamError } from '../../../src/shared/errors.js';
import type { PlaybackToken } from '../../../src/player/token/token.js';
import {
  NO_TOKEN,
  nextTokenState,
  planRenewal,
  tokenNeed,
  type TokenEvent,
  type TokenState,
} from '../../../src/player/token/token-state.js';

const NOW = 1_800_000_000_000;
const token = (lifeMs: number): PlaybackToken => ({ value: 'a.b.c', uid: 'x', expiresAt: NOW + lifeMs, notBefore: 0 });
const received = (lifeMs: number, now: number | null = NOW): TokenEvent => ({
  type: 'received',
  token: token(lifeMs),
  now,
  marginSeconds: 0,
});
const held = nextTokenState(NO_TOKEN, received(60_000));
const down = new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'No.', { retryable: true });
const refused = new StreamError('TOKEN_ENDPOINT_STATUS', 'No.');

const STATES: Record<TokenState['status'], TokenState> = {
  none: NO_TOKEN,
  asking: nextTokenState(held, { type: 'ask' }),
  held,
  waiting: nextTokenState(nextTokenState(held, { type: 'ask' }), { type: 'failed', error: down }),
  refused: nextTokenState(nextTokenState(held, { type: 'ask' }), { type: 'failed', error: refused }),
};
const EVENTS: Record<string, TokenEvent> = {
  ask: { type: 'ask' },
  received: received(10_000),
  'not-ready': { type: 'not-ready' },
  'failed, worth a retry': { type: 'failed', error: down },
  'failed for good': { type: 'failed', error: refused },
};
// Every state with every event; "=" stands for the same object.
const TABLE: Record<string, Record<TokenState['status'], TokenState['status'] | '='>> = {
  ask: { none: 'asking', asking: '=', held: 'asking', waiting: 'asking', refused: 'asking' },
  received: { none: 'held', asking: 'held', held: 'held', waiting: 'held', refused: 'held' },
  'not-ready': { none: '=', asking: 'waiting', held: '=', waiting: '=', refused: '=' },
  'failed, worth a retry': { none: '=', asking: 'waiting', held: '=', waiting: '=', refused: '=' },
  'failed for good': { none: '=', asking: 'refused', held: '=', waiting: '=', refused: '=' },
};

describe('nextTokenState', () => {
  for (const [name, row] of Object.entries(TABLE)) {
    for (const [status, expected] of Object.entries(row) as [TokenState['status'], TokenState['status'] | '='][]) {
      it(`${status}, ${name}: ${expected === '=' ? 'unchanged' : expected}`, () => {
        const next = nextTokenState(STATES[status], EVENTS[name]!);
        if (expected === '=') assert.equal(next, STATES[status]);
        else assert.equal(next.status, expected);
        if (name !== 'received') assert.equal(next.held, STATES[status].held, 'the token at hand stays');
      });
    }
  }

  it('counts failures in a row, and starts over with a token', () => {
    let state = NO_TOKEN;
    for (const failures of [1, 2, 3]) {
      state = nextTokenState(nextTokenState(state, { type: 'ask' }), { type: 'failed', error: down });
      assert.ok(state.status === 'waiting' && state.failures === failures);
    }
    state = nextTokenState(nextTokenState(state, received(10_000)), { type: 'ask' });
    assert.ok(state.status === 'asking' && state.failures === 0);
  });
});

describe('tokenNeed', () => {
  const needs: [what: string, state: TokenState, afterMs: number, need: string][] = [
    ['without a token', NO_TOKEN, 0, 'now'],
    ['with a new token', held, 0, 'none'],
    ['after 80% of its life', held, 48_000, 'soon'],
    ['shortly before its expiry', held, 57_000, 'now'],
    ['long after its expiry', held, 86_400_000, 'now'],
    ['when the time is unknown', nextTokenState(NO_TOKEN, received(-86_400_000, null)), 0, 'none'],
  ];
  for (const [what, state, afterMs, need] of needs)
    it(`is “${need}” ${what}`, () => assert.equal(tokenNeed(state, NOW + afterMs), need));
});

describe('planRenewal', () => {
  const plans: [what: string, life: number, margin: number | undefined, renewAfter: number, unsafeAfter: number][] = [
    ['an hour', 3_600_000, undefined, 2_880_000, 3_597_000],
    ['an hour with a margin of 20 minutes', 3_600_000, 1200, 2_400_000, 3_597_000],
    ['an hour with a margin of less than 20%', 3_600_000, 10, 2_880_000, 3_597_000],
    ['an hour with a margin longer than that', 3_600_000, 9999, 1_800_000, 3_597_000],
    ['an hour with a margin that is not a number', 3_600_000, NaN, 2_880_000, 3_597_000],
    ['an hour with a negative margin', 3_600_000, -5, 2_880_000, 3_597_000],
    ['an hour with an infinite margin', 3_600_000, Infinity, 1_800_000, 3_597_000],
    ['two seconds', 2000, undefined, 1600, 1600],
    ['two seconds with a margin of a minute', 2000, 60, 1000, 1600],
  ];
  for (const [what, life, margin, renewAfter, unsafeAfter] of plans) {
    it(`plans the renewal of a token that is valid for ${what}`, () => {
      const start = 1_700_000_000_000;
      assert.deepEqual(planRenewal(start, start + life, margin), {
        renewAt: start + renewAfter,
        unsafeAt: start + unsafeAfter,
      });
    });
  }

  it('renews an expired token at once', () => {
    assert.deepEqual(planRenewal(5000, 4000), { renewAt: 4000, unsafeAt: 4000 });
  });
});
