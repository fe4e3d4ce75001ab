import { asRecord, parseJson } from '../../shared/json.js';
import { parseCaptionStyle } from './caption-style.js';
import type { ViewerMemory, ViewerPreferences } from './viewer-memory.js';

/** Key of the preferences in `localStorage`. */
const KEY = 'cf-stream-player';
/** Number of videos whose position is kept. */
export const KEPT_POSITIONS = 100;
/** Slowest and fastest stored speed that is used. Browsers play nothing at 0, and some nothing beyond these. */
const RATES = [0.25, 4] as const;
/** Highest bandwidth that is believed, in bits per second. */
const MAX_BANDWIDTH = 1e9;
/** Highest stored quality that is used, in pixels. */
const MAX_QUALITY = 20_000;
/** Latest stored position that is used, in seconds: no video is longer. */
const MAX_SECONDS = 1e7;
/** Format of a language tag; empty if a track has none. */
const LANGUAGE = /^[\w-]{0,64}$/;

/**
 * Parses a viewer's preferences. Stored values may be old, foreign, or from a site's own storage: invalid ones are
 * omitted.
 */
export function parsePreferences(kept: unknown): ViewerPreferences {
  const { volume, muted, playbackRate, captions, audio, quality, captionStyle, timeLeft, positions, bandwidth } =
    asRecord(kept) ?? {};
  return {
    ...(isWithin(volume, 0, 1) && { volume }),
    ...(typeof muted === 'boolean' && { muted }),
    ...(isWithin(playbackRate, ...RATES) && { playbackRate }),
    ...((captions === null || (typeof captions === 'string' && LANGUAGE.test(captions))) && { captions }),
    ...(typeof audio === 'string' && LANGUAGE.test(audio) && { audio }),
    ...((quality === null || isWithin(quality, 1, MAX_QUALITY)) && { quality }),
    ...(asRecord(captionStyle) && { captionStyle: parseCaptionStyle(captionStyle) }),
    ...(isWithin(bandwidth, 1, Number.MAX_VALUE) && { bandwidth: Math.min(bandwidth, MAX_BANDWIDTH) }),
    ...(typeof timeLeft === 'boolean' && { timeLeft }),
    ...(Array.isArray(positions) && { positions: positions.slice(-KEPT_POSITIONS).filter(isPosition) }),
  };
}

function isPosition(kept: unknown): kept is readonly [uid: string, seconds: number] {
  if (!Array.isArray(kept)) return false;
  const [uid, seconds] = kept as unknown[];
  return typeof uid === 'string' && isWithin(seconds, 0, MAX_SECONDS);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}

/** Global scope that may have `localStorage`. */
interface WithStorage {
  readonly localStorage?: { getItem(key: string): string | null; setItem(key: string, value: string): void };
}

/** Preferences in this browser, for all pages of the site. */
export const browserMemory: ViewerMemory = {
  read() {
    try {
      return parsePreferences(parseJson((globalThis as WithStorage).localStorage?.getItem(KEY) ?? ''));
    } catch {
      // Access to storage may be denied.
      return {};
    }
  },
  write(preferences) {
    try {
      (globalThis as WithStorage).localStorage?.setItem(KEY, JSON.stringify(preferences));
    } catch {
      // Preferences that cannot be stored are no error.
    }
  },
};

/** Returns the storage of a player's preferences: the site's own if its class has one. */
export function memoryOf(player: object): ViewerMemory | null {
  const { memory } = player.constructor as { readonly memory?: ViewerMemory | null };
  return memory === undefined ? browserMemory : memory;
}

/** Positions at which players have resumed, in seconds, until their viewers are told. */
export const RESUMED = new WeakMap<object, number>();

/** Reads the preferences of a player's viewer; empty if a site's own storage fails. */
export function readPreferences(player: object): ViewerPreferences {
  try {
    return parsePreferences(memoryOf(player)?.read());
  } catch {
    return {};
  }
}
