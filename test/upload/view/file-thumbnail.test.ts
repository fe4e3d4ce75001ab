import { expect } from '@open-wc/testing';
import { drawThumbnail } from '../../../src/upload/view/file-thumbnail.js';

describe('drawThumbnail', () => {
  const canvas = (): HTMLCanvasElement => Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
  const colours = (element: HTMLCanvasElement): number =>
    new Set(new Uint32Array(element.getContext('2d')!.getImageData(0, 0, 64, 36).data.buffer)).size;

  it('draws a frame of a video that the browser can read', async () => {
    const clip = await (await fetch('/test/fixtures/clip-5s.mp4')).blob();
    const element = canvas();
    expect(await drawThumbnail(clip, element, new AbortController().signal)).to.equal(true);
    expect(colours(element)).to.be.greaterThan(4);
  });

  it('leaves the canvas empty if the file is not a video or the signal is aborted', async () => {
    const element = canvas();
    expect(await drawThumbnail(new Blob(['no video']), element, new AbortController().signal)).to.equal(false);
    expect(await drawThumbnail(new Blob(['no video']), element, AbortSignal.abort())).to.equal(false);
    expect(colours(element)).to.equal(1);
  });
});
