import { expect, waitUntil } from '@open-wc/testing';
import Hls, { type FragParsingUserdataData } from 'hls.js';

/** Captions as they are embedded in the video, in pairs of bytes. */
const inPicture = (...pairs: readonly [number, number][]): Uint8Array<ArrayBuffer> =>
  new Uint8Array([0x40 | pairs.length, 0xff, ...pairs.flatMap((pair) => [0xfc, ...pair])]);
const BEGIN: [number, number] = [0x14, 0x20];
const SHOW: [number, number] = [0x14, 0x2f];
const CLEAR: [number, number] = [0x14, 0x2c];
const letters = (text: string): [number, number] => [text.charCodeAt(0), text.charCodeAt(1)];

describe('captions that are embedded in the video of a broadcast', () => {
  let hls: Hls;
  let found: string[];
  beforeEach(() => {
    found = [];
    hls = new Hls({ enableWorker: false, renderTextTracksNatively: false });
    hls.attachMedia(document.createElement('video'));
    hls.on(Hls.Events.CUES_PARSED, (_event, { track, cues }) => {
      for (const { startTime, endTime, text } of cues as VTTCue[])
        found.push(`${track} ${startTime}-${endTime} ${text}`);
    });
  });
  afterEach(() => hls.destroy());

  /** Passes the samples of a segment to hls.js. */
  function hand(...samples: { readonly pts: number; readonly bytes: Uint8Array<ArrayBuffer> }[]): void {
    const frag = { type: 'main', level: 0 };
    hls.trigger(Hls.Events.FRAG_PARSING_USERDATA, { id: 'main', frag, samples } as unknown as FragParsingUserdataData);
  }

  it('become cues, including the first one', async () => {
    hand({ pts: 1, bytes: inPicture(BEGIN, [0x14, 0x70], letters('Hi')) }, { pts: 2, bytes: inPicture(SHOW) });
    hand({ pts: 4, bytes: inPicture(CLEAR, BEGIN, [0x14, 0x70], letters('Oh')) }, { pts: 5, bytes: inPicture(SHOW) });
    hand({ pts: 6, bytes: inPicture(CLEAR) });
    await waitUntil(() => found.length === 2, 'two cues');
    expect(found.join('; ')).to.equal('textTrack1 2-4 Hi; textTrack1 5-6 Oh');
  });
});
