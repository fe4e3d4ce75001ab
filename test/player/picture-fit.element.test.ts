import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import { PATIENCE, playerOf } from '../harness/player-element.js';
import { openStream, type OpenedStream } from '../harness/stream.js';

describe('the picture of a <cf-stream-player>', function () {
  this.timeout(60_000);
  let stream: OpenedStream;
  before(async () => {
    stream = await openStream({});
  });

  const untilFit = (picture: () => Element | null, fit: 'cover' | 'contain', when: string): Promise<void> =>
    waitUntil(
      () => {
        const found = picture();
        return found !== null && getComputedStyle(found).objectFit === fit;
      },
      `${fit} ${when}`,
      PATIENCE,
    );

  for (const [what, selector, attributes] of [
    ['thumbnail', 'canvas.still', { poster: null }],
    ['video', 'video', { preload: 'auto' }],
  ] as const) {
    it(`fills a player of nearly its shape, and is letterboxed in any other: ${what}`, async () => {
      const el = await playerOf(stream, attributes);
      const picture = (): Element | null => el.shadowRoot!.querySelector(selector);
      // The film is 16:9.
      el.style.aspectRatio = '854 / 480';
      await untilFit(picture, 'cover', 'in 854 by 480');
      el.style.aspectRatio = '4 / 3';
      await untilFit(picture, 'contain', 'in 4 by 3');
      el.remove();
    });
  }

  it('fills a player of its shape, and is letterboxed in any other: image in the slot `poster`', async () => {
    const el = await playerOf(stream);
    const own = el.appendChild(document.createElement('img'));
    own.slot = 'poster';
    for (const [width, fit] of [
      [854, 'cover'],
      [480, 'contain'],
      [854, 'cover'],
    ] as const) {
      own.src = Object.assign(document.createElement('canvas'), { width, height: 480 }).toDataURL();
      await untilFit(() => own, fit, `with ${width} by 480`);
    }
    expect(own.getBoundingClientRect().width).to.equal(el.getBoundingClientRect().width);
    el.remove();
  });
});
