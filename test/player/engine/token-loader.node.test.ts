import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import { createTokenLoader } from '../../../src/player/engine/token-loader.js';
import { tokenFor, UID } from '../../harness/tokens.js';

type LoaderClass = Parameters<typeof createTokenLoader>[0];
type Callbacks = Parameters<InstanceType<LoaderClass>['load']>[2];

const TOKEN = tokenFor(60_000);
const BASE = `https://media.example/${TOKEN}/manifest/`;

type Loaded = string | ArrayBuffer | { code: number };

/** Loads a URL through a token loader around a fake of hls.js's own, which throws for an invalid URL. */
function load(url: string, answer: string | ArrayBuffer = '', frag?: { type: string; duration: number }) {
  class Inner {
    load(context: { url: string }, _config: unknown, callbacks: Callbacks): void {
      new URL(context.url);
      callbacks.onSuccess({ url: context.url, data: answer, code: 200 }, {} as never, {} as never, null);
    }
    destroy = (): void => undefined;
  }
  const tokens = {
    value: TOKEN,
    getValid: () => Promise.resolve(TOKEN),
    refreshAfterReject: () => Promise.resolve(TOKEN),
  };
  const Loader = createTokenLoader(
    Inner as never,
    new SignedUrls(tokens, { origin: 'https://media.example' }),
    {
      take: () => undefined,
    } as never,
    () => 0,
  );
  return new Promise<Loaded>((resolve) => {
    new Loader({} as never).load({ url, frag } as never, {} as never, {
      onSuccess: ({ data }) => resolve(data as string | ArrayBuffer),
      onError: ({ code }) => resolve({ code }),
      onTimeout: () => undefined,
    });
  });
}

describe('createTokenLoader', () => {
  it('passes on a playlist in which one URI is invalid', async () => {
    const text = `#EXTM3U\n#EXTINF:4,\nhttp://[\n#EXTINF:4,\n/${UID}/2.ts`;
    assert.equal(await load(`${BASE}stream.m3u8`, text), text);
  });

  for (const url of ['http://[', '//:x', '', 'https://a b/']) {
    it(`reports the invalid URL “${url}” as a network error, so that the engine can go on`, async () => {
      assert.deepEqual(await load(url), { code: 0 });
    });
  }

  it('shortens a line of ten million characters', async () => {
    const text = await load(`${BASE}stream.m3u8`, `#EXTM3U\n#EXT-X-MAP:${'a'.repeat(10_000_000)}\n#EXTINF:4,\n1.ts`);
    assert.ok(typeof text === 'string' && text.length < 10_000 && text.endsWith('\n#EXTINF:4,\n1.ts'));
  });

  it('limits captions to as many cues as fit their duration, and changes nothing else', async () => {
    const url = `${BASE}1.vtt`;
    const hand = async (type: string, text: string): Promise<string> => {
      const data = await load(url, new TextEncoder().encode(text).buffer, { type, duration: 10 });
      assert.ok(data instanceof ArrayBuffer);
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(data);
    };
    const captions = `WEBVTT\n\n${'00:01.000 --> 00:02.000\nZoë\n\n'.repeat(1_000)}`;
    const kept = await hand('subtitle', captions);
    assert.equal(kept.split('-->').length - 1, 100);
    assert.ok(kept.includes('Zoë'));
    assert.equal(await hand('subtitle', `\uFEFF${captions}`), kept);
    // Binary data, nothing, and segments that are not captions.
    for (const [type, other] of [
      ['subtitle', `\0\0\0\x18ftypiso6${captions}`],
      ['subtitle', ''],
      ['main', captions],
      ['audio', captions],
    ] as const) {
      assert.equal(await hand(type, other), other);
    }
  });

  it('reports how long a response took, without the time for which it waited for hls.js', async (t) => {
    let now = 60_000;
    t.mock.method(performance, 'now', () => now);
    const early = { url: `${BASE}1.mp4`, token: TOKEN, status: 200, startedAt: 100, firstAt: 160, endedAt: 300 };
    const answer = { ...early, data: new ArrayBuffer(8) };
    const Loader = createTokenLoader(
      Object as never,
      {} as never,
      { take: () => Promise.resolve(answer) } as never,
      () => 0,
    );
    const loader = new Loader({} as never);
    await new Promise<void>((resolve) => {
      loader.load({ url: answer.url } as never, {} as never, {
        onSuccess: () => resolve(),
        onError: () => undefined,
        onTimeout: () => undefined,
      });
      now = 70_000;
    });
    assert.deepEqual(loader.stats.loading, { start: 69_800, first: 69_860, end: 70_000 });
  });
});
