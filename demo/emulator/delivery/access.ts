import type { StreamContext } from '../context.js';
import type { Renditions } from '../encode/renditions.js';
import type { VideoRecord } from '../state/video-record.js';
import { AccessError } from './access-error.js';
import { verifyPlaybackToken } from './playback-token.js';

/**
 * Someone who may watch a video that can be watched.
 *
 * @since 0.1.0
 */
export interface Admission {
  readonly record: VideoRecord;
  readonly renditions: Renditions;
  /** What stood in the path: the token or the uid. */
  readonly id: string;
  /** End of the token in seconds since the epoch; `null` for a public video asked for by its uid. */
  readonly expiresAt: number | null;
}

/**
 * Decides about the first part of a delivery path, which is a uid or, in its place, a token.
 *
 * @throws {AccessError} 401 without a good token, 404 before the video is encoded, 424 when that failed.
 * @since 0.1.0
 */
export function admit(context: StreamContext, id: string): Admission {
  const token = id.includes('.') ? verifyPlaybackToken(id, (kid) => context.keys.publicKey(kid), context.now() / 1000) : null;
  const record = context.videos.get(token?.uid ?? id);
  if (!record) throw new AccessError(404, '404 not found');
  if (!token && record.requireSignedURLs) throw new AccessError(401, '401 unauthorized a signed token is required');
  if (record.status.state === 'error') throw new AccessError(424, '424 the video could not be encoded');
  if (!record.renditions) throw new AccessError(404, '404 the video is not encoded yet');
  return { record, renditions: record.renditions, id, expiresAt: token?.expiresAt ?? null };
}
