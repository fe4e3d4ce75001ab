import type { UploadState } from '../model/upload-state.js';

/** Videos that this page had made and that nobody else can have, by uid: whether other tabs may go on with them. */
const own = new Map<string, boolean>();

/**
 * Notes that this page had a video made.
 *
 * @param isResumable - Whether it is sent in a way in which other tabs may go on with it.
 */
export function claimUpload(uid: string, isResumable: boolean): void {
  own.set(uid, isResumable);
}

/** Notes that somebody else may have a video: another tab, or whoever a form was submitted to. */
export function shareUpload(uid: string): void {
  own.delete(uid);
}

/** Notes that somebody else may have the videos of uploads in these states. */
export function shareUploads(states: readonly UploadState[]): void {
  for (const state of states) if ('uid' in state && state.uid) shareUpload(state.uid);
}

/** Whether this page had a video made, and has heard of nobody else who may have it. */
export function isOwnUpload(uid: string): boolean {
  return own.has(uid);
}

/** Whether other tabs may go on with a video that this page had made; `undefined` where somebody else may have it. */
export function canOthersGoOn(uid: string): boolean | undefined {
  return own.get(uid);
}
