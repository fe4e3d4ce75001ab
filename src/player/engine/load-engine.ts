import { chooseEngine, type EnginePreference } from './engine-choice.js';
import { loadCode } from '../../shared/load-code.js';
import { StreamError } from '../../shared/errors.js';
import type { EngineClass, EngineOptions, PlaybackEngine } from './engine.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { mediaTypeOf, type StartPlan } from '../delivery/start-plan.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { Prefetch } from '../delivery/prefetch.js';
import { StartingEngine } from './starting-engine.js';

/** Makes the engine of a source. */
export type CreateEngine = (options: EngineOptions) => PlaybackEngine;

/** Tells whether hls.js may be the engine; otherwise the browser fetches for itself. */
export const mayUseHls = (preference: EnginePreference): boolean =>
  preference !== 'native' && ('MediaSource' in globalThis || 'ManagedMediaSource' in globalThis);

/**
 * Fetches the code of the engine that fits this browser. Nothing of it is loaded before it is wanted.
 *
 * @throws {StreamError} `ENGINE_UNSUPPORTED`, or `NETWORK` where the code itself did not arrive.
 */
export async function loadEngine(preference: EnginePreference): Promise<EngineClass> {
  // Both at once would fetch what is not needed; hls.js comes first wherever it may run.
  const hls = mayUseHls(preference) ? await loadCode(import('./hls-engine.js')) : undefined;
  if (hls && chooseEngine(preference, { mediaSource: hls.isHlsSupported(), nativeHls: false })) return hls.HlsEngine;
  const native = await loadCode(import('./native-engine.js'));
  if (chooseEngine(preference, { mediaSource: false, nativeHls: native.hasNativeHls() })) return native.NativeEngine;
  throw new StreamError('ENGINE_UNSUPPORTED', 'This browser can play HLS neither through hls.js nor by itself.');
}

/**
 * Tells whether a video may begin before its engine is there. A ManagedMediaSource, which hls.js prefers, opens under
 * conditions that only hls.js can meet.
 */
const mayStartEarly = (preference: EnginePreference): boolean =>
  mayUseHls(preference) && 'MediaSource' in globalThis && !('ManagedMediaSource' in globalThis);

/** Options of the element by which an engine is fetched ahead. */
export interface PreloadOptions {
  readonly engine: EnginePreference;
  readonly lowLatency: boolean;
  readonly dvr: boolean;
}

/**
 * Fetches the code of the engine ahead, unless a video may begin before that, which a broadcast does not. What fails is
 * told when it is needed.
 */
export function preloadEngine({ engine, lowLatency, dvr }: PreloadOptions): void {
  if (!mayStartEarly(engine) || lowLatency || dvr) loadEngine(engine).catch(() => undefined);
}

/**
 * Prepares the engine of a source: one that begins with what was fetched ahead where that can be done, and otherwise one
 * that is fetched first.
 *
 * @throws {StreamError} `ENGINE_UNSUPPORTED`, or `NETWORK` where the code itself did not arrive.
 */
export async function prepareEngine(
  preference: EnginePreference,
  intent: PlaybackIntent,
  prefetch: Prefetch,
): Promise<CreateEngine> {
  const load = (): Promise<EngineClass> => loadEngine(preference);
  // Whoever has chosen a quality or a voice is not to begin with another.
  if (mayStartEarly(preference) && !intent.quality && !intent.selectedRendition && !intent.audio) {
    const plan = await unlessLate(prefetch.plan(intent.position ?? 0), load);
    if (plan && isPlayable(plan)) return (options) => new StartingEngine(options, plan, load);
  }
  const Engine = await load();
  return (options) => new Engine(options);
}

const isPlayable = ({ tracks }: StartPlan): boolean =>
  tracks.every((track) => MediaSource.isTypeSupported(mediaTypeOf(track)));

/** Gets a plan unless it takes so long that the engine is there before it, which is fetched after a while. */
async function unlessLate<T>(plan: Promise<T>, load: () => Promise<unknown>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, RECOVERY.engineAfterMs))).then(load);
  try {
    return await Promise.race([plan, late.then(() => undefined)]);
  } finally {
    clearTimeout(timer);
  }
}
