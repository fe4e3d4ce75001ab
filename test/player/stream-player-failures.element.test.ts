import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { FaultRule } from '../../demo/emulator/sim/fault-rule.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../harness/stream.js';
import { OTHER_UID, tokenOf } from '../harness/tokens.js';

const PATIENCE = { timeout: 60_000, interval: 20 };
const POSTER = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const DAY_SECONDS = 86_400;
const seconds = (fromNow: number): number => Date.now() / 1000 + fromNow;
const dated = (body: BodyInit | null, init: ResponseInit = {}): Response =>
  new Response(body, {
    ...init,
    headers: { date: new Date().toUTCString(), ...(init.headers as Record<string, string>) },
  });

interface Failure {
  readonly what: string;
  readonly code: string;
  readonly says: RegExp;
  /** Response of the token endpoint. */
  readonly token?: (uid: string) => Response | Error;
  /** Fault of the local Stream. */
  readonly fault?: FaultRule;
  /** Status of the player, `error` by default. */
  readonly status?: CfStreamPlayer['state']['status'];
}

const MANIFEST = '/manifest/video\\.m3u8';
const FAILURES: readonly Failure[] = [
  {
    what: 'token endpoint unreachable',
    code: 'TOKEN_ENDPOINT_UNREACHABLE',
    says: /Retrying/,
    token: () => new TypeError('Failed to fetch'),
  },
  {
    what: 'token endpoint answers 500',
    code: 'TOKEN_ENDPOINT_STATUS',
    says: /right now/,
    token: () => dated('oops', { status: 500 }),
  },
  {
    what: 'token endpoint answers 403',
    code: 'TOKEN_ENDPOINT_STATUS',
    says: /sign in/,
    token: () => dated('{"error":{"code":"FORBIDDEN"}}', { status: 403 }),
  },
  {
    what: 'token endpoint answers HTML',
    code: 'TOKEN_ENDPOINT_NOT_A_TOKEN',
    says: /Sign in/,
    token: () => dated('<!doctype html><form>', { headers: { 'content-type': 'text/html' } }),
  },
  {
    what: 'token endpoint answers with an empty body',
    code: 'TOKEN_ENDPOINT_NOT_A_TOKEN',
    says: /Sign in/,
    token: () => dated(''),
  },
  {
    what: 'token endpoint answers 204',
    code: 'TOKEN_ENDPOINT_NOT_A_TOKEN',
    says: /Sign in/,
    token: () => dated(null, { status: 204 }),
  },
  {
    what: 'token endpoint answers 200 with a JSON error',
    code: 'TOKEN_ENDPOINT_NOT_A_TOKEN',
    says: /Sign in/,
    token: () => dated('{"error":"no"}'),
  },
  {
    what: 'malformed token',
    code: 'TOKEN_MALFORMED',
    says: /couldn’t verify your access/,
    token: () => dated('{"token":"not-a-token"}'),
  },
  {
    what: 'token for another video',
    code: 'TOKEN_WRONG_VIDEO',
    says: /different video/,
    token: () => dated(tokenOf({ sub: OTHER_UID, exp: seconds(60) })),
  },
  {
    what: 'expired token',
    code: 'TOKEN_EXPIRED',
    says: /has expired/,
    token: (uid) => dated(tokenOf({ sub: uid, exp: seconds(-60) })),
  },
  {
    what: 'expired token, without a Date header',
    code: 'TOKEN_EXPIRED',
    says: /has expired/,
    token: (uid) => new Response(tokenOf({ sub: uid, exp: seconds(-60) })),
  },
  {
    what: 'token valid from tomorrow',
    code: 'TOKEN_NOT_YET_VALID',
    says: /isn’t active yet/,
    token: (uid) => dated(tokenOf({ sub: uid, nbf: seconds(DAY_SECONDS), exp: seconds(2 * DAY_SECONDS) })),
  },
  {
    what: 'token rejected by Stream',
    code: 'TOKEN_REJECTED',
    says: /don’t have access/,
    token: (uid) => dated(tokenOf({ sub: uid, exp: seconds(60) })),
  },
  {
    what: 'manifest answers 403',
    code: 'ORIGIN_NOT_ALLOWED',
    says: /on this site/,
    fault: { path: MANIFEST, status: 403 },
  },
  {
    what: 'manifest answers 424',
    code: 'VIDEO_FAILED',
    says: /couldn’t be processed/,
    fault: { path: MANIFEST, status: 424 },
  },
  {
    what: 'manifest answers 404',
    code: '',
    says: /Processing/,
    fault: { path: MANIFEST, status: 404 },
    status: 'processing',
  },
  {
    what: 'manifest answers 204',
    code: '',
    says: /hasn’t started/,
    fault: { path: MANIFEST, status: 204 },
    status: 'offline',
  },
  { what: 'manifest answers 503', code: 'NETWORK', says: /Connection/, fault: { path: MANIFEST, status: 503 } },
  { what: 'segments answer 503', code: 'NETWORK', says: /Connection/, fault: { path: '/video/', status: 503 } },
  { what: 'segments answer 404', code: 'NETWORK', says: /Connection/, fault: { path: '/video/', status: 404 } },
  {
    what: 'segments that cannot be decoded',
    code: 'MEDIA_DECODE',
    says: /Something went wrong/,
    fault: { path: '/video/.*seg_', status: 200, body: 'garbage', headers: { 'content-type': 'video/mp4' } },
  },
];

describe('<cf-stream-player>: failures', function () {
  this.timeout(130_000);
  const realFetch = window.fetch;
  let stream: OpenedStream;
  let answerToken: ((uid: string) => Response | Error) | undefined;

  beforeEach(async () => {
    // A new video each time: the browser’s cache would hide faults of segments that it has seen.
    stream = await openStream({});
    answerToken = undefined;
    await mendStream(stream);
    window.fetch = async (url, init) => {
      const address = url instanceof Request ? url.url : String(url);
      if (!answerToken || !address.includes('/__stream/')) return realFetch(url, init);
      const answer = answerToken(stream.uid);
      if (answer instanceof Error) throw answer;
      return Promise.resolve(answer);
    };
  });
  afterEach(async () => {
    window.fetch = realFetch;
    await mendStream(stream);
  });

  for (const { what, code, says, token, fault, status = 'error' } of FAILURES) {
    it(`${what}: ${code || status}, a message of its own, and recovery`, async () => {
      answerToken = token;
      if (fault) await breakStream(stream, fault);
      const el = await fixture<CfStreamPlayer>(
        html`<cf-stream-player muted poster=${POSTER} src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
      );
      el.play().catch(() => undefined);
      await waitUntil(() => el.state.status === status, `never came to ${status}`, PATIENCE);
      await el.updateComplete;
      const panel = el.shadowRoot!.querySelector<HTMLElement>('.panel')!;
      expect(panel.textContent).to.match(says);
      expect(panel.getAttribute('role')).to.equal(status === 'error' ? 'alert' : 'status');
      if (code) expect(el.error?.code).to.equal(code);
      const title = panel.querySelector('strong')?.textContent;
      expect(title, 'a title over the sentence').to.equal(code ? 'Can’t play this video' : undefined);
      if (code) expect(panel.textContent, 'codes are for developers').not.to.contain(code);

      // Once the fault is gone it plays, by itself or with the retry button.
      answerToken = undefined;
      await mendStream(stream);
      panel.querySelector<HTMLButtonElement>('[part=retry-button]')?.click();
      await waitUntil(() => el.currentTime > 0.2 && !el.paused, 'it plays after all', PATIENCE);
      expect(el.error).to.equal(null);
      el.remove();
    });
  }

  it('another video as src, set while processing and again once ready: shows its poster until it plays', async () => {
    const el = await fixture<CfStreamPlayer>(
      html`<cf-stream-player muted src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
    );
    const picture = (): HTMLElement | null => el.shadowRoot!.querySelector('canvas.still');
    const isSeen = (): boolean => picture()?.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) ?? false;
    await el.play();
    await waitUntil(() => el.currentTime > 0.2 && !isSeen(), 'the first one plays', PATIENCE);
    stream = await openStream({});
    let refusals = 0;
    answerToken = () => {
      refusals += 1;
      return dated('{"error":{"code":"VIDEO_NOT_READY"}}', { status: 409 });
    };
    el.setAttribute('src', stream.uid);
    await waitUntil(() => refusals > 0, 'it asks for a token', PATIENCE);
    await el.updateComplete;
    expect([picture(), el.state.status]).to.deep.equal([null, 'idle']);

    answerToken = undefined;
    el.setAttribute('src', stream.uid);
    await waitUntil(isSeen, 'its picture', PATIENCE);
    expect(el.shadowRoot!.querySelector('[part=play-overlay]')).not.to.equal(null);
    void el.play();
    await waitUntil(() => el.currentTime > 0.2 && !isSeen(), 'it plays', PATIENCE);
    const { engine } = el;
    el.setAttribute('src', stream.uid);
    await el.updateComplete;
    expect([el.engine === engine, el.paused], 'what plays, plays on').to.deep.equal([true, false]);
    el.remove();
  });
});
