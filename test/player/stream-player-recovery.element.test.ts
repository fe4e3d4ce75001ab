import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import Hls from 'hls.js';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { breakStream, mendStream, openStream, type OpenedStream } from '../harness/stream.js';

const PATIENCE = { timeout: 60_000, interval: 20 };
const SEGMENTS = '/(?:video|audio)/.*seg_';
/** A position, in seconds, where nothing is loaded yet. */
const FAR = 45;

describe('<cf-stream-player>: recovery', function () {
  this.timeout(130_000);
  let stream: OpenedStream;
  let el: CfStreamPlayer;
  beforeEach(async () => {
    stream = await openStream({ film: 'small' });
    el = await fixture(
      html`<cf-stream-player muted src=${stream.uid} token-endpoint=${stream.tokenEndpoint} delivery-origin=${stream.origin}></cf-stream-player>`,
    );
    await el.play();
    await waitUntil(() => el.currentTime > 0.2, 'it plays', PATIENCE);
  });
  afterEach(async () => {
    el.remove();
    await mendStream(stream);
  });

  it('plays on from its position after segments that cannot be decoded', async () => {
    await breakStream(stream, {
      path: SEGMENTS,
      status: 200,
      body: 'garbage',
      headers: { 'content-type': 'video/mp4' },
    });
    const emptied = new Promise((resolve) => el.addEventListener('emptied', resolve, { once: true }));
    el.currentTime = FAR;
    await emptied;
    expect(el.currentTime, 'while nothing is loaded').to.be.at.least(FAR - 1);
    await mendStream(stream);
    await waitUntil(
      () => {
        el.shadowRoot!.querySelector<HTMLButtonElement>('[part=retry-button]')?.click();
        return el.state.status === 'ready' && el.readyState > 2 && el.currentTime > FAR + 1;
      },
      'it plays on from there',
      PATIENCE,
    );
  });

  describe('after a failure that the buffer covered', () => {
    const realFetch = window.fetch;
    let troubles: string[];
    beforeEach(async () => {
      await waitUntil(() => el.buffered.end(0) > el.currentTime + 10, 'there is enough to play', PATIENCE);
      troubles = [];
      el.addEventListener('cf-stream-error', ({ detail }) => troubles.push(detail.error.code));
    });
    afterEach(() => {
      window.fetch = realFetch;
    });
    const seekFar = async (): Promise<void> => {
      el.currentTime = FAR;
      await waitUntil(() => el.currentTime > FAR + 0.5 && !el.seeking, 'it plays there', PATIENCE);
    };

    it('shows no error at the next seek after a failed token renewal', async () => {
      let refusals = 0;
      window.fetch = (url, init) => {
        if (!String(url instanceof Request ? url.url : url).includes('/__stream/') || refusals > 0)
          return realFetch(url, init);
        refusals += 1;
        return Promise.resolve(new Response('', { status: 503 }));
      };
      await el.refreshToken();
      expect(refusals).to.equal(1);
      await seekFar();
      expect(troubles).to.deep.equal([]);
    });

    it('shows no error at the next seek after segments that failed at first', async () => {
      const hls = el.engine as Hls;
      await breakStream(stream, { path: SEGMENTS, status: 503 });
      await new Promise<void>((resolve) => hls.on(Hls.Events.ERROR, (_event, { fatal }) => fatal && resolve()));
      const loaded = new Promise((resolve) => hls.once(Hls.Events.FRAG_LOADED, resolve));
      await mendStream(stream);
      await loaded;
      await seekFar();
      expect(troubles).to.deep.equal([]);
    });
  });

  const pauseWhileRetrying = async (): Promise<void> => {
    await breakStream(stream, { path: SEGMENTS, status: 503 });
    el.currentTime = FAR;
    await waitUntil(() => el.state.status === 'error' && el.state.retrying, 'it goes on trying', PATIENCE);
    el.pause();
    await mendStream(stream);
  };

  it('plays on with play() after a pause during retries', async () => {
    await pauseWhileRetrying();
    await el.play();
    await waitUntil(() => el.state.status === 'ready' && el.currentTime > FAR + 0.5, 'it plays', PATIENCE);
  });

  it('clears its error when media arrives while it is paused', async () => {
    await pauseWhileRetrying();
    await waitUntil(() => el.state.status === 'ready', 'the error has gone', PATIENCE);
    expect(el.paused).to.equal(true);
  });
});
