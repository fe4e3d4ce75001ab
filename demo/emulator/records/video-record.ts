import { toTimestamp } from '../shared/time.js';
import type { AudioTrack } from './audio-track.js';
import type { BroadcastRecord } from './broadcast-record.js';
import type { Caption } from './caption.js';
import type { Download, DownloadKind } from './download.js';
import type { Renditions } from './renditions.js';

/**
 * The states of a video that was uploaded or is being broadcast.
 *
 * @see https://developers.cloudflare.com/api/resources/stream/
 */
export type VideoState = (typeof VIDEO_STATES)[number];

/** All of {@link VideoState}. */
export const VIDEO_STATES = [
  'pendingupload',
  'downloading',
  'queued',
  'inprogress',
  'ready',
  'error',
  'live-inprogress',
] as const;

/**
 * Stream's error codes for failed videos.
 *
 * @see https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/
 */
export type EncodeErrorCode =
  | 'ERR_NON_VIDEO'
  | 'ERR_MALFORMED_VIDEO'
  | 'ERR_DURATION_TOO_SHORT'
  | 'ERR_DURATION_EXCEED_CONSTRAINT'
  | 'ERR_FETCH_ORIGIN_ERROR'
  | 'ERR_UNKNOWN';

/** `status` of a video; `pctComplete` is a string, as Stream's is. */
export interface VideoStatus {
  readonly state: VideoState;
  readonly step?: 'encoding' | 'manifest';
  readonly pctComplete?: string;
  readonly errorReasonCode: EncodeErrorCode | '';
  readonly errorReasonText: string;
}

/** Options of the video in a request for an upload. */
export interface VideoOptions {
  readonly creator: string | null;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly requireSignedURLs: boolean;
  readonly allowedOrigins: readonly string[];
  readonly thumbnailTimestampPct: number;
  readonly scheduledDeletion: string | null;
  readonly maxDurationSeconds: number | null;
  readonly watermark: { readonly uid: string } | null;
  /** When the upload URL ends, in milliseconds since the epoch. */
  readonly expiresAt: number | null;
}

/**
 * Details for players to show with a video.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/player-enhancements/
 */
export interface PublicDetails {
  readonly title: string | null;
  readonly share_link: string | null;
  readonly channel_link: string | null;
  readonly logo: string | null;
}

/** Stored data of a video. Named as in the API, if part of it. */
export interface VideoRecord {
  readonly uid: string;
  readonly creator: string | null;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly created: string;
  readonly modified: string;
  readonly uploaded: string | null;
  readonly uploadExpiry: string | null;
  readonly requireSignedURLs: boolean;
  readonly allowedOrigins: readonly string[];
  readonly thumbnailTimestampPct: number;
  readonly scheduledDeletion: string | null;
  readonly maxDurationSeconds: number | null;
  readonly watermark: { readonly uid: string } | null;
  /** Bytes of the upload; 0 until it is there. */
  readonly size: number;
  /** Seconds; -1 while unknown. */
  readonly duration: number;
  /** Pixels; -1 while unknown. */
  readonly input: { readonly width: number; readonly height: number };
  readonly status: VideoStatus;
  readonly readyToStreamAt: string | null;
  /** How the file arrives; `bytes` is the size announced by a tus upload, `url` the source of a copy. */
  readonly upload: {
    readonly kind: 'tus' | 'form' | 'copy' | 'live';
    readonly bytes: number | null;
    readonly url?: string;
  };
  readonly renditions: Renditions | null;
  readonly publicDetails?: PublicDetails | null;
  /** The input that it came through; only of broadcasts and their recordings. */
  readonly liveInput?: string;
  /** Only of broadcasts and their recordings. */
  readonly broadcast?: BroadcastRecord;
  /** Only of clips: which part of which video it is. */
  readonly clip?: { readonly from: string; readonly startSeconds: number; readonly endSeconds: number };
  readonly captions?: readonly Caption[];
  /** Beside its own sound, in the order they came. */
  readonly audioTracks?: readonly AudioTrack[];
  readonly downloads?: Readonly<Partial<Record<DownloadKind, Download>>>;
  /** Whether the webhook has yet to be told of its end: kept, so that a crash in between loses nothing. */
  readonly webhookDue: boolean;
}

/**
 * A video that waits for its file.
 *
 * @param nowMs milliseconds since the epoch
 */
export function newVideoRecord(
  uid: string,
  options: VideoOptions,
  upload: VideoRecord['upload'],
  nowMs: number,
): VideoRecord {
  const { expiresAt, ...rest } = options;
  return {
    uid,
    ...rest,
    created: toTimestamp(nowMs),
    modified: toTimestamp(nowMs),
    uploaded: null,
    uploadExpiry: expiresAt === null ? null : toTimestamp(expiresAt),
    size: 0,
    duration: -1,
    input: { width: -1, height: -1 },
    status: { state: 'pendingupload', errorReasonCode: '', errorReasonText: '' },
    readyToStreamAt: null,
    upload,
    renditions: null,
    webhookDue: false,
  };
}
