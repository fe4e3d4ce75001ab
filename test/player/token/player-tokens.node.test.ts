import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { PlayerTokens, type TokenOptions } from '../../../src/player/token/player-tokens.js';
import { RECOVERY } from '../../../src/player/model/recovery-policy.js';
import type { GetToken } from '../../../src/player/token/token-source.js';
import type { TokenListener } from '../../../src/player/token/token-manager.js';
import '../../harness/global-events.js';
import { OTHER_UID, tokenFor, tokenOf, UID } from '../../harness/tokens.js';

const HOUR_MS = 3_600_000;
const opened: PlayerTokens[] = [];
const taken: string[] = [];
const failures: string[] = [];
const listener = (): TokenListener => ({
  isPlaying: () => false,
  onToken: ({ value }) => taken.push(value),
  onFailure: ({ code }) => failures.push(code),
  onUnusable: ({ code }) => failures.push(code),
  onNotReady: () => undefined,
});

function open(options: Partial<TokenOptions> = {}): PlayerTokens {
  const tokens = new PlayerTokens({ uid: UID, ...options }, listener());
  opened.push(tokens);
  return tokens;
}

describe('PlayerTokens', () => {
  afterEach(() => {
    for (const tokens of opened.splice(0)) tokens.close();
    taken.length = failures.length = 0;
    mock.restoreAll();
    mock.timers.reset();
  });

  describe('of a public video', () => {
    it('has no token and no manager', async () => {
      const { source, manager, expiresAt } = open();
      assert.equal(source.value, undefined);
      assert.equal(await source.getValid(), undefined);
      assert.deepEqual([manager, expiresAt], [undefined, undefined]);
    });

    it('rejects with TOKEN_REJECTED once Stream requires a token', async () => {
      await assert.rejects(open().source.refreshAfterReject(undefined), { code: 'TOKEN_REJECTED' });
    });
  });

  describe('with a token that is given once', () => {
    it('returns that token for every request, and its expiry', async () => {
      const given = tokenOf({ sub: UID, exp: 1_900_000_000 });
      const { source, manager, expiresAt } = open({ given });
      assert.equal(source.value, given);
      assert.equal(await source.getValid(), given);
      assert.equal(expiresAt, 1_900_000_000_000);
      assert.equal(manager, undefined);
    });

    it('returns an expired token, too, as the viewer’s clock may be wrong', async () => {
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

    it('throws TOKEN_MALFORMED for a text that is not a token', () => {
      assert.throws(() => open({ given: 'no token' }), { code: 'TOKEN_MALFORMED' });
    });
  });

  describe('with a source of tokens', () => {
    it('requests the first token when it is needed, and notifies its player', async () => {
      const asked: string[] = [];
      const fresh = tokenFor(HOUR_MS, 'ZnJlc2g');
      const tokens = open({ getToken: (uid) => Promise.resolve((asked.push(uid), fresh)) });
      assert.deepEqual(asked, []);
      assert.equal(await tokens.source.getValid(), fresh);
      assert.deepEqual(asked, [UID]);
      assert.deepEqual(taken, [fresh]);
      assert.equal(tokens.expiresAt, tokens.manager?.expiresAt);
    });

    it('starts with a given token, and requests another only after its refusal', async () => {
      const given = tokenFor(HOUR_MS, 'Z2l2ZW4');
      const fresh = tokenFor(HOUR_MS, 'ZnJlc2g');
      let asked = 0;
      const { source } = open({ given, getToken: () => Promise.resolve(((asked += 1), fresh)) });
      assert.equal(await source.getValid(), given);
      assert.equal(asked, 0);
      assert.equal(await source.refreshAfterReject(given), fresh);
      assert.equal(asked, 1);
    });

    it('shares one manager between two players of a video until both are closed', () => {
      const getToken = (): Promise<string> => Promise.reject(new Error('Not asked.'));
      const [first, second] = [open({ getToken }), open({ getToken })];
      assert.equal(first.manager, second.manager);
      first.close();
      assert.equal(open({ getToken }).manager, second.manager);
    });

    it('does not notify a closed player', async () => {
      const getToken = (): Promise<string> => Promise.resolve(tokenFor(HOUR_MS));
      const [closed, other] = [open({ getToken }), open({ getToken })];
      closed.close();
      await other.source.getValid();
      assert.equal(taken.length, 1);
    });

    it('wraps an error of getToken as a retryable TOKEN_ENDPOINT_UNREACHABLE', async () => {
      const reason = new Error('The page has a bug.');
      const { manager } = open({ getToken: () => Promise.reject(reason) });
      await assert.rejects(manager!.tryOnce(), {
        code: 'TOKEN_ENDPOINT_UNREACHABLE',
        retryable: true,
        cause: reason,
      });
    });

    it('wraps an error that getToken throws synchronously', async () => {
      const { manager } = open({
        getToken: () => {
          throw new TypeError('Not a function.');
        },
      });
      await assert.rejects(manager!.tryOnce(), { code: 'TOKEN_ENDPOINT_UNREACHABLE' });
    });

    it('rejects the token of another video from getToken', async () => {
      const { manager } = open({ getToken: () => Promise.resolve(tokenOf({ sub: OTHER_UID, exp: 1_900_000_000 })) });
      await assert.rejects(manager!.tryOnce(), { code: 'TOKEN_WRONG_VIDEO' });
    });
  });

  describe('with getToken', () => {
    it('gives up on a promise that never settles, and calls it again', async () => {
      const late: AbortController[] = [];
      mock.method(AbortSignal, 'timeout', (ms: number) => {
        assert.equal(ms, RECOVERY.answerMs);
        late.push(new AbortController());
        return late.at(-1)!.signal;
      });
      mock.timers.enable({ apis: ['setTimeout'] });
      const signals: AbortSignal[] = [];
      const fresh = tokenFor(HOUR_MS, 'ZnJlc2g');
      const answers: Promise<string>[] = [new Promise(() => undefined), Promise.resolve(fresh)];
      const { source } = open({ getToken: (_uid, { signal }) => (signals.push(signal), answers.shift()!) });
      const asked = source.getValid();
      await settled();
      assert.deepEqual(failures, []);
      late[0]!.abort();
      await settled();
      assert.deepEqual(failures, ['TOKEN_ENDPOINT_UNREACHABLE']);
      assert.equal(signals[0]!.aborted, true, 'the function is told');
      mock.timers.tick(RECOVERY.token.firstMs);
      assert.equal(await asked, fresh);
    });

    it('does not use a token that arrives too late', async () => {
      const late = new AbortController();
      mock.method(AbortSignal, 'timeout', () => late.signal);
      let give: ((token: string) => void) | undefined;
      const { manager } = open({ getToken: () => new Promise((resolve) => (give = resolve)) });
      const asked = manager!.tryOnce();
      late.abort();
      await assert.rejects(asked, { code: 'TOKEN_ENDPOINT_UNREACHABLE', retryable: true });
      give!(tokenFor(HOUR_MS));
      await settled();
      assert.equal(manager!.value, undefined);
    });

    it('rejects with AbortError when it is closed while getToken is pending', async () => {
      const tokens = open({ getToken: () => new Promise(() => undefined) });
      const asked = tokens.source.getValid();
      await settled();
      tokens.close();
      await assert.rejects(asked, { name: 'AbortError' });
    });

    const wrong: [what: string, answer: unknown, code: string][] = [
      ['nothing', undefined, 'TOKEN_MALFORMED'],
      ['null', null, 'TOKEN_MALFORMED'],
      ['an object', { token: tokenFor(HOUR_MS) }, 'TOKEN_MALFORMED'],
      ['a response', new Response(''), 'TOKEN_MALFORMED'],
      ['a number', 1, 'TOKEN_MALFORMED'],
      ['an empty string', '', 'TOKEN_MALFORMED'],
      ['an HTML page', '<!doctype html>', 'TOKEN_MALFORMED'],
    ];
    for (const [what, answer, code] of wrong) {
      it(`rejects ${what} as a token`, async () => {
        const { manager } = open({ getToken: (() => Promise.resolve(answer)) as GetToken });
        await assert.rejects(manager!.tryOnce(), { name: 'StreamError', code });
      });
    }

    it('accepts a token with a line break after it, and one that is not a promise', async () => {
      const token = tokenFor(HOUR_MS);
      assert.equal(await open({ getToken: (() => `${token}\n`) as unknown as GetToken }).source.getValid(), token);
    });
  });

  describe('with newer credentials', () => {
    const exp = Math.ceil(Date.now() / 1000) + 3_600;
    const token = (name: string): string => tokenOf({ sub: UID, exp }, name);
    /** Calls that wait for an answer. */
    let waiting: { by: string; signal: AbortSignal; give(value: string): void; fail(reason: Error): void }[];
    const by =
      (name: string): GetToken =>
      (_uid, { signal }) =>
        new Promise((give, fail) => waiting.push({ by: name, signal, give, fail }));
    const names = (): string[] => waiting.map((one) => one.by);
    beforeEach(() => (waiting = []));
    const next = (tokens: PlayerTokens, options: Partial<TokenOptions>): void =>
      tokens.update({ uid: UID, ...options });

    it('uses the answer of the pending function, and calls the newest function next time', async () => {
      const tokens = open({ getToken: by('old') });
      const asked = tokens.source.getValid();
      await settled();
      for (const name of ['a', 'b', 'c']) next(tokens, { getToken: by(name) });
      await settled();
      assert.deepEqual(names(), ['old'], 'a function that is made anew with each rendering is not asked each time');
      assert.equal(waiting[0]!.signal.aborted, false);
      waiting[0]!.give(token('b2xk'));
      assert.equal(await asked, token('b2xk'));
      const renewed = tokens.source.refreshAfterReject(token('b2xk'));
      await settled();
      assert.deepEqual(names(), ['old', 'c']);
      waiting[1]!.give(token('bmV3'));
      assert.equal(await renewed, token('bmV3'));
      assert.deepEqual(failures, []);
    });

    it('calls the newest function beside one that hangs, and aborts that one once there is an answer', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      const tokens = open({ getToken: by('hangs') });
      const asked = tokens.source.getValid();
      await settled();
      for (const name of ['a', 'b']) next(tokens, { getToken: by(name) });
      mock.timers.tick(RECOVERY.askAlsoMs);
      assert.deepEqual(names(), ['hangs', 'b']);
      waiting[1]!.give(token('bmV3'));
      assert.equal(await asked, token('bmV3'));
      await settled();
      assert.equal(waiting[0]!.signal.aborted, true);
    });

    it('waits for the newest function when the previous one fails meanwhile', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      const tokens = open({ getToken: by('old') });
      const asked = tokens.source.getValid();
      await settled();
      next(tokens, { getToken: by('new') });
      mock.timers.tick(RECOVERY.askAlsoMs);
      waiting[0]!.fail(new Error('No.'));
      await settled();
      assert.deepEqual(failures, []);
      waiting[1]!.give(token('bmV3'));
      assert.equal(await asked, token('bmV3'));
    });

    it('calls the newest function at once when the previous one fails before that', async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      const tokens = open({ getToken: by('old') });
      const asked = tokens.source.getValid();
      await settled();
      next(tokens, { getToken: by('new') });
      waiting[0]!.fail(new Error('No.'));
      await settled();
      assert.deepEqual([names(), failures], [['old', 'new'], []]);
      waiting[1]!.give(token('bmV3'));
      assert.equal(await asked, token('bmV3'));
    });

    it('keeps its token over another function and another endpoint', async () => {
      const held = token('aGVsZA');
      const tokens = open({ given: held, getToken: by('old') });
      const { manager } = tokens;
      for (const place of [{ getToken: by('new') }, { tokenEndpoint: '/a' }, { tokenEndpoint: '/b' }]) {
        next(tokens, { given: held, ...place });
        assert.equal(await tokens.source.getValid(), held);
        assert.equal(tokens.manager, manager, 'what is planned stays planned');
      }
      assert.deepEqual(taken, [held]);
      assert.deepEqual(waiting, []);
    });

    for (const [what, bad, code] of [
      ['that is malformed', 'no token', 'TOKEN_MALFORMED'],
      ['for another video', tokenOf({ sub: OTHER_UID, exp }), 'TOKEN_WRONG_VIDEO'],
    ] as const) {
      it(`throws ${code} for a token ${what} when it has no other`, () => {
        assert.throws(() => next(open(), { given: bad }), { code });
      });

      it(`reports ${code} for a token ${what}, and keeps the current one`, async () => {
        const held = token('aGVsZA');
        const given = open({ given: held });
        next(given, { given: bad });
        assert.equal(await given.source.getValid(), held);
        const renewed = open({ given: held, getToken: by('page') });
        next(renewed, { given: bad, getToken: by('page') });
        assert.equal(await renewed.source.getValid(), held);
        assert.deepEqual(failures, [code, code]);
      });

      it(`rejects with ${code} once the current token is refused, until there is a valid one`, async () => {
        const [held, good] = [token('aGVsZA'), token('Z29vZA')];
        const tokens = open({ given: held });
        const refuse = (value: string): Promise<unknown> => tokens.source.refreshAfterReject(value);
        next(tokens, { given: bad });
        await assert.rejects(refuse(held), { code });
        next(tokens, { given: good });
        assert.equal(await refuse(held), good);
        await assert.rejects(refuse(good), { code: 'TOKEN_EXPIRED' });
        next(tokens, { given: bad });
        await assert.rejects(refuse(good), { code });
        next(tokens, {});
        await assert.rejects(refuse(good), { code: 'TOKEN_EXPIRED' });
      });
    }

    it('does not affect the other players of a manager', async () => {
      const held = token('aGVsZA');
      const getToken = by('shared');
      const [one, other] = [open({ given: held, getToken }), open({ getToken })];
      next(one, { given: held, getToken: by('own') });
      assert.notEqual(one.manager, other.manager);
      assert.deepEqual([one.source.value, other.source.value], [held, held]);
      void one.source.refreshAfterReject(held).catch(() => undefined);
      void other.source.refreshAfterReject(held).catch(() => undefined);
      await settled();
      assert.deepEqual(names(), ['own', 'shared']);
    });

    it('does not wait any more for a manager that it has left', async () => {
      const getToken = by('hangs');
      const [one] = [open({ getToken }), open({ getToken })];
      const asked = one.source.getValid();
      await settled();
      next(one, { getToken: by('new') });
      await settled();
      assert.deepEqual(names(), ['hangs', 'new']);
      waiting[1]!.give(token('bmV3'));
      assert.equal(await asked, token('bmV3'));
    });

    it('shares a manager again with players of the same endpoint', () => {
      const one = open({ tokenEndpoint: '/a' });
      next(one, { tokenEndpoint: '/b' });
      assert.equal(open({ tokenEndpoint: '/b' }).manager, one.manager);
      assert.notEqual(open({ tokenEndpoint: '/a' }).manager, one.manager);
    });

    it('uses a fresh token at once, and notifies its player', async () => {
      const tokens = open({ given: token('b25l') });
      next(tokens, { given: token('dHdv') });
      assert.equal(tokens.source.value, token('dHdv'));
      assert.equal(await tokens.source.refreshAfterReject(token('b25l')), token('dHdv'));
      await assert.rejects(tokens.source.refreshAfterReject(token('dHdv')), { code: 'TOKEN_EXPIRED' });
      assert.deepEqual(taken, [token('dHdv')]);
    });

    it('resolves a pending request with a fresh token', async () => {
      const tokens = open({ getToken: by('hangs') });
      const asked = tokens.source.getValid();
      await settled();
      next(tokens, { getToken: by('hangs'), given: token('ZnJlc2g') });
      assert.equal(await asked, token('ZnJlc2g'));
      assert.equal(tokens.manager!.value, token('ZnJlc2g'));
    });

    for (const [what, given, code] of [
      ['of another video', tokenOf({ sub: OTHER_UID, exp: 1_900_000_000 }), 'TOKEN_WRONG_VIDEO'],
      ['that cannot be read', 'no token', 'TOKEN_MALFORMED'],
    ] as const) {
      it(`keeps the current token when a token ${what} is given, and reports that`, async () => {
        const tokens = open({ given: token('b25l') });
        next(tokens, { given });
        assert.equal(await tokens.source.getValid(), token('b25l'));
        assert.deepEqual(failures, [code]);
      });
    }

    it('keeps its token while there is no source of others, and renews it from the next source', async () => {
      const tokens = open({ given: token('b25l'), getToken: by('one') });
      next(tokens, {});
      assert.equal(await tokens.source.getValid(), token('b25l'));
      assert.equal(tokens.expiresAt !== undefined, true);
      await assert.rejects(tokens.source.refreshAfterReject(token('b25l')), { code: 'TOKEN_EXPIRED' });
      next(tokens, { getToken: by('two') });
      assert.equal(tokens.source.value, token('b25l'));
      const asked = tokens.source.refreshAfterReject(token('b25l'));
      await settled();
      waiting[0]!.give(token('dHdv'));
      assert.equal(await asked, token('dHdv'));
    });

    it('resolves a pending request without a token once there is no source of tokens', async () => {
      const tokens = open({ getToken: by('one') });
      const asked = tokens.source.getValid();
      await settled();
      next(tokens, {});
      assert.equal(await asked, undefined);
      assert.equal(waiting[0]!.signal.aborted, true);
    });
  });
});
