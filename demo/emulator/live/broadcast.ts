import type { BroadcastRecord } from '../records/broadcast-record.js';
import type { VideoRecord } from '../records/video-record.js';
import type { Feed } from './feed.js';
import type { FeedTrack } from './feed-track.js';
import { SEGMENT_TYPE } from './fmp4/write-fragment.js';
import { Timeline, type Position, type Stretch } from './timeline.js';

/** A track of a broadcast, by the name of its rendition. */
export interface TrackName {
  readonly track: 'video' | 'audio';
  readonly rendition: string;
}

/**
 * State of a broadcast at a given time: what was shown follows from its start and the time, so a clock advanced by a
 * test moves it on.
 */
export class Broadcast {
  readonly video: VideoRecord;
  readonly record: BroadcastRecord;
  readonly feed: Feed;
  readonly timeline: Timeline;
  readonly #now: () => number;

  constructor(video: VideoRecord, record: BroadcastRecord, feed: Feed, now: () => number) {
    this.video = video;
    this.record = record;
    this.feed = feed;
    this.#now = now;
    const { segmentSeconds, partSeconds, endSeconds } = record;
    this.timeline = new Timeline(feed.period, feed.keyFrames, segmentSeconds, partSeconds, endSeconds ?? Infinity);
  }

  get hasEnded(): boolean {
    return this.record.endSeconds !== null;
  }

  /** Seconds that were fed up to now. */
  get elapsed(): number {
    const { startedAtMs, pauses, pausedAtMs } = this.record;
    const lost = pauses.reduce((sum, { ms }) => sum + ms, 0);
    return ((pausedAtMs ?? this.#now()) - startedAtMs - lost) / 1000;
  }

  get position(): Position {
    return this.timeline.positionAt(this.elapsed);
  }

  /** Milliseconds since the epoch at which a moment of the broadcast was fed. */
  wallClock(seconds: number): number {
    const { startedAtMs, pauses } = this.record;
    const lost = pauses.reduce((sum, { atSeconds, ms }) => sum + (atSeconds <= seconds ? ms : 0), 0);
    return Math.round(startedAtMs + seconds * 1000 + lost);
  }

  /** How long a stretch really is in a track, whose frames do not end where segments do. */
  secondsOf({ track, rendition }: TrackName, { start, end }: Stretch): number {
    return this.#trackOf({ track, rendition })?.secondsBetween(start, end, this.feed.period) ?? 0;
  }

  init(name: TrackName): Promise<Buffer> | undefined {
    return this.#trackOf(name)?.initSegment();
  }

  /** A whole segment, which is its parts one behind the other; nothing before it is complete. */
  async segment(name: TrackName, number: number): Promise<Buffer | undefined> {
    if (number < 1 || number > this.position.segments) return undefined;
    const parts = this.timeline.parts(number);
    const fragments = await Promise.all(parts.map((part, index) => this.#fragment(name, part, number, index)));
    return fragments.includes(undefined) ? undefined : Buffer.concat(fragments.filter((bytes) => bytes !== undefined));
  }

  /** A part of a segment; nothing before it is there. */
  async part(name: TrackName, number: number, index: number): Promise<Buffer | undefined> {
    const { segments, parts } = this.position;
    if (number < 1 || number > segments + 1 || (number === segments + 1 && index >= parts)) return undefined;
    const part = this.timeline.parts(number)[index];
    return part && this.#fragment(name, part, number, index);
  }

  async #fragment(name: TrackName, part: Stretch, number: number, index: number): Promise<Buffer | undefined> {
    const end = Math.min(part.end, this.timeline.segment(number).end);
    // Far more numbers than a segment has parts, so that they rise.
    const bytes = await this.#trackOf(name)?.fragment(part.start, end, this.feed.period, number * 256 + index);
    return bytes && index === 0 ? Buffer.concat([SEGMENT_TYPE, bytes]) : bytes;
  }

  #trackOf({ track, rendition }: TrackName): FeedTrack | undefined {
    return this.feed[track].get(rendition);
  }
}
