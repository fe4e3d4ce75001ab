/** Name of an engine. */
export type EngineName = 'hls.js' | 'native';

/**
 * Value of the `engine` attribute.
 *
 * @since 0.1.0
 */
export type EnginePreference = 'auto' | EngineName;

/** Capabilities of this browser. */
export interface EngineCapabilities {
  /** `Hls.isSupported()`: there is a MediaSource or ManagedMediaSource that takes H.264. */
  readonly mediaSource: boolean;
  /** `canPlayType('application/vnd.apple.mpegurl')` is not empty. */
  readonly nativeHls: boolean;
}

/**
 * Chooses the engine. hls.js comes first although Chromium says it plays HLS too: that player has no retries, captions,
 * renditions or error codes.
 *
 * @returns `undefined` when this browser cannot play HLS in the way that is asked for.
 */
export function chooseEngine(preference: EnginePreference, can: EngineCapabilities): EngineName | undefined {
  if (preference !== 'native' && can.mediaSource) return 'hls.js';
  if (preference !== 'hls.js' && can.nativeHls) return 'native';
  return undefined;
}
