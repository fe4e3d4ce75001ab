import { expect } from '@open-wc/testing';
import { openSource } from '../../../src/upload/recording/media-recording.js';

describe('the size requested from a camera or a screen', () => {
  const { mediaDevices } = navigator;
  afterEach(() => {
    for (const name of ['getUserMedia', 'getDisplayMedia']) Reflect.deleteProperty(mediaDevices, name);
  });

  /** The size that is requested if a page has these limits. */
  async function sizesFor(source: 'camera' | 'screen', limits: object): Promise<unknown> {
    let asked: MediaStreamConstraints = {};
    const refuse = (wanted: MediaStreamConstraints): Promise<MediaStream> => {
      asked = wanted;
      return Promise.reject(new Error('refused'));
    };
    for (const name of ['getUserMedia', 'getDisplayMedia'])
      Object.defineProperty(mediaDevices, name, { configurable: true, value: refuse });
    const wanted = { wants: () => true, minResolution: '', maxResolution: '', ...limits };
    await openSource(source, wanted, new AbortController().signal).catch(() => undefined);
    const { width, height } = asked.video as MediaTrackConstraints;
    return { width, height };
  }

  it('is 1280 × 720 for a camera without limits', async () => {
    expect(await sizesFor('camera', {})).to.deep.equal({ width: { ideal: 1280 }, height: { ideal: 720 } });
  });

  it('is at most max-resolution, whichever side it names first', async () => {
    const small = { width: { ideal: 640, max: 640 }, height: { ideal: 480, max: 480 } };
    expect(await sizesFor('camera', { maxResolution: '640x480' })).to.deep.equal(small);
    expect(await sizesFor('camera', { maxResolution: '480x640' })).to.deep.equal(small);
    expect(await sizesFor('screen', { maxResolution: '640x480' })).to.deep.equal(small);
  });

  it('is min-resolution, as an ideal for which no camera is excluded', async () => {
    expect(await sizesFor('camera', { minResolution: '1920x1080' })).to.deep.equal({
      width: { ideal: 1920 },
      height: { ideal: 1080 },
    });
  });
});
