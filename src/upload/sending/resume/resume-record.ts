import { asRecord } from '../../../shared/json.js';
import { toFileInfo, type FileInfo } from '../../file/file-identity.js';
import { MAX_CHUNK_BYTES } from '../../model/limits.js';
import { isUploadUid } from '../../model/upload-state.js';
import { MAX_URL } from '../upload-endpoint.js';
import { TRANSPORT_NAMES, type TransportName } from '../transports/registry.js';

/**
 * Lifetime of a half-sent upload's record, in milliseconds (24 h). Stream documents no limit; a dashboard upload
 * expires after this time.
 */
export const RESUME_LIFETIME_MS = 24 * 60 * 60_000;

/** How long a finished upload is remembered, in milliseconds, for a second tab that waited for it. */
const SENT_LIFETIME_MS = 10 * 60_000;

/** How many half-sent uploads are remembered at most, over all pages of the site, and as many finished ones. */
const MAX_RECORDS = 50;

/**
 * Record by which an upload can go on after a reload. The upload URL is a secret: whoever has it may
 * send bytes.
 */
export interface ResumeRecord {
  /** {@link resumeKey} of the two that follow. */
  readonly key: string;
  /** Name of the uploader it belongs to. */
  readonly scope: string;
  /** `fingerprintOf` the file. */
  readonly fingerprint: string;
  readonly uploadURL: string;
  readonly uid: string;
  /** How it is sent; records of earlier versions do not say. */
  readonly protocol?: TransportName;
  readonly file: FileInfo;
  /** Bytes the server has acknowledged, as far as is known. */
  readonly sentBytes: number;
  /** The most bytes that the upload URL was given, acknowledged or not; records of earlier versions do not say. */
  readonly handedBytes?: number;
  /** Whether its file was changed, or could no longer be read: one with another date is another file then. */
  readonly changed?: boolean;
  /** Whether more than one page has gone on with it: then none of them may have its video deleted. */
  readonly shared?: boolean;
  /** Whether every byte is there. Then it is kept only for other tabs that wait to send the same file. */
  readonly sent: boolean;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Handle that opens the file again after a reload (`FileSystemFileHandle`), where the browser gives one. */
  readonly handle?: object | undefined;
  /** When the upload URL stops working, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Makes the name under which an upload is remembered and locked. It holds no URL. */
export function resumeKey(scope: string, fingerprint: string): string {
  return `${scope} ${fingerprint}`;
}

/** Gives the most bytes that the upload URL was given: more the server cannot have. */
export function handedBytesOf({ handedBytes, sentBytes }: ResumeRecord): number {
  // Where it is not written, a chunk of any size may have been on its way.
  return Math.max(sentBytes, handedBytes ?? sentBytes + MAX_CHUNK_BYTES);
}

/**
 * Reads what was kept; gives `undefined` where it is no record that an upload can go on with: of another version, of
 * somebody else, or damaged.
 */
export function parseResumeRecord(kept: unknown): ResumeRecord | undefined {
  const record = asRecord(kept);
  const file = asRecord(record?.file);
  if (!record || !file || !isFileInfo(file)) return undefined;
  const { key, scope, fingerprint, uploadURL, uid, protocol, sentBytes, sent, updatedAt, expiresAt, handle } = record;
  const { handedBytes, changed, shared } = record;
  if (typeof scope !== 'string' || typeof fingerprint !== 'string' || typeof key !== 'string') return undefined;
  if (!isUploadUid(uid) || typeof sent !== 'boolean' || !isUploadUrl(uploadURL, sent)) return undefined;
  if (!isCount(sentBytes) || sentBytes > file.size || !Number.isFinite(updatedAt) || !Number.isFinite(expiresAt))
    return undefined;
  const known = TRANSPORT_NAMES.find((name) => name === protocol);
  if (protocol !== undefined && !known) return undefined;
  return {
    key,
    scope,
    fingerprint,
    uploadURL,
    uid,
    ...(known && { protocol: known }),
    file: toFileInfo(file),
    sentBytes,
    ...(isCount(handedBytes) && { handedBytes }),
    ...(changed === true && { changed }),
    ...(shared === true && { shared }),
    sent,
    updatedAt: updatedAt as number,
    ...(asRecord(handle) && { handle: handle as object }),
    expiresAt: expiresAt as number,
  };
}

function isFileInfo(file: Record<string, unknown>): file is Record<string, unknown> & FileInfo {
  const { name, size, type, lastModified } = file;
  return typeof name === 'string' && isCount(size) && typeof type === 'string' && Number.isFinite(lastModified);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** What is sent has no URL any more. */
function isUploadUrl(value: unknown, isSent: boolean): value is string {
  return typeof value === 'string' && (isSent || /^https?:\/\//.test(value)) && value.length <= MAX_URL;
}

/** Whether a record is about the file as it was before it was changed: nothing may be added to what was sent of it. */
export function isOutdated({ changed, file }: ResumeRecord, { lastModified }: Pick<FileInfo, 'lastModified'>): boolean {
  return changed === true && file.lastModified !== lastModified;
}

/** Whether a record is still of use. */
export function isLive(record: ResumeRecord, nowMs: number): boolean {
  // One from the future was written by a clock that was wrong: it would never be over.
  const age = Math.abs(nowMs - record.updatedAt);
  // Who made a shared one may have its page open for long.
  if (record.sent) return age < (record.shared ? RESUME_LIFETIME_MS : SENT_LIFETIME_MS);
  return nowMs < record.expiresAt && age < RESUME_LIFETIME_MS;
}

/**
 * Gives the records to delete: those that are over, and the oldest beyond the number that is kept. Finished ones do not
 * push out what is only half sent.
 */
export function recordsToForget(records: readonly ResumeRecord[], nowMs: number): ResumeRecord[] {
  const newestFirst = [...records].sort((a, b) => b.updatedAt - a.updatedAt);
  const live = newestFirst.filter((record) => isLive(record, nowMs));
  const kept = new Set(
    [true, false].flatMap((isSent) => live.filter(({ sent }) => sent === isSent).slice(0, MAX_RECORDS)),
  );
  return records.filter((record) => !kept.has(record));
}
