import type { ViewerMemory, ViewerPreferences } from '../model/viewer-memory.js';

const KEY = 'cf-stream-player';
/** Videos of which the position is kept. */
const KEPT_POSITIONS = 100;

/**
 * Keeps preferences in this browser, for all pages of the site.
 *
 * @since 0.1.0
 */
export const browserMemory: ViewerMemory = {
  read() {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
      return typeof value === 'object' && value !== null ? value : {};
    } catch {
      // Storage may be forbidden, and what is in it may be of somebody else.
      return {};
    }
  },
  write(preferences) {
    try {
      localStorage.setItem(KEY, JSON.stringify(preferences));
    } catch {
      // Not remembering is no reason to fail.
    }
  },
};

/**
 * Preferences with another position for a video; `null` forgets it.
 *
 * @since 0.1.0
 */
export function withPosition(preferences: ViewerPreferences, uid: string, seconds: number | null): ViewerPreferences {
  const others = (preferences.positions ?? []).filter(([known]) => known !== uid);
  const positions = seconds === null ? others : [...others, [uid, Math.round(seconds)] as const];
  return { ...preferences, positions: positions.slice(-KEPT_POSITIONS) };
}
