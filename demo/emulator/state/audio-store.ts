import { join } from 'node:path';
import type { AudioTrack } from '../records/audio-track.js';
import type { Renditions } from '../records/renditions.js';
import type { VideoRecord } from '../records/video-record.js';
import type { VideoStore } from './video-store.js';

/** The sounds that were added to a video, in the order they came. */
export function listAudioTracks({ audioTracks = [] }: VideoRecord): readonly AudioTrack[] {
  return audioTracks;
}

/** Returns the renditions of a video, including added audio tracks that are ready. */
export function withAddedAudio(record: VideoRecord, renditions: Renditions): Renditions {
  const addedAudio = listAudioTracks(record).flatMap(({ rendition, label, default: isDefault }) =>
    rendition ? [{ ...rendition, label, isDefault }] : [],
  );
  return addedAudio.length > 0 ? { ...renditions, addedAudio } : renditions;
}

/** Returns the folder of an added audio track: `original` as received, and its segments. */
export function audioFolder({ videos }: { readonly videos: VideoStore }, uid: string, track: string): string {
  return join(videos.dirOf(uid), 'audio', track);
}

/** Updates one added audio track of a video, unless it was deleted meanwhile. */
export function updateAudioTrack(
  { videos }: { readonly videos: VideoStore },
  uid: string,
  track: string,
  change: Partial<AudioTrack>,
): Promise<void> {
  return videos.update(uid, (record) => ({
    audioTracks: listAudioTracks(record).map((one) => (one.uid === track ? { ...one, ...change } : one)),
  }));
}
