import { isUid } from './api.js';

/**
 * Reads the uid of the video from the page's URL: `?v=<uid>` or `#<uid>`.
 */
export function uidFromUrl(): string | null {
  const { searchParams, hash } = new URL(location.href);
  return [searchParams.get('v'), hash.slice(1)].find(isUid) ?? null;
}

/**
 * Returns this page's URL for another video.
 */
export function urlForVideo(uid: string): string {
  return `${location.pathname}?v=${encodeURIComponent(uid)}`;
}

/**
 * Reads the uid of the video that was shown at the current history entry.
 */
export function uidFromHistory(): string | null {
  const { uid = null } = (history.state ?? {}) as { readonly uid?: string };
  return isUid(uid) ? uid : null;
}
