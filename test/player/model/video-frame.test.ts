import { expect } from '@open-wc/testing';
import { toggleFullscreen } from '../../../src/player/model/video-frame.js';

describe('toggleFullscreen', () => {
  let done: string[];
  let player: HTMLElement;

  beforeEach(() => {
    done = [];
    player = document.createElement('div');
    player.requestFullscreen = () => Promise.resolve(void done.push('enter'));
    document.exitFullscreen = () => Promise.resolve(void done.push('exit'));
    Object.defineProperty(document, 'fullscreenElement', { configurable: true, get: () => document.documentElement });
  });
  afterEach(() => {
    Reflect.deleteProperty(document, 'exitFullscreen');
    Reflect.deleteProperty(document, 'fullscreenElement');
  });

  it('enters full screen from a page that is in full screen itself', async () => {
    await toggleFullscreen(player, undefined);
    expect(done).to.deep.equal(['enter']);
  });

  it('leaves full screen when the player is in it', async () => {
    Object.assign(player, { matches: (selector: string) => selector === ':fullscreen' });
    await toggleFullscreen(player, undefined);
    expect(done).to.deep.equal(['exit']);
  });
});
