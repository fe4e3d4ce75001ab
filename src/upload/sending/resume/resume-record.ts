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

/** Lifetime of a finished upload's record, in milliseconds, for a second tab that waits for it. */
const SENT_LIFETIME_MS = 10 * 60_000;

/** Most half-sent uploads that are stored, over all pages of the site, and most finished ones. */
const MAX_RECORDS = 50;

/** Record with which an upload can resume after a reload. The upload URL is a secret: whoever has it may send bytes. */
export interface ResumeRecord {
  /** {@link resumeKey} of scope and fingerprint. */
  readonly key: string;
  /** Scope of the uploader that it belongs to. */
  readonly scope: string;
  /** `fingerprintOf` the file. */
  readonly fingerprint: string;
  readonly uploadURL: string;
  readonly uid: string;
  /** Transport; missing in records of earlier versions. */
  readonly protocol?: TransportName;
  readonly file: FileInfo;
  /** Bytes that the server has acknowledged, as far as is known. */
  readonly sentBytes: number;
  /** Most bytes that were sent to the upload URL, acknowledged or not; missing in records of earlier versions. */
  readonly handedBytes?: number;
  /** Whether the file has changed or become unreadable: a file with another date is another file then. */
  readonly changed?: boolean;
  /** Whether several pages have resumed it: then none of them may have its video deleted. */
  readonly shared?: boolean;
  /** Whether it has been sent in full. Then it is kept only for other tabs that wait to send the same file. */
  readonly sent: boolean;
  /** Time of the last update, in milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Handle that reopens the file after a reload (`FileSystemFileHandle`), if the browser provides one. */
  readonly handle?: object | undefined;
  /** Expiry of the upload URL, in milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Returns the key under which an upload is stored and locked. Contains no URL. */
export function resumeKey(scope: string, fingerprint: string): string {
  return `${scope} ${fingerprint}`;
}

/** Returns the most bytes that the server can have. */
export function handedBytesOf({ handedBytes, sentBytes }: ResumeRecord): number {
  // If unknown, a chunk of any size may have been in flight.
  return Math.max(sentBytes, handedBytes ?? sentBytes + MAX_CHUNK_BYTES);
}

/** Parses a stored record; `undefined` if an upload cannot resume with it: of another version, foreign, or damaged. */
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

/** Validates an upload URL. The record of a finished upload has no URL. */
function isUploadUrl(value: unknown, isSent: boolean): value is string {
  return typeof value === 'string' && (isSent || /^https?:\/\//.test(value)) && value.length <= MAX_URL;
}

/** Tells whether a record is about a file before it was changed: its bytes must not be mixed with the new ones. */
export function isOutdated({ changed, file }: ResumeRecord, { lastModified }: Pick<FileInfo, 'lastModified'>): boolean {
  return changed === true && file.lastModified !== lastModified;
}

/** Tells whether a record is still usable. */
export function isLive(record: ResumeRecord, nowMs: number): boolean {
  // A time in the future was written by a wrong clock: such a record would never expire.
  const age = Math.abs(nowMs - record.updatedAt);
  // The page that created a shared upload may stay open for long.
  if (record.sent) return age < (record.shared ? RESUME_LIFETIME_MS : SENT_LIFETIME_MS);
  return nowMs < record.expiresAt && age < RESUME_LIFETIME_MS;
}

/**
 * Returns the records to delete: expired ones, and the oldest beyond the limit. Finished uploads do not displace
 * half-sent ones.
 */
export function recordsToForget(records: readonly ResumeRecord[], nowMs: number): ResumeRecord[] {
  const newestFirst = [...records].sort((a, b) => b.updatedAt - a.updatedAt);
  const live = newestFirst.filter((record) => isLive(record, nowMs));
  const kept = new Set(
    [true, false].flatMap((isSent) => live.filter(({ sent }) => sent === isSent).slice(0, MAX_RECORDS)),
  );
  return records.filter((record) => !kept.has(record));
}
