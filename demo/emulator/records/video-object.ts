import type { VideoRecord } from './video-record.js';

/** A video as the API and the webhook show it, keys in the order of Cloudflare's samples. */
export function toVideoObject(record: VideoRecord, origin: string): Record<string, unknown> {
  const base = `${origin}/${record.uid}`;
  const encoded = record.renditions !== null;
  return {
    uid: record.uid,
    creator: record.creator,
    thumbnail: `${base}/thumbnails/thumbnail.jpg`,
    thumbnailTimestampPct: record.thumbnailTimestampPct,
    // Missing in Cloudflare's responses during a broadcast.
    ...(record.status.state === 'live-inprogress' ? {} : { readyToStream: encoded }),
    readyToStreamAt: record.readyToStreamAt,
    status: record.status,
    meta: record.meta,
    created: record.created,
    modified: record.modified,
    scheduledDeletion: record.scheduledDeletion,
    size: record.size,
    preview: `${base}/watch`,
    allowedOrigins: record.allowedOrigins,
    requireSignedURLs: record.requireSignedURLs,
    uploaded: record.uploaded,
    uploadExpiry: record.uploadExpiry,
    maxSizeBytes: null,
    maxDurationSeconds: record.maxDurationSeconds,
    duration: record.duration,
    input: record.input,
    playback: { hls: `${base}/manifest/video.m3u8`, dash: `${base}/manifest/video.mpd` },
    watermark: record.watermark,
    ...(record.liveInput === undefined ? {} : { liveInput: record.liveInput }),
    clippedFrom: record.clip?.from ?? null,
    publicDetails: record.publicDetails ?? null,
  };
}
