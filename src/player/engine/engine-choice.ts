/** Name of an engine. */
export type EngineName = 'hls.js' | 'native';

/**
 * Value of the `engine` attribute.
 *
 * @since 0.1.0
 */
export type EnginePreference = 'auto' | EngineName;

/** Capabilities of the browser. */
export interface EngineCapabilities {
  /** `Hls.isSupported()`: there is a MediaSource or ManagedMediaSource that plays H.264. */
  readonly mediaSource: boolean;
  /** `canPlayType('application/vnd.apple.mpegurl')` is not empty. */
  readonly nativeHls: boolean;
}

/**
 * Chooses the engine. hls.js takes precedence even though Chromium claims to play HLS: its own player has no retries,
 * captions, renditions or error codes.
 *
 * @returns `undefined` if this browser cannot play HLS in the requested way.
 */
export function chooseEngine(preference: EnginePreference, can: EngineCapabilities): EngineName | undefined {
  if (preference !== 'native' && can.mediaSource) return 'hls.js';
  if (preference !== 'hls.js' && can.nativeHls) return 'native';
  return undefined;
}
