import { expect } from '@open-wc/testing';
import Hls, { type FragBufferedData } from 'hls.js';
import { forgetPlayed } from '../../../src/player/engine/forget-played.js';

describe('forgetPlayed', () => {
  it('drops the statistics of segments that were played long ago, and of no others', () => {
    const video = { currentTime: 0 };
    const hls = new Hls();
    let tell!: (event: typeof Hls.Events.FRAG_BUFFERED, data: FragBufferedData) => void;
    hls.on = (_event: string, listener: unknown): void => void (tell = listener as typeof tell);
    forgetPlayed(hls, video);
    const fragments: { end: number; stats: object | null }[] = [0, 4, 8, 600].map((start) => ({
      end: start + 4,
      stats: { loaded: 1 },
    }));
    for (const frag of fragments) tell(Hls.Events.FRAG_BUFFERED, { frag } as unknown as FragBufferedData);
    const isKnown = (): boolean[] => fragments.map(({ stats }) => Boolean(stats));
    expect(isKnown(), 'while they may be buffered').to.deep.equal([true, true, true, true]);
    video.currentTime = 190;
    tell(Hls.Events.FRAG_BUFFERED, { frag: fragments[3] } as unknown as FragBufferedData);
    expect(isKnown(), 'long after the first two').to.deep.equal([false, false, true, true]);
    hls.destroy();
  });
});
