import { expect } from '@open-wc/testing';
import { loadEngine, mayUseHls } from '../../../src/player/engine/load-engine.js';
import type { EngineName, EnginePreference } from '../../../src/player/engine/engine-choice.js';
import { StreamError } from '../../../src/shared/errors.js';
import { HlsEngine } from '../../../src/player/engine/hls-engine.js';
import { NativeEngine } from '../../../src/player/engine/native-engine.js';
import { pretend, type PretendedBrowser } from '../../harness/media-source.js';

const ENGINES = { 'hls.js': HlsEngine, native: NativeEngine };

/** What a browser has, and which engine it gets for a preference. */
const CHOICES: readonly (PretendedBrowser & {
  readonly engine: EnginePreference;
  readonly gives: EngineName | undefined;
})[] = [
  { engine: 'auto', sources: ['MediaSource'], nativeHls: 'maybe', gives: 'hls.js' },
  { engine: 'auto', sources: ['MediaSource'], nativeHls: '', gives: 'hls.js' },
  { engine: 'auto', sources: ['ManagedMediaSource'], nativeHls: 'maybe', gives: 'hls.js' },
  { engine: 'auto', sources: [], nativeHls: 'maybe', gives: 'native' },
  { engine: 'auto', sources: [], nativeHls: '', gives: undefined },
  // It has MediaSource, but supports nothing that Stream sends.
  { engine: 'auto', sources: ['MediaSource'], takesNothing: true, nativeHls: 'maybe', gives: 'native' },
  { engine: 'hls.js', sources: ['MediaSource'], nativeHls: 'maybe', gives: 'hls.js' },
  { engine: 'hls.js', sources: [], nativeHls: 'maybe', gives: undefined },
  { engine: 'native', sources: ['MediaSource'], nativeHls: 'maybe', gives: 'native' },
  { engine: 'native', sources: ['MediaSource'], nativeHls: '', gives: undefined },
];

describe('loadEngine', () => {
  let end = (): void => undefined;
  afterEach(() => end());

  for (const { engine, gives, ...browser } of CHOICES) {
    const has = `${browser.sources.join() || 'no media source'}${browser.takesNothing ? ' for nothing' : ''}, its own HLS “${browser.nativeHls}”`;
    it(`returns ${gives ?? 'nothing'} for ${engine} in a browser with ${has}`, async () => {
      end = pretend(browser);
      const outcome = await loadEngine(engine).catch((error: unknown) => error);
      if (gives) expect(outcome).to.equal(ENGINES[gives]);
      else expect(outcome).to.be.instanceOf(StreamError).with.property('code', 'ENGINE_UNSUPPORTED');
      // Prefetching is for hls.js: the browser's own player would fetch everything again.
      if (!browser.takesNothing) expect(mayUseHls(engine)).to.equal(engine !== 'native' && browser.sources.length > 0);
    });
  }
});
