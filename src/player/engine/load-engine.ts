import { chooseEngine, type EnginePreference } from './engine-choice.js';
import { loadCode } from '../../shared/load-code.js';
import { StreamError } from '../../shared/errors.js';
import type { EngineClass, EngineOptions, PlaybackEngine } from './engine.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { mediaTypeOf, type StartPlan } from '../delivery/start-plan.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { Prefetch } from '../delivery/prefetch.js';
import { StartingEngine } from './starting-engine.js';

/** Creates the engine of a source. */
export type CreateEngine = (options: EngineOptions) => PlaybackEngine;

/** Tells whether the engine may be hls.js; otherwise the browser loads the video itself. */
export const mayUseHls = (preference: EnginePreference): boolean =>
  preference !== 'native' && ('MediaSource' in globalThis || 'ManagedMediaSource' in globalThis);

/**
 * Loads the code of the engine that fits this browser, and only that.
 *
 * @throws {StreamError} `ENGINE_UNSUPPORTED`, or `NETWORK` where the code itself did not arrive.
 */
export async function loadEngine(preference: EnginePreference): Promise<EngineClass> {
  // One after the other: hls.js takes precedence, and loading both would waste bytes.
  const hls = mayUseHls(preference) ? await loadCode(import('./hls-engine.js')) : undefined;
  if (hls && chooseEngine(preference, { mediaSource: hls.isHlsSupported(), nativeHls: false })) return hls.HlsEngine;
  const native = await loadCode(import('./native-engine.js'));
  if (chooseEngine(preference, { mediaSource: false, nativeHls: native.hasNativeHls() })) return native.NativeEngine;
  throw new StreamError('ENGINE_UNSUPPORTED', 'This browser cannot play HLS with the chosen engine.');
}

/**
 * Tells whether a video may begin before its engine is loaded. Not with a ManagedMediaSource, which hls.js prefers: it
 * opens under conditions that only hls.js meets.
 */
const mayStartEarly = (preference: EnginePreference): boolean =>
  mayUseHls(preference) && 'MediaSource' in globalThis && !('ManagedMediaSource' in globalThis);

/** Options of the element for preloading an engine. */
export interface PreloadOptions {
  readonly engine: EnginePreference;
  readonly lowLatency: boolean;
  readonly dvr: boolean;
}

/**
 * Preloads the engine's code, unless the video may begin without it, which a live stream does not. Errors are reported
 * when the engine is needed.
 */
export function preloadEngine({ engine, lowLatency, dvr }: PreloadOptions): void {
  if (!mayStartEarly(engine) || lowLatency || dvr) loadEngine(engine).catch(() => undefined);
}

/**
 * Prepares the engine of a source: one that begins with the prefetched segments if possible, otherwise the loaded one.
 *
 * @throws {StreamError} `ENGINE_UNSUPPORTED`, or `NETWORK` where the code itself did not arrive.
 */
export async function prepareEngine(
  preference: EnginePreference,
  intent: PlaybackIntent,
  prefetch: Prefetch,
): Promise<CreateEngine> {
  const load = (): Promise<EngineClass> => loadEngine(preference);
  // With a chosen quality or audio track, playback must not begin with another.
  if (mayStartEarly(preference) && !intent.quality && !intent.selectedRendition && !intent.audio) {
    const plan = await unlessLate(prefetch.plan(intent.position ?? 0), load);
    if (plan && isPlayable(plan)) return (options) => new StartingEngine(options, plan, load);
  }
  const Engine = await load();
  return (options) => new Engine(options);
}

const isPlayable = ({ tracks }: StartPlan): boolean =>
  tracks.every((track) => MediaSource.isTypeSupported(mediaTypeOf(track)));

/** Waits for a plan, but not longer than for the engine, which is loaded after a while. */
async function unlessLate<T>(plan: Promise<T>, load: () => Promise<unknown>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, RECOVERY.engineAfterMs))).then(load);
  try {
    return await Promise.race([plan, late.then(() => undefined)]);
  } finally {
    clearTimeout(timer);
  }
}
