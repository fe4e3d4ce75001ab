import type { UploadState } from '../model/upload-state.js';

/** Videos created by this page that nobody else can have, by uid: whether other tabs may resume them. */
const own = new Map<string, boolean>();

/**
 * Notes that this page has created a video.
 *
 * @param isResumable - Whether other tabs may resume it.
 */
export function claimUpload(uid: string, isResumable: boolean): void {
  own.set(uid, isResumable);
}

/** Notes that others may have a video: another tab, or the receiver of a form. */
export function shareUpload(uid: string): void {
  own.delete(uid);
}

/** Notes that others may have the videos of these uploads. */
export function shareUploads(states: readonly UploadState[]): void {
  for (const state of states) if ('uid' in state && state.uid) shareUpload(state.uid);
}

/** Tells whether this page has created a video and knows of nobody else who may have it. */
export function isOwnUpload(uid: string): boolean {
  return own.has(uid);
}

/** Tells whether other tabs may resume a video created by this page; `undefined` if others may have it. */
export function canOthersGoOn(uid: string): boolean | undefined {
  return own.get(uid);
}
