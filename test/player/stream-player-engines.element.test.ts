import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import type { CfStreamPlayer, EnginePreference } from '../../src/define/player.js';
import { pretend } from '../harness/media-source.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { mendStream, openStream, requestsTo, type OpenedStream } from '../harness/stream.js';

describe('<cf-stream-player>: choice and start of the engine', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  let end = (): void => undefined;
  before(async () => {
    stream = await openStream({});
  });
  afterEach(() => end());

  const player = (engine: EnginePreference): Promise<CfStreamPlayer> => playerOf(stream, { engine });

  for (const [what, engine, browser] of [
    ['nothing to play with', 'auto', { sources: [], nativeHls: '' }],
    ['no media source, and is told to use hls.js', 'hls.js', { sources: [], nativeHls: 'maybe' }],
    ['no HLS of its own, and is told to use that', 'native', { sources: ['MediaSource'], nativeHls: '' }],
  ] as const) {
    it(`says so in a browser that has ${what}, and fetches no video`, async () => {
      end = pretend(browser);
      const before = await videoRequests();
      const el = await player(engine);
      el.play().catch(() => undefined);
      await waitUntil(() => el.state.status === 'error', 'it says so', PATIENCE);
      await el.updateComplete;
      expect(el.error?.code).to.equal('ENGINE_UNSUPPORTED');
      const panel = el.shadowRoot!.querySelector('.panel')!;
      expect(panel.textContent).to.match(/cannot play the video\. Another or a newer one can\./);
      expect(panel.querySelector('[part~=retry-button]'), 'trying again would not help').to.equal(null);
      expect(await videoRequests()).to.equal(before);
      el.remove();
    });
  }

  it('fetches no playlist or segment twice when prefetching starts before the engine is loaded', async () => {
    await mendStream(stream);
    const el = await player('auto');
    const ended = oneEvent(el, 'ended');
    await el.play();
    await ended;
    const seen = await requestsTo(stream);
    const paths = (kind: string): string[] => seen.filter((request) => request.kind === kind).map(({ path }) => path);
    expect(paths('master'), 'master playlists').to.have.length(1);
    for (const kind of ['playlist', 'segment']) {
      expect(paths(kind), kind).not.to.be.empty;
      expect(paths(kind), kind).to.deep.equal([...new Set(paths(kind))]);
    }
    el.remove();
  });

  const videoRequests = async (): Promise<number> =>
    (await requestsTo(stream)).filter(({ kind }) => kind === 'segment').length;
});
