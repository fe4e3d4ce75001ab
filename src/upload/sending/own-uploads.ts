import type { UploadState } from '../model/upload-state.js';
import { isUploadWanted } from './page-guards.js';
import { ResumeStore } from './resume/resume-store.js';
import { transportNamed } from './transports/registry.js';
import type { CheckedTarget } from './upload-endpoint.js';

/** Videos that this page had made and that nobody else can have, by uid: whether other tabs may go on with them. */
const own = new Map<string, boolean>();

/** Notes that this page had a video made. */
export function claimUpload({ uid, protocol }: CheckedTarget): void {
  own.set(uid, transportNamed(protocol).isResumable);
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

/**
 * Tells whether nobody but this page has a video. Where that cannot be told, somebody has. Call it before the upload is
 * given up, which is forgotten with that.
 *
 * @param key - Name under which the file is remembered and locked.
 * @param isSent - Whether every byte has arrived.
 */
export async function isOwnAlone(uid: string, key: string | null, isSent: boolean): Promise<boolean> {
  if (key === null || !own.has(uid)) return false;
  const store = new ResumeStore();
  // All asked before anything is waited for.
  const [record, isThere, isWanted] = await Promise.all([store.get(key), store.has(key), isUploadWanted(key)]);
  const canOthersGoOn = own.get(uid);
  if (isWanted !== false || canOthersGoOn === undefined) return false;
  if (!canOthersGoOn) return true;
  // What has arrived is remembered for a while only; what is half sent, until somebody forgets it.
  if (!record) return isSent && isThere !== undefined;
  return record.uid === uid && !record.shared && (isSent || !record.sent);
}
