import { expect } from '@open-wc/testing';
import { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import { Prefetch } from '../../../src/player/delivery/prefetch.js';

const MANIFEST = 'https://media.example/31c9291ab41fac05471db4e73aa11717/manifest/video.m3u8';

describe('Prefetch', () => {
  const { timeout } = AbortSignal;
  let late: AbortController;
  beforeEach(() => {
    late = new AbortController();
    AbortSignal.timeout = () => late.signal;
  });
  afterEach(() => {
    AbortSignal.timeout = timeout;
  });

  it('gives up on a response that never arrives, so that the engine sends a request itself', async () => {
    const tokens = {
      value: undefined,
      getValid: () => Promise.resolve(undefined),
      refreshAfterReject: () => Promise.resolve(undefined),
    };
    const access = new SignedUrls(tokens, {
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          const giveUp = (): void => reject(new DOMException('Late.', 'TimeoutError'));
          if (init?.signal?.aborted) giveUp();
          else init?.signal?.addEventListener('abort', giveUp);
        }),
    });
    const headStart = new Prefetch(access, { manifestUrl: MANIFEST }, new AbortController().signal);
    const status = headStart.status();
    const early = headStart.take(MANIFEST);
    await Promise.resolve();
    late.abort();
    expect(await status).to.equal(0);
    expect(await early).to.equal(undefined);
  });
});
