import type { UploadItem } from './sending/upload-item.js';
import type { UploadMedia } from './file/preflight.js';
import { StreamError } from '../shared/errors.js';
import { percentOf } from './model/upload-progress.js';
import { progressInfoOf, type UploadProgressInfo } from './model/upload-summary.js';
import { EMPTY_UPLOAD, isStatusUnknown, type UploadEvent, type UploadState } from './model/upload-state.js';
import type { UploadWords } from './strings/words.js';
import { uidOf, type UploadValidity } from './form-control.js';
import { canOthersGoOn } from './sending/own-uploads.js';
import { isUploadWanted } from './sending/page-guards.js';
import { ResumeStore } from './sending/resume/resume-store.js';
import { deleteVideo, type DeleteSource } from './sending/upload-endpoint.js';
import type { UploadNotice } from './model/upload-notice.js';
import type { UploadQueue } from './sending/upload-queue.js';
import { filesWithin } from './sending/upload-settings.js';
import { dispatch } from '../shared/dispatch.js';
import './stream-upload-events.js';

/** Dispatches the public event for a change of an upload, if there is one. */
export function dispatchUploadEvent(target: EventTarget, { id, file, state }: UploadItem, event: UploadEvent): void {
  switch (event.type) {
    case 'start':
      if (file) dispatch(target, 'cf-stream-upload-start', { id, file });
      break;
    case 'created':
      dispatch(target, 'cf-stream-upload-created', { id, uid: event.uid });
      break;
    case 'progress': {
      const { sentBytes, totalBytes } = event.progress;
      const percent = percentOf(sentBytes, totalBytes);
      dispatch(target, 'cf-stream-upload-progress', { id, sentBytes, totalBytes, percent });
      break;
    }
    case 'pause':
      dispatch(target, 'cf-stream-upload-pause', { id });
      break;
    case 'resume':
      dispatch(target, 'cf-stream-upload-resume', { id });
      break;
    case 'sent':
    case 'restored':
    case 'encoding':
      if (state.status !== 'processing') break;
      dispatch(target, 'cf-stream-upload-processing', { id, uid: state.uid, percent: state.percent });
      break;
    case 'ready':
      if (state.status === 'ready') dispatch(target, 'cf-stream-upload-ready', { id, uid: state.uid });
      break;
    case 'wait':
      if (event.error) dispatch(target, 'cf-stream-upload-error', { id, error: event.error });
      break;
    case 'fail':
      if (state.status !== 'error') break;
      dispatch(target, 'cf-stream-upload-error', { id, error: event.error, ...(state.uid && { uid: state.uid }) });
      break;
    default:
  }
}

/**
 * Dispatches `cf-stream-upload-accept`, and waits for the promises that the page passes to `waitUntil()`.
 *
 * @throws {StreamError} `FILE_REFUSED` if the page refuses it with a message, or its own check fails.
 */
export async function dispatchAccept(
  target: EventTarget,
  { id, file }: UploadItem,
  media: UploadMedia,
): Promise<boolean> {
  if (!file) return false;
  const checks: Promise<unknown>[] = [];
  const waitUntil = (check: Promise<unknown>): void => void checks.push(check);
  if (!dispatch(target, 'cf-stream-upload-accept', { id, file, media, waitUntil }, { cancelable: true })) return false;
  const answers = await Promise.all(checks).catch((cause: unknown) => {
    throw new StreamError('FILE_REFUSED', 'The page could not check this file. Try again.', { cause, retryable: true });
  });
  const refusal = answers.find((answer) => answer === false || (typeof answer === 'string' && answer !== ''));
  if (typeof refusal === 'string') throw new StreamError('FILE_REFUSED', refusal);
  return refusal !== false;
}

/** Tells the page that files it has seen are not taken. */
export function dispatchCancelled(target: EventTarget, files: readonly { readonly id?: string | undefined }[]): void {
  for (const id of new Set(files.map((one) => one.id))) if (id) dispatch(target, 'cf-stream-upload-cancel', { id });
}

/**
 * Chooses the files that fit into a list, and tells the person and the page once that others are left out.
 *
 * @param given - `null` for a file that is not chosen yet.
 */
export function takeWithin<Given extends { readonly file: File; readonly id?: string | undefined } | null>(
  host: EventTarget & { readonly maxFiles: number | null; readonly accepted: string },
  { items, incoming }: Pick<UploadQueue, 'items' | 'incoming'>,
  given: readonly Given[],
  notify: (notice: Extract<UploadNotice, { readonly type: 'too-many' }>) => void,
): readonly Given[] {
  const { maxFiles, accepted: accept } = host;
  const taken = filesWithin({ maxFiles, accept, items, incoming }, given);
  if (taken.length === given.length) return taken;
  const left = given.filter((one) => one && !taken.includes(one)) as Exclude<Given, null>[];
  const max = Math.floor(maxFiles ?? 0);
  notify({ type: 'too-many', max, count: left.length });
  if (left.length > 0) {
    const error = new StreamError('TOO_MANY_FILES', `${left.length} files were skipped: at most ${max} are allowed.`);
    dispatch(host, 'cf-stream-upload-error', { id: '', error });
    dispatchCancelled(host, left);
  }
  return taken;
}

/** Upload that {@link giveUp} ends. */
type GivenUpItem = Pick<UploadItem, 'id' | 'key' | 'state' | 'cancel'>;

/**
 * Cancels an upload for a person, reports it, and has the video deleted from Stream if the page wants that and nobody
 * else can have it: not if it is from before this page, was submitted, or was resumed in another tab.
 */
export function giveUp(target: EventTarget, item: GivenUpItem, source: DeleteSource): void {
  const { id, key, state } = item;
  const uid = 'uid' in state ? state.uid : null;
  const isSent = hasArrived(state);
  const mayDelete = uid && source.deleteEndpoint ? isOwnAlone(uid, key, isSent) : null;
  item.cancel();
  if (uid && isSent) dispatch(target, 'cf-stream-upload-remove', { id, uid });
  else dispatch(target, 'cf-stream-upload-cancel', { id, ...(uid && { uid }) });
  if (uid) void mayDelete?.then((isAlone) => (isAlone ? deleteVideo(source, uid) : undefined));
}

/**
 * Tells whether only this page has a video; if that is unknown, others do. Call it before cancelling the upload, which
 * drops what this needs.
 *
 * @param key - Key under which the file is stored and locked.
 * @param isSent - Whether every byte has arrived.
 */
async function isOwnAlone(uid: string, key: string | null, isSent: boolean): Promise<boolean> {
  if (key === null || canOthersGoOn(uid) === undefined) return false;
  const store = new ResumeStore();
  // All requests are started before the first wait.
  const [record, isThere, isWanted] = await Promise.all([store.get(key), store.has(key), isUploadWanted(key)]);
  const isResumable = canOthersGoOn(uid);
  if (isWanted !== false || isResumable === undefined) return false;
  // An upload that cannot be resumed is unknown to others before it is complete.
  if (!isResumable && !isSent) return true;
  // A finished upload is stored only for a while; a half-sent one until it is dropped.
  if (!record) return isSent && isThere !== undefined;
  return record.uid === uid && !record.shared && (isSent || !record.sent);
}

/** Tells whether every byte of an upload has arrived, whatever became of the video. */
function hasArrived(state: UploadState): boolean {
  if (state.status === 'error') return state.error.code === 'VIDEO_FAILED' || isStatusUnknown(state);
  return state.status === 'processing' || state.status === 'ready';
}

/**
 * Computes whether a form with an upload in this state may be submitted: not while bytes are missing, and not without a
 * video if one is required.
 */
export function validityOf(state: UploadState, required: boolean, words: UploadWords): UploadValidity {
  switch (state.status) {
    case 'processing':
    case 'ready':
      return { flags: {}, message: '' };
    case 'checking':
    case 'uploading':
      return { flags: { customError: true }, message: words.unfinished };
    case 'paused':
      return { flags: { customError: true }, message: words.unresumed };
    case 'error':
      if (isStatusUnknown(state)) return { flags: {}, message: '' };
      return { flags: { customError: true }, message: words.failed };
    default:
      return required ? { flags: { valueMissing: true }, message: words.required } : { flags: {}, message: '' };
  }
}

/**
 * Computes the validity of several uploads: the first invalid one decides. A resumable upload does not count as a
 * video.
 */
export function validityOfAll(states: readonly UploadState[], required: boolean, words: UploadWords): UploadValidity {
  const bad = states.find((state) => validityOf(state, false, words).message !== '');
  const hasVideo = states.some((state) => uidOf(state) !== '');
  return validityOf(bad ?? EMPTY_UPLOAD, required && !bad && !hasVideo, words);
}

/**
 * Sets the video on the player with that id, in the same document or shadow root: as an attribute, because the player
 * may not be defined yet. Done when the video can be played or, if nothing tells when that is, when it is sent.
 *
 * @param keep - Leaves a player alone that already has a video.
 */
export function handOverVideo(
  from: Element,
  playerId: string,
  state: UploadState,
  { keep }: { readonly keep: boolean },
): void {
  const isDue = state.status === 'ready' || (state.status === 'processing' && !state.watched);
  const root = from.getRootNode();
  if (!isDue || !playerId || !(root instanceof Document || root instanceof ShadowRoot)) return;
  const player = root.getElementById(playerId);
  if (player && !(keep && player.getAttribute('src'))) player.setAttribute('src', state.uid);
}

/**
 * Public information about one file of an uploader.
 *
 * @since 0.1.0
 */
export interface UploadItemInfo {
  /** Id for methods such as `pause()`; also in the `detail` of events. */
  readonly id: string;
  readonly state: UploadState;
  readonly progress: UploadProgressInfo | null;
  /** The file, while this page has it. */
  readonly file: File | null;
  /** Facts read from the file before the upload; `null` if it has not been read. */
  readonly media: UploadMedia | null;
}

/** Copies the public facts of an item. */
export function itemInfoOf({ id, state, file, media }: Omit<UploadItemInfo, 'progress'>): UploadItemInfo {
  return { id, state, file, media, progress: progressInfoOf([state]) };
}
