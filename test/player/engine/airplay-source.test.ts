import { expect } from '@open-wc/testing';
import type Hls from 'hls.js';
import { offerAirPlay } from '../../../src/player/engine/airplay-source.js';
import type { EngineOptions } from '../../../src/player/engine/engine.js';
import { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import type { TokenSource } from '../../../src/player/token/token-source.js';
import { tokenFor } from '../../harness/tokens.js';

const ONE = tokenFor(60_000, 'one');
const TWO = tokenFor(60_000, 'two');

describe('offerAirPlay', () => {
  let video: HTMLVideoElement;
  let attached: (() => void) | undefined;
  let token: { value: string | undefined };
  let airPlay: ReturnType<typeof offerAirPlay>;
  beforeEach(() => {
    video = document.createElement('video');
    video.disableRemotePlayback = true;
    token = { value: ONE };
    const delivery = {
      manifestUrl: `https://example.test/${ONE}/manifest/video.m3u8`,
      urls: new SignedUrls(token as TokenSource, { origin: 'https://example.test' }),
    } as unknown as EngineOptions['delivery'];
    const hls = {
      on: (_type: string, listener: () => void) => (attached = listener),
      off: () => (attached = undefined),
    } as unknown as Hls;
    airPlay = offerAirPlay({ video, delivery }, hls);
  });
  afterEach(() => airPlay.destroy());

  const say = (availability: string): void =>
    void video.dispatchEvent(Object.assign(new Event('webkitplaybacktargetavailabilitychanged'), { availability }));
  const sources = (): string[] => [...video.querySelectorAll('source')].map(({ src }) => src);

  it('puts no token into the DOM while there is no device', () => {
    attached?.();
    airPlay.renew();
    expect([sources(), video.disableRemotePlayback]).to.deep.equal([[], true]);
  });

  it('has a source with the current token while there is a device', () => {
    say('available');
    expect([sources(), video.disableRemotePlayback]).to.deep.equal([
      [`https://example.test/${ONE}/manifest/video.m3u8`],
      false,
    ]);
    token.value = TWO;
    airPlay.renew();
    expect(sources()).to.deep.equal([`https://example.test/${TWO}/manifest/video.m3u8`]);
    say('not-available');
    expect(sources()).to.deep.equal([]);
  });

  it('restores its source after hls.js has removed it', () => {
    say('available');
    video.replaceChildren();
    video.disableRemotePlayback = true;
    attached!();
    expect([sources().length, video.disableRemotePlayback]).to.deep.equal([1, false]);
  });

  it('leaves no source and no listener when it is destroyed', () => {
    say('available');
    airPlay.destroy();
    expect([sources(), attached]).to.deep.equal([[], undefined]);
    say('available');
    expect(sources()).to.deep.equal([]);
  });
});
