import { join } from 'node:path';
import type { Renditions } from '../records/renditions.js';
import { FeedTrack } from './feed-track.js';
import { isSync } from './fmp4/read-samples.js';

/** An encoded video as something that never ends. */
export interface Feed {
  readonly renditions: Renditions;
  /** Length of a round in seconds. */
  readonly period: number;
  /** When decoding can begin in a round, in seconds. */
  readonly keyFrames: readonly number[];
  readonly video: ReadonlyMap<string, FeedTrack>;
  readonly audio: ReadonlyMap<string, FeedTrack>;
}

/** Reads the renditions of a ready video. */
export async function openFeed(mediaDir: string, renditions: Renditions): Promise<Feed> {
  const video = new Map<string, FeedTrack>();
  for (const { name, segments } of renditions.video) {
    video.set(name, await FeedTrack.open(join(mediaDir, 'video', name), segments.length, false));
  }
  const audio = new Map<string, FeedTrack>();
  if (renditions.audio) {
    const { name, segments } = renditions.audio;
    audio.set(name, await FeedTrack.open(join(mediaDir, 'audio', name), segments.length, true));
  }
  // Every quality has its key frames at the same times.
  const [first] = video.values();
  if (!first) throw new Error('A ready video has no rendition.');
  const keyFrames = first.list().flatMap(({ sample, start }) => (isSync(sample) ? [start] : []));
  return { renditions, period: first.seconds, keyFrames, video, audio };
}
