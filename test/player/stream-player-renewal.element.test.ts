import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import type { CfStreamPlayer } from '../../src/define/player.js';
import { playerOf } from '../harness/player-element.js';
import { mendStream, openStream, requestsTo, tokensOf, type StreamOptions } from '../harness/stream.js';

const PATIENCE = { timeout: 90_000, interval: 50 };
const TOKEN_SECONDS = 4;
/** More than five renewals, each after four fifths of a token's lifetime. */
const WATCHED_SECONDS = 17;

/** Seconds that are buffered ahead of the position. */
function loadedAhead({ buffered, currentTime }: CfStreamPlayer): number {
  return buffered.length > 0 ? buffered.end(buffered.length - 1) - currentTime : 0;
}

describe('<cf-stream-player>: expiring tokens', function () {
  this.timeout(150_000);

  const watch = async (segmentAccess: NonNullable<StreamOptions['segmentAccess']>): Promise<void> => {
    const stream = await openStream({ segmentAccess, tokenSeconds: TOKEN_SECONDS, film: 'small' });
    await mendStream(stream);
    const before = await tokensOf(stream);
    // Small enough for all players to be in view: out of view they fetch nothing.
    const el = await playerOf(stream, { poster: null, style: 'width: 200px' });
    const troubles: string[] = [];
    el.addEventListener('cf-stream-error', ({ detail }) => troubles.push(detail.error.code));
    await el.play();
    await waitUntil(() => el.engine, 'hls.js has taken over', PATIENCE);
    const { engine } = el;
    // A busy machine may stall in the first seconds, which has nothing to do with renewals.
    await waitUntil(() => loadedAhead(el) >= 4, 'some seconds are loaded', PATIENCE);
    let stalls = 0;
    const count = (): void => void (stalls += 1);
    el.addEventListener('waiting', count);
    await waitUntil(() => el.currentTime >= WATCHED_SECONDS || el.error, `it plays on (${segmentAccess})`, PATIENCE);
    expect(stalls, `stalls after the start (${segmentAccess})`).to.equal(0);
    // The following seek may wait.
    el.removeEventListener('waiting', count);
    // Beyond the buffer: the tokens of all playlists so far have expired.
    el.currentTime = 58;
    await waitUntil(() => el.currentTime >= 59 || el.error, `it plays on from there (${segmentAccess})`, PATIENCE);
    expect(troubles, segmentAccess).to.deep.equal([]);
    expect(el.engine === engine, 'the engine that began').to.equal(true);
    const requests = await requestsTo(stream);
    expect(
      requests.filter(({ status }) => status === 401 || status === 403),
      segmentAccess,
    ).to.deep.equal([]);
    expect(requests.some(({ kind }) => kind === 'segment')).to.equal(true);
    expect((await tokensOf(stream)) - before).to.be.at.least(5);
  };

  it('plays over renewals without a stall in every segment mode', async () => {
    await Promise.all((['lenient', 'strict', 'token-path'] as const).map(watch));
  });
});
