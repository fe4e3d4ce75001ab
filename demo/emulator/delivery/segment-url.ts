import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from '../state/account.js';
import type { Settings } from '../state/settings.js';
import { AccessError } from './access-error.js';
import type { Admission } from './access.js';

/** A file of a rendition. */
export interface SegmentPath {
  readonly track: 'video' | 'audio' | 'text';
  /** Of text: its language. */
  readonly rendition: string;
  /** `init.mp4`, `seg_<n>.mp4`, `seg_<n>_part_<i>.mp4`, `seg_<n>.vtt`, or `all.vtt` for DASH. */
  readonly file: string;
}

interface Payload {
  readonly videoID: string;
  /** Seconds since the epoch; only where segments end with their token. */
  readonly exp?: number;
  /** Whether the file has to be asked for under a token. */
  readonly tokenRequired?: boolean;
}

/** Dependencies of creating and checking segment URLs. */
export interface SegmentUrlContext {
  readonly account: Account;
  readonly settings: Settings;
  readonly segmentSeconds: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Builds the URL of a file, relative to a playlist: below the uid or, depending on the setting, the token, with
 * Cloudflare's `p` (the file) and `s` (our signature).
 */
export function segmentUrl(context: SegmentUrlContext, admission: Admission, path: SegmentPath): string {
  const { segmentAccess } = context.settings;
  const { record, id, expiresAt } = admission;
  const underToken = segmentAccess === 'token-path' && expiresAt !== null;
  const payload = {
    type: path.file === 'init.mp4' ? 'init' : 'segment',
    videoID: record.uid,
    ownerID: context.account.accountId,
    creatorID: record.creator ?? '',
    segmentDurationSecs: context.segmentSeconds,
    storageProvider: 'local',
    track: path.track,
    rendition: path.rendition,
    muxing: path.track === 'text' ? 'webvtt' : 'fmp4',
    ...(segmentAccess === 'strict' && expiresAt !== null ? { exp: expiresAt } : {}),
    ...(underToken ? { tokenRequired: true } : {}),
  };
  const p = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const s = signature(context, path, p).toString('base64url');
  return `../../${underToken ? id : record.uid}/${path.track}/${path.rendition}/${path.file}?p=${p}&s=${s}`;
}

/**
 * Checks the URL of a file and returns the uid of its video.
 *
 * @param admission who asks, where the path begins with a token
 * @throws {AccessError} 403 for an altered or ended address, 401 where a token is needed.
 */
export function checkSegmentUrl(
  context: SegmentUrlContext,
  id: string,
  path: SegmentPath,
  query: { readonly p: string | undefined; readonly s: string | undefined },
): string {
  const given = Buffer.from(query.s ?? '', 'base64url');
  const expected = signature(context, path, query.p ?? '');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AccessError(403, '403 forbidden wrong signature');
  }
  const payload = JSON.parse(Buffer.from(query.p ?? '', 'base64url').toString('utf8')) as Payload;
  if (payload.exp !== undefined && payload.exp <= context.now() / 1000) {
    throw new AccessError(403, '403 forbidden the segment address has expired');
  }
  if (payload.tokenRequired && id === payload.videoID) {
    throw new AccessError(401, '401 unauthorized a signed token is required');
  }
  return payload.videoID;
}

function signature(context: SegmentUrlContext, { track, rendition, file }: SegmentPath, p: string): Buffer {
  return createHmac('sha256', context.account.secret).update(`segment:${track}/${rendition}/${file}?${p}`).digest();
}
