import { createHash } from 'node:crypto';
import type { Rendition, Renditions } from '../records/renditions.js';
import type { Caption } from '../records/caption.js';
import type { VideoRecord } from '../records/video-record.js';

/** A rendition that has a media playlist. */
export interface Child {
  readonly track: 'video' | 'audio';
  readonly rendition: Rendition;
}

/**
 * Returns the name of a media playlist in Cloudflare's form, `stream_t<32 hex>_r<digits>.m3u8`: constant for an
 * encoding and, for a recording, the same as while live, so that viewers at the end stay with it.
 */
export function childName(record: VideoRecord, { track, rendition }: Child): string {
  return nameOf(record, track, rendition.name);
}

/** Name of the playlist of captions. */
export function subtitlesName(record: VideoRecord, { language }: Pick<Caption, 'language'>): string {
  return nameOf(record, 'text', language);
}

function nameOf(record: VideoRecord, track: string, name: string): string {
  const hash = createHash('sha256').update(`${record.uid}/${track}/${name}`).digest('hex').slice(0, 32);
  const revision = record.broadcast?.startedAtMs ?? Date.parse(record.readyToStreamAt ?? record.created);
  return `stream_t${hash}_r${revision}.m3u8`;
}

/** Lists video first, then audio: the video's own, then added tracks. */
export function listChildren({ video, audio, addedAudio = [] }: Renditions): Child[] {
  return [
    ...video.map((rendition) => ({ track: 'video' as const, rendition })),
    ...[...(audio ? [audio] : []), ...addedAudio].map((rendition) => ({ track: 'audio' as const, rendition })),
  ];
}

/** The rendition whose playlist has this name, or nothing. */
export function findChild(record: VideoRecord, renditions: Renditions, name: string): Child | undefined {
  return listChildren(renditions).find((child) => childName(record, child) === name);
}
