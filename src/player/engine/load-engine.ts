import { chooseEngine, type EnginePreference } from './engine-choice.js';
import { StreamError } from '../../shared/errors.js';
import type { EngineOptions, PlaybackEngine } from './engine.js';

/** Class of an engine. */
export type EngineClass = new (options: EngineOptions) => PlaybackEngine;

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
  const hls = mayUseHls(preference) ? await arrived(import('./hls-engine.js')) : undefined;
  if (hls && chooseEngine(preference, { mediaSource: hls.isHlsSupported(), nativeHls: false })) return hls.HlsEngine;
  const native = await arrived(import('./native-engine.js'));
  if (chooseEngine(preference, { mediaSource: false, nativeHls: native.hasNativeHls() })) return native.NativeEngine;
  throw new StreamError('ENGINE_UNSUPPORTED', 'This browser can play HLS neither through hls.js nor by itself.');
}

async function arrived<T>(code: Promise<T>): Promise<T> {
  try {
    return await code;
  } catch (cause) {
    throw new StreamError('NETWORK', 'The code of the player did not arrive.', { retryable: true, cause });
  }
}
