import { asRecord, parseJson } from '../../shared/json.js';
import { parseCaptionStyle } from './caption-style.js';
import type { ViewerMemory, ViewerPreferences } from './viewer-memory.js';

/** Key of the preferences in the browser's storage. */
const KEY = 'cf-stream-player';
/** Videos of which the position is kept. */
export const KEPT_POSITIONS = 100;
/** Slowest and fastest speed that is taken over. Browsers play nothing at 0, and some nothing beyond these. */
const RATES = [0.25, 4] as const;
/** Fastest line that is believed, in bits a second. */
const MAX_BANDWIDTH = 1e9;
/** Tallest quality that is taken over, in pixels. */
const MAX_QUALITY = 20_000;
/** Latest position that is taken over, in seconds: no video is longer. */
const MAX_SECONDS = 1e7;
/** Form of a language; empty where a track names none. */
const LANGUAGE = /^[\w-]{0,64}$/;

/**
 * Reads a viewer's preferences. What was kept may be older, of somebody else, or of a site's own storage: a value that
 * makes no sense is left out.
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

/** Browser, where it has a storage. */
interface WithStorage {
  readonly localStorage?: { getItem(key: string): string | null; setItem(key: string, value: string): void };
}

/** Preferences kept in this browser, for all pages of the site. */
export const browserMemory: ViewerMemory = {
  read() {
    try {
      return parsePreferences(parseJson((globalThis as WithStorage).localStorage?.getItem(KEY) ?? ''));
    } catch {
      // Storage may be forbidden.
      return {};
    }
  },
  write(preferences) {
    try {
      (globalThis as WithStorage).localStorage?.setItem(KEY, JSON.stringify(preferences));
    } catch {
      // Not remembering is no reason to fail.
    }
  },
};

/** Finds the memory of a player: the site's own where its class has one. */
export function memoryOf(player: object): ViewerMemory | null {
  const { memory } = player.constructor as { readonly memory?: ViewerMemory | null };
  return memory === undefined ? browserMemory : memory;
}

/** Places at which players have begun because their viewers had left there, in seconds, until the viewers are told. */
export const RESUMED = new WeakMap<object, number>();

/** Reads the preferences of a player's viewer; there are none where a site's own storage fails. */
export function readPreferences(player: object): ViewerPreferences {
  try {
    return parsePreferences(memoryOf(player)?.read());
  } catch {
    return {};
  }
}
