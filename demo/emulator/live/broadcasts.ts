import { randomBytes } from 'node:crypto';
import type { EncodeQueue } from '../encode/encode-queue.js';
import type { BroadcastRecord } from '../records/broadcast-record.js';
import type { LiveInputRecord } from '../records/live-input-record.js';
import { newVideoRecord, type VideoRecord } from '../records/video-record.js';
import { toTimestamp } from '../shared/time.js';
import type { LiveInputStore } from '../state/live-input-store.js';
import type { VideoStore } from '../state/video-store.js';
import { Broadcast } from './broadcast.js';
import { openFeed, type Feed } from './feed.js';
import { Timeline } from './timeline.js';

const DAY_MS = 86_400_000;

/** Options of a broadcast. */
export interface BroadcastOptions {
  /** A ready video. */
  readonly sourceUid: string;
  readonly segmentSeconds: number;
  readonly partSeconds: number;
  readonly windowSeconds: number;
  /** Segments that are there at once, as if it had begun a while ago. */
  readonly leadSegments: number;
}

/** Dependencies of broadcasts. */
export interface BroadcastContext {
  readonly videos: VideoStore;
  readonly liveInputs: LiveInputStore;
  readonly queue: EncodeQueue;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Broadcasts of the account's inputs. All that is known of them is kept with their videos, so they outlive a restart.
 */
export class Broadcasts {
  readonly #context: BroadcastContext;
  readonly #feeds = new Map<string, Promise<Feed>>();

  constructor(context: BroadcastContext) {
    this.#context = context;
  }

  /** Returns the broadcast of a video, if it is live or its recording is not ready yet. */
  async ofVideo(uid: string): Promise<Broadcast | undefined> {
    const video = this.#context.videos.get(uid);
    if (!video?.broadcast) return undefined;
    const feed = await this.#feedOf(video.broadcast.sourceUid);
    return feed && new Broadcast(video, video.broadcast, feed, this.#context.now);
  }

  /** The broadcast that an input shows now. */
  async ofInput(input: LiveInputRecord): Promise<Broadcast | undefined> {
    await this.#endForgotten(input);
    const broadcast = input.videoUid === null ? undefined : await this.ofVideo(input.videoUid);
    return broadcast?.hasEnded ? undefined : broadcast;
  }

  /** Starts feeding an input, or resumes a broadcast whose encoder was away. */
  async start(input: LiveInputRecord, options: BroadcastOptions): Promise<VideoRecord | undefined> {
    const { videos, liveInputs, now } = this.#context;
    const current = await this.ofInput(input);
    if (current) return this.#resume(input, current);
    if (input.recording.mode === 'off') {
      await liveInputs.update(input.uid, { status: 'connected', videoUid: null });
      return undefined;
    }
    const feed = await this.#feedOf(options.sourceUid);
    if (!feed) throw new TypeError('The video to be fed is not ready.');
    const { leadSegments, ...rest } = options;
    const timeline = new Timeline(feed.period, feed.keyFrames, options.segmentSeconds, options.partSeconds);
    const lead = leadSegments > 0 ? timeline.segment(leadSegments).end : 0;
    const broadcast: BroadcastRecord = {
      ...rest,
      startedAtMs: now() - Math.ceil(lead * 1000),
      pauses: [],
      pausedAtMs: null,
      endSeconds: null,
      lowLatency: input.preferLowLatency,
    };
    const uid = randomBytes(16).toString('hex');
    await videos.create(newRecording(uid, input, broadcast, now()));
    await liveInputs.update(input.uid, { status: 'connected', videoUid: uid });
    return videos.get(uid);
  }

  /** Ends a broadcast; what was shown becomes a recording. */
  async stop(input: LiveInputRecord, status: LiveInputRecord['status'] = 'client_disconnect'): Promise<void> {
    const { videos, liveInputs, queue, now } = this.#context;
    const broadcast = input.videoUid === null ? undefined : await this.ofVideo(input.videoUid);
    await liveInputs.update(input.uid, { status });
    if (!broadcast || broadcast.hasEnded) return;
    const { video, record, timeline, elapsed } = broadcast;
    const endSeconds = timeline.lastCutBefore(elapsed);
    if (endSeconds === 0) {
      await liveInputs.update(input.uid, { videoUid: null });
      return videos.delete(video.uid);
    }
    const days = input.deleteRecordingAfterDays;
    await videos.update(video.uid, {
      broadcast: { ...record, pausedAtMs: record.pausedAtMs ?? now(), endSeconds },
      uploaded: toTimestamp(now()),
      scheduledDeletion: days === null ? null : toTimestamp(now() + days * DAY_MS),
      status: { state: 'queued', errorReasonCode: '', errorReasonText: '' },
    });
    queue.add(video.uid);
  }

  /** Nothing more comes from the encoder, but it may be back in time. */
  async disconnect(input: LiveInputRecord): Promise<void> {
    const { videos, liveInputs, now } = this.#context;
    const broadcast = await this.ofInput(input);
    // Without a time to wait for it, a broadcast ends with its encoder.
    if (!broadcast || input.recording.timeoutSeconds === 0) return this.stop(input);
    if (broadcast.record.pausedAtMs === null) {
      await videos.update(broadcast.video.uid, { broadcast: { ...broadcast.record, pausedAtMs: now() } });
    }
    await liveInputs.update(input.uid, { status: 'client_disconnect' });
  }

  async #resume(input: LiveInputRecord, { video, record, elapsed }: Broadcast): Promise<VideoRecord | undefined> {
    const { videos, liveInputs, now } = this.#context;
    if (record.pausedAtMs !== null) {
      const pauses = [...record.pauses, { atSeconds: elapsed, ms: now() - record.pausedAtMs }];
      await videos.update(video.uid, { broadcast: { ...record, pauses, pausedAtMs: null } });
      await liveInputs.update(input.uid, { status: 'reconnected' });
    }
    return videos.get(video.uid);
  }

  /** Ends a broadcast whose encoder did not come back in time. */
  async #endForgotten(input: LiveInputRecord): Promise<void> {
    const record = this.#context.videos.get(input.videoUid ?? '')?.broadcast;
    if (record?.endSeconds !== null || record.pausedAtMs === null) return;
    if (this.#context.now() - record.pausedAtMs > input.recording.timeoutSeconds * 1000)
      await this.stop(input, 'ttl_exceeded');
  }

  #feedOf(sourceUid: string): Promise<Feed | undefined> {
    const { videos } = this.#context;
    const renditions = videos.get(sourceUid)?.renditions;
    if (!renditions) return Promise.resolve(undefined);
    let feed = this.#feeds.get(sourceUid);
    if (!feed) {
      feed = openFeed(videos.mediaOf(sourceUid), renditions);
      this.#feeds.set(sourceUid, feed);
      feed.catch(() => this.#feeds.delete(sourceUid));
    }
    return feed;
  }
}

function newRecording(uid: string, input: LiveInputRecord, broadcast: BroadcastRecord, nowMs: number): VideoRecord {
  const { requireSignedURLs, allowedOrigins } = input.recording;
  const options = {
    creator: input.defaultCreator,
    meta: {
      name: `${typeof input.meta.name === 'string' ? input.meta.name : 'live'} ${new Date(nowMs).toISOString()}`,
    },
    requireSignedURLs,
    allowedOrigins,
    thumbnailTimestampPct: 0,
    scheduledDeletion: null,
    maxDurationSeconds: null,
    watermark: null,
    expiresAt: null,
  };
  return {
    ...newVideoRecord(uid, options, { kind: 'live', bytes: null }, nowMs),
    status: { state: 'live-inprogress', errorReasonCode: '', errorReasonText: '' },
    liveInput: input.uid,
    broadcast,
  };
}
