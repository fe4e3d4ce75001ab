import { isUid } from './api.js';

/**
 * The video that the page's address names, as `?v=<uid>` or `#<uid>`.
 *
 * @since 0.1.0
 */
export function uidInAddress(): string | null {
  const { searchParams, hash } = new URL(location.href);
  return [searchParams.get('v'), hash.slice(1)].find(isUid) ?? null;
}

/**
 * The address of this page with another video.
 *
 * @since 0.1.0
 */
export function addressOf(uid: string): string {
  return `${location.pathname}?v=${encodeURIComponent(uid)}`;
}

/**
 * The video that was shown at this step of the browser's history.
 *
 * @since 0.1.0
 */
export function uidInHistory(): string | null {
  const { uid = null } = (history.state ?? {}) as { readonly uid?: string };
  return isUid(uid) ? uid : null;
}
