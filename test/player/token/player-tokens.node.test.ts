import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { openTokens, type PlayerTokens, type TokenOptions } from '../../../src/player/token/player-tokens.js';
import type { TokenListenerOptions } from '../../../src/player/token/token-manager.js';
import '../../harness/global-events.js';
import { OTHER_UID, tokenFor, tokenOf, UID } from '../../harness/tokens.js';

const HOUR_MS = 3_600_000;
const opened: PlayerTokens[] = [];
const taken: string[] = [];
const listener = (): TokenListenerOptions => ({
  isWatching: () => false,
  onToken: ({ value }) => taken.push(value),
  onFailure: () => undefined,
  onNotReady: () => undefined,
});

function open(options: Partial<TokenOptions> = {}): PlayerTokens {
  const tokens = openTokens({ uid: UID, ...options }, listener());
  opened.push(tokens);
  return tokens;
}

describe('openTokens', () => {
  afterEach(() => {
    for (const tokens of opened.splice(0)) tokens.close();
    taken.length = 0;
  });

  describe('of a public video', () => {
    it('has no token and nothing that renews one', async () => {
      const { source, manager, expiresAt } = open();
      assert.equal(source.value, undefined);
      assert.equal(await source.getValid(), undefined);
      assert.deepEqual([manager, expiresAt], [undefined, undefined]);
    });

    it('rejects with TOKEN_REJECTED once Stream wants a token', async () => {
      await assert.rejects(open().source.refreshAfterReject(undefined), { code: 'TOKEN_REJECTED' });
    });
  });

  describe('with a token that was given once', () => {
    it('gives that token for every request, and when it ends', async () => {
      const given = tokenOf({ sub: UID, exp: 1_900_000_000 });
      const { source, manager, expiresAt } = open({ given });
      assert.equal(source.value, given);
      assert.equal(await source.getValid(), given);
      assert.equal(expiresAt, 1_900_000_000_000);
      assert.equal(manager, undefined);
    });

    it('gives a token that has ended, too, since the viewer’s clock may be wrong', async () => {
      const given = tokenFor(-HOUR_MS);
      assert.equal(await open({ given }).source.getValid(), given);
    });

    it('rejects with TOKEN_EXPIRED once Stream refuses it', async () => {
      const given = tokenFor(HOUR_MS);
      await assert.rejects(open({ given }).source.refreshAfterReject(given), { code: 'TOKEN_EXPIRED' });
    });

    it('throws TOKEN_WRONG_VIDEO for the token of another video', () => {
      assert.throws(() => open({ given: tokenOf({ sub: OTHER_UID, exp: 1 }) }), { code: 'TOKEN_WRONG_VIDEO' });
    });

    it('throws TOKEN_MALFORMED for a text that is no token', () => {
      assert.throws(() => open({ given: 'no token' }), { code: 'TOKEN_MALFORMED' });
    });
  });

  describe('with somewhere to get tokens', () => {
    it('asks for the first token when it is needed, and tells its player', async () => {
      const asked: string[] = [];
      const fresh = tokenFor(HOUR_MS, 'ZnJlc2g');
      const tokens = open({ getToken: (uid) => Promise.resolve((asked.push(uid), fresh)) });
      assert.deepEqual(asked, []);
      assert.equal(await tokens.source.getValid(), fresh);
      assert.deepEqual(asked, [UID]);
      assert.deepEqual(taken, [fresh]);
      assert.equal(tokens.expiresAt, tokens.manager?.expiresAt);
    });

    it('begins with a given token, and asks only after its refusal', async () => {
      const given = tokenFor(HOUR_MS, 'Z2l2ZW4');
      const fresh = tokenFor(HOUR_MS, 'ZnJlc2g');
      let asked = 0;
      const { source } = open({ given, getToken: () => Promise.resolve(((asked += 1), fresh)) });
      assert.equal(await source.getValid(), given);
      assert.equal(asked, 0);
      assert.equal(await source.refreshAfterReject(given), fresh);
      assert.equal(asked, 1);
    });

    it('shares one manager between two players of a video, until both are closed', () => {
      const getToken = (): Promise<string> => Promise.reject(new Error('Not asked.'));
      const [first, second] = [open({ getToken }), open({ getToken })];
      assert.equal(first.manager, second.manager);
      first.close();
      assert.equal(open({ getToken }).manager, second.manager);
    });

    it('tells a closed player nothing any more', async () => {
      const getToken = (): Promise<string> => Promise.resolve(tokenFor(HOUR_MS));
      const [closed, other] = [open({ getToken }), open({ getToken })];
      closed.close();
      await other.source.getValid();
      assert.equal(taken.length, 1);
    });

    it('wraps what the page’s own function fails with, to be tried again', async () => {
      const reason = new Error('The page has a bug.');
      const { manager } = open({ getToken: () => Promise.reject(reason) });
      await assert.rejects(manager!.fetchOnce(), {
        code: 'TOKEN_ENDPOINT_UNREACHABLE',
        retryable: true,
        cause: reason,
      });
    });

    it('wraps what the page’s own function throws at once, too', async () => {
      const { manager } = open({
        getToken: () => {
          throw new TypeError('Not a function.');
        },
      });
      await assert.rejects(manager!.fetchOnce(), { code: 'TOKEN_ENDPOINT_UNREACHABLE' });
    });

    it('refuses the token of another video from the page’s own function', async () => {
      const { manager } = open({ getToken: () => Promise.resolve(tokenOf({ sub: OTHER_UID, exp: 1_900_000_000 })) });
      await assert.rejects(manager!.fetchOnce(), { code: 'TOKEN_WRONG_VIDEO' });
    });
  });
});
