import { expect } from '@open-wc/testing';
import { EARLY, requestEarly, type EarlyOptions } from '../../../src/player/token/early-token.js';
import { findEarlyId } from '../../../src/player/delivery/thumbnail.js';
import { fetchToken } from '../../../src/player/token/token-client.js';
import { OTHER_UID, tokenFor, tokenOf, UID } from '../../harness/tokens.js';

const HOUR_MS = 3_600_000;
const ENDPOINT = 'https://site.example/{uid}/token';
const URL_OF_TOKEN = ENDPOINT.replace('{uid}', UID);
const SOURCE: EarlyOptions = {
  source: { origin: 'https://customer-abc.cloudflarestream.com', uid: UID },
};

describe('an early token', () => {
  const { fetch } = globalThis;
  let asked: { readonly url: string; readonly init: RequestInit | undefined }[];
  let answers: (Response | Error)[];
  const ask = (url: string, init?: RequestInit): Promise<Response> => {
    asked.push({ url, init });
    const answer = answers.shift() ?? new Error('It was asked too often.');
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer);
  };
  const fetchHere = (signal?: AbortSignal): ReturnType<typeof fetchToken> =>
    fetchToken(ENDPOINT, UID, { fetch: ask as typeof fetch, ...(signal && { signal }) });

  beforeEach(() => {
    asked = [];
    answers = [];
    EARLY.answers = {};
    globalThis.fetch = ask as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = fetch;
    EARLY.answers = undefined;
  });

  it('is requested once for several players, as the client would request it', async () => {
    const token = tokenFor(HOUR_MS);
    answers = [new Response(token), new Response(token)];
    void requestEarly({ ...SOURCE, tokenEndpoint: ENDPOINT });
    void requestEarly({ ...SOURCE, tokenEndpoint: ENDPOINT });
    expect(asked.map(({ url }) => url)).to.deep.equal([URL_OF_TOKEN]);
    const received = await fetchHere();
    expect(received.status === 'token' && received.token.value).to.equal(token);
    expect(asked).to.have.length(1);
    await fetchHere();
    expect(asked, 'each answer is used once').to.have.length(2);
    const [early, late] = asked.map(({ init }) => ({ ...init, signal: undefined }));
    expect({ ...early }).to.deep.equal(late);
  });

  it('is taken from the page when that has requested it already', async () => {
    const token = tokenFor(HOUR_MS);
    EARLY.answers = { [URL_OF_TOKEN]: Promise.resolve(new Response(token)) };
    void requestEarly({ ...SOURCE, tokenEndpoint: ENDPOINT });
    const received = await fetchHere();
    expect(received.status === 'token' && received.token.value).to.equal(token);
    expect(asked).to.deep.equal([]);
  });

  for (const [what, options] of [
    ['there is no endpoint', {}],
    ['the page has set getToken', { tokenEndpoint: ENDPOINT, getToken: () => Promise.resolve('') }],
    ['the page has set a token', { tokenEndpoint: ENDPOINT, token: tokenFor(HOUR_MS) }],
    ['src is a token', { tokenEndpoint: ENDPOINT, source: { ...SOURCE.source, token: tokenFor(HOUR_MS) } }],
  ] as const) {
    it(`is not requested when ${what}`, () => {
      void requestEarly({ ...SOURCE, ...options });
      expect(asked).to.deep.equal([]);
    });
  }

  it('is not requested once the client is loaded', () => {
    EARLY.answers = undefined;
    void requestEarly({ ...SOURCE, tokenEndpoint: ENDPOINT });
    expect(asked).to.deep.equal([]);
  });

  it('fails like a request of the client, and is requested again when it is needed next', async () => {
    answers = [new TypeError('Failed to fetch'), new Response(tokenFor(HOUR_MS))];
    void requestEarly({ ...SOURCE, tokenEndpoint: ENDPOINT });
    const error: unknown = await fetchHere().catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'TOKEN_ENDPOINT_UNREACHABLE', retryable: true });
    expect((await fetchHere()).status).to.equal('token');
  });

  it('is requested again when it has expired before it is used, with and without a Date header', async () => {
    for (const headers of [{ date: new Date().toUTCString() }, undefined]) {
      const ended = new Response(tokenFor(-HOUR_MS), headers && { headers });
      const fresh = tokenFor(HOUR_MS);
      EARLY.answers = { [URL_OF_TOKEN]: Promise.resolve(ended) };
      answers = [new Response(fresh)];
      const received = await fetchHere();
      expect(received.status === 'token' && received.token.value).to.equal(fresh);
    }
  });

  it('is not waited for once the signal is aborted', async () => {
    EARLY.answers = { [URL_OF_TOKEN]: new Promise(() => undefined) };
    const life = new AbortController();
    const fetching = fetchHere(life.signal);
    life.abort(new DOMException('Gone.', 'AbortError'));
    expect(await fetching.catch((reason: unknown) => (reason as Error).name)).to.equal('AbortError');
  });

  describe('for a poster', () => {
    const endpoint = { ...SOURCE, tokenEndpoint: ENDPOINT };
    const token = tokenFor(HOUR_MS);

    for (const [form, body] of [
      ['bare', token],
      ['in JSON', JSON.stringify({ token, host: 'www.a-host.example' })],
      ['in an envelope', JSON.stringify({ success: true, errors: [], result: { token } }, null, 2)],
      ['as a JSON string', JSON.stringify(token)],
    ] as const) {
      it(`is found ${form}, and is used by the client, too`, async () => {
        answers = [new Response(body)];
        expect(await findEarlyId(endpoint)).to.equal(token);
        const received = await fetchHere();
        expect(received.status === 'token' && received.token.value).to.equal(token);
        expect(asked).to.have.length(1);
      });
    }

    it('is not requested for a public video', async () => {
      expect(await findEarlyId(SOURCE)).to.equal(UID);
      expect(asked).to.deep.equal([]);
    });

    it('is the one that is given, by attribute rather than by src', async () => {
      const source = { ...SOURCE.source, token: tokenFor(HOUR_MS, 'c291cmNl') };
      expect(await findEarlyId({ source })).to.equal(source.token);
      expect(await findEarlyId({ source, token, tokenEndpoint: ENDPOINT })).to.equal(token);
      expect(asked).to.deep.equal([]);
    });

    for (const [what, body] of [
      ['has expired', tokenFor(-1_000)],
      ['is for another video', tokenOf({ sub: OTHER_UID, exp: Date.now() })],
      ['has no expiry', tokenOf({ sub: UID })],
      ['cannot be read', 'eyJh.eyJ!.c2ln'],
      ['is not a token', '<!doctype html><title>Sign in</title>'],
    ] as const) {
      it(`is left to the session when it ${what}`, async () => {
        answers = [new Response(body)];
        expect(await findEarlyId(endpoint)).to.equal(undefined);
        expect(await findEarlyId({ ...SOURCE, token: body })).to.equal(undefined);
        expect(asked).to.have.length(1);
      });
    }

    it('is left to the session when the endpoint refuses, which then gets the reason', async () => {
      answers = [Response.json({ error: { code: 'VIDEO_NOT_FOUND' } }, { status: 404 })];
      expect(await findEarlyId(endpoint)).to.equal(undefined);
      expect(await fetchHere().catch((error: unknown) => (error as { code: unknown }).code)).to.equal(
        'VIDEO_NOT_FOUND',
      );
      expect(asked).to.have.length(1);
    });

    it('is left to the session when the page has set getToken, or the client is loaded', async () => {
      expect(await findEarlyId({ ...SOURCE, getToken: () => Promise.resolve(token) })).to.equal(undefined);
      EARLY.answers = undefined;
      expect(await findEarlyId(endpoint)).to.equal(undefined);
      expect(asked).to.deep.equal([]);
    });

    for (const origin of [
      'https://media.example',
      'http://customer-abc.cloudflarestream.com',
      'https://customer-abc.cloudflarestream.com.example',
      'https://cloudflarestream.com:8443',
    ]) {
      it(`is used at ${origin} only when the page has named that as delivery origin`, async () => {
        const elsewhere = { ...endpoint, source: { origin, uid: UID } };
        expect(await findEarlyId(elsewhere)).to.equal(undefined);
        expect(await findEarlyId({ ...elsewhere, token, tokenEndpoint: undefined })).to.equal(undefined);
        expect(asked).to.deep.equal([]);
        answers = [new Response(token)];
        expect(await findEarlyId({ ...elsewhere, deliveryOrigin: origin })).to.equal(token);
      });
    }
  });
});
