import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { parseSource } from '../../../src/player/delivery/source.js';
import { VideoDelivery } from '../../../src/player/delivery/video-delivery.js';
import type { GetToken } from '../../../src/player/token/token-source.js';
import '../../harness/global-events.js';
import { tokenFor, UID } from '../../harness/tokens.js';

const TOKEN = tokenFor(60_000);
const OWN = 'https://customer-abc.cloudflarestream.com';
const PATH = `${UID}/manifest/video.m3u8`;
const MASTER = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8';
const nothing = (): undefined => undefined;
const NOBODY = { isPlaying: () => false, onToken: nothing, onFailure: nothing, onNotReady: nothing };

interface Attributes {
  readonly src: string;
  readonly customerCode?: string;
  readonly deliveryOrigin?: string;
}
interface Credentials {
  readonly token?: string;
  readonly tokenEndpoint?: string;
  readonly getToken?: GetToken;
}

const CREDENTIALS: readonly [what: string, Credentials][] = [
  ['token-endpoint', { tokenEndpoint: '/token/{uid}' }],
  ['getToken', { getToken: () => Promise.resolve(TOKEN) }],
  ['token', { token: TOKEN }],
];

/** Origin of playlists and thumbnails, or the code of the error. */
const CASES: readonly [attributes: Attributes, from: string][] = [
  [{ src: UID }, 'https://videodelivery.net'],
  [{ src: TOKEN }, 'https://videodelivery.net'],
  [{ src: UID, customerCode: 'abc' }, OWN],
  [{ src: UID, customerCode: 'x.elsewhere.example/' }, 'SOURCE_INVALID'],
  [{ src: UID, customerCode: 'a@elsewhere.example/' }, 'SOURCE_INVALID'],
  [{ src: UID, deliveryOrigin: 'https://media.example' }, 'https://media.example'],
  [{ src: UID, deliveryOrigin: 'http://localhost:4401' }, 'http://localhost:4401'],
  [{ src: UID, deliveryOrigin: `${OWN}@elsewhere.example/` }, 'SOURCE_INVALID'],
  [{ src: `${OWN}/${PATH}` }, OWN],
  [{ src: `${OWN.toUpperCase()}/${PATH}` }, OWN],
  [{ src: `${OWN}:443/${PATH}` }, OWN],
  [{ src: `//customer-abc.cloudflarestream.com/${UID}/watch` }, OWN],
  [{ src: `https://iframe.videodelivery.net/${UID}` }, 'https://videodelivery.net'],
  [{ src: `https://user:password@videodelivery.net/${PATH}` }, 'https://videodelivery.net'],
  [{ src: `https://elsewhere.example/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `https://elsewhere.example/${TOKEN}/manifest/video.m3u8` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `//elsewhere.example/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `https://elsewhere.example/${PATH}`, customerCode: 'abc' }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `https://elsewhere.example/${PATH}`, deliveryOrigin: OWN }, OWN],
  [{ src: `${OWN}/${PATH}`, deliveryOrigin: 'https://media.example' }, 'https://media.example'],
  [{ src: `${OWN}@elsewhere.example/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `${OWN}:x@elsewhere.example/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `${OWN}\\@elsewhere.example/${PATH}` }, 'SOURCE_INVALID'],
  [{ src: `https://elsewhere.example\\${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `https:\\\\elsewhere.example/${PATH}` }, 'SOURCE_INVALID'],
  [{ src: `https://else\twhere.exam\nple/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `${OWN}./${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `${OWN}:8443/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `http://videodelivery.net/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `${OWN}.elsewhere.example/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `https://vіdeodelivery.net/${PATH}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `https://iframe.elsewhere.example/${UID}` }, 'SOURCE_NOT_TRUSTED'],
  [{ src: `data:https://videodelivery.net/${PATH}` }, 'SOURCE_INVALID'],
  [{ src: `blob:https://videodelivery.net/${PATH}` }, 'SOURCE_INVALID'],
];

describe('VideoDelivery', () => {
  let sent: URL[];
  let opened: VideoDelivery | undefined;
  beforeEach(() => {
    sent = [];
    mock.method(globalThis, 'fetch', (url: string) => {
      if (url.startsWith('/token/')) return Promise.resolve(Response.json({ token: TOKEN }));
      sent.push(new URL(url));
      const response = new Response(url.includes('thumbnail') ? null : MASTER, {
        status: url.includes('thumbnail') ? 404 : 200,
      });
      Object.defineProperty(response, 'url', { value: url });
      return Promise.resolve(response);
    });
  });
  afterEach(() => {
    opened?.close();
    opened = undefined;
    mock.restoreAll();
  });

  /** Does all that is done before there is an engine, and returns the origins of its requests. */
  async function watch(attributes: Attributes, credentials: Credentials): Promise<string> {
    try {
      const { deliveryOrigin } = attributes;
      const source = parseSource(attributes.src, attributes);
      opened = new VideoDelivery({ source, deliveryOrigin, lowLatency: false, dvr: false, ...credentials }, NOBODY);
      const { signal } = new AbortController();
      await opened.thumbnail(1, signal);
      await opened.prefetch.status();
      await opened.prefetch.segments(0);
      await opened.urls.fetch(opened.lifecycleUrl, signal);
    } catch (error) {
      assert.deepEqual(sent, [], 'nothing was requested');
      return (error as { code?: string }).code ?? String(error);
    }
    assert.ok(sent.length >= 4, 'picture, playlists, lifecycle');
    assert.ok(sent.every(({ pathname }) => pathname.startsWith(`/${TOKEN}/`)));
    return [...new Set(sent.map(({ origin }) => origin))].join(' ');
  }

  for (const [what, credentials] of CREDENTIALS) {
    it(`sends a token of ${what} only to Stream and the delivery origin, whatever src and customer-code are`, async () => {
      const table: unknown[] = [];
      for (const [attributes, expected] of CASES) {
        sent = [];
        const found = await watch(attributes, credentials);
        opened?.close();
        opened = undefined;
        if (found !== expected) table.push({ ...attributes, expected, found });
      }
      assert.deepEqual(table, []);
    });
  }

  it('plays a public video of another host without a token', async () => {
    const source = parseSource(`https://elsewhere.example/${PATH}`);
    opened = new VideoDelivery({ source, lowLatency: false, dvr: false }, NOBODY);
    assert.equal(await opened.prefetch.status(), 200);
    assert.deepEqual([...new Set(sent.map(({ origin }) => origin))], ['https://elsewhere.example']);
  });

  it('sends a token that is part of src to the host in src', async () => {
    assert.equal(
      await watch({ src: `https://elsewhere.example/${TOKEN}/manifest/video.m3u8` }, {}),
      'https://elsewhere.example',
    );
  });
});
