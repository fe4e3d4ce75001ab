import type { Broadcasts } from '../live/broadcasts.js';
import type { Renditions } from '../records/renditions.js';
import { withAddedAudio } from '../state/audio-store.js';
import type { Broadcast } from '../live/broadcast.js';
import type { LiveInputRecord } from '../records/live-input-record.js';
import type { VideoRecord } from '../records/video-record.js';
import type { KeyStore } from '../state/key-store.js';
import type { LiveInputStore } from '../state/live-input-store.js';
import type { Settings } from '../state/settings.js';
import type { VideoStore } from '../state/video-store.js';
import { AccessError, NotEncodedError } from './access-error.js';
import { checkAccessRules } from './access-rules.js';
import { checkAllowedOrigins } from './allowed-origins.js';
import { verifyPlaybackToken, type PlaybackToken } from './playback-token.js';
import type { Visitor } from './visitor.js';

/** Visitor with access to the object of a path. */
export interface Visit {
  /** Token or uid in the path. */
  readonly id: string;
  readonly token: PlaybackToken | null;
  /** The video, or the input, that the uid is of. */
  readonly of: { readonly video: VideoRecord } | { readonly input: LiveInputRecord };
}

/** Something that can be played, and for whom. */
export interface Admission {
  readonly record: VideoRecord;
  readonly renditions: Renditions;
  /** Token or uid in the path. */
  readonly id: string;
  /** Expiry of the token, in seconds since the epoch; `null` for a public video requested by its uid. */
  readonly expiresAt: number | null;
  /** Broadcast that is live or has just ended. */
  readonly broadcast: Broadcast | null;
}

/** Dependencies of access control and of finding playable videos. */
export interface AccessContext {
  readonly videos: VideoStore;
  readonly liveInputs: LiveInputStore;
  readonly live: Broadcasts;
  readonly keys: KeyStore;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Checks access by the first part of a delivery path: a uid or a token.
 *
 * @throws {AccessError} 401 without a good token or where a rule blocks, 403 for a page that is not allowed, 404 for
 * what does not exist.
 */
export function admit(context: AccessContext, id: string, visitor: Visitor): Visit {
  const { videos, liveInputs, keys, settings } = context;
  const token = id.includes('.') ? verifyPlaybackToken(id, (kid) => keys.publicKey(kid), context.now() / 1000) : null;
  const uid = token?.uid ?? id;
  const [video, input] = [videos.get(uid), liveInputs.get(uid)];
  const of = video ? { video } : input ? { input } : undefined;
  if (!of) throw new AccessError(404, '404 not found');
  const { requireSignedURLs, allowedOrigins } = 'video' in of ? of.video : of.input.recording;
  if (!token && requireSignedURLs) throw new AccessError(401, '401 unauthorized a signed token is required');
  if (token) checkAccessRules(token.accessRules, visitor);
  checkAllowedOrigins(allowedOrigins, visitor, settings);
  return { id, token, of };
}

/**
 * Finds the playable video for a visitor.
 *
 * @throws {AccessError} 204 where an input shows nothing, 404 before a video is encoded, 424 when that failed.
 */
export async function findPlayable(context: AccessContext, { id, token, of }: Visit): Promise<Admission> {
  const who = { id, expiresAt: token?.expiresAt ?? null };
  if ('input' in of) {
    const broadcast = await context.live.ofInput(of.input);
    if (!broadcast || broadcast.position.segments === 0) throw new AccessError(204);
    return { ...who, record: broadcast.video, renditions: broadcast.feed.renditions, broadcast };
  }
  const { video: record } = of;
  if (record.status.state === 'error') throw new AccessError(424, '424 the video could not be encoded');
  if (record.renditions)
    return { ...who, record, renditions: withAddedAudio(record, record.renditions), broadcast: null };
  const broadcast = await context.live.ofVideo(record.uid);
  if (!broadcast) throw new NotEncodedError();
  if (broadcast.position.segments === 0) throw new AccessError(204);
  return { ...who, record, renditions: broadcast.feed.renditions, broadcast };
}
