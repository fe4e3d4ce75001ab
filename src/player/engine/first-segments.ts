import type { Prefetch } from '../delivery/prefetch.js';
import { resourceKey } from '../delivery/delivery-url.js';
import { joinBytes } from '../delivery/arriving-body.js';
import { mediaTypeOf, segmentAt, segmentUrl, type StartPlan, type StartSegment } from '../delivery/start-plan.js';
import { defer } from '../../shared/defer.js';
import type { EngineOptions } from './engine.js';
import { listRanges } from '../model/snapshot-media.js';
import { readDecodeTime, readTimescale } from './mp4-times.js';
import { TrackFeed, type StartedMedia } from './track-feed.js';

/** Length of the remaining buffer at which the next segment is fetched, in seconds at the current speed. */
const AHEAD_SECONDS = 3;

/** Video to begin, and callbacks. */
export interface FirstSegmentsOptions extends Pick<EngineOptions, 'video' | 'intent' | 'onFetched'> {
  readonly plan: StartPlan;
  readonly prefetch: Pick<Prefetch, 'follow'>;
  /** Called when an engine is needed: the first segments are loaded, or the viewer has sought elsewhere. */
  onWanted(): void;
  /** Called when playback cannot go on without an engine. */
  onFailed(): void;
}

/**
 * First segments of a video, appended to a MediaSource as they arrive, so that there is a picture before there is an
 * engine. Errors are not handled here: an engine then starts from scratch.
 */
export class FirstSegments {
  readonly #options: FirstSegmentsOptions;
  readonly #mediaSource = new MediaSource();
  readonly #life = new AbortController();
  /** Resolves once the viewer has sought to where nothing is loaded: the segment being loaded is not awaited then. */
  readonly #away = defer<undefined>();
  /** Resolves once this has ended. */
  readonly #ended = defer<undefined>();
  /** Resolves with the difference between times in playlists and in segments, in seconds. */
  readonly #offset = defer<number>();
  /** Resolves once the rest of the first video segment is sure to arrive in time. */
  readonly #flows = defer<undefined>();
  #feeds: readonly TrackFeed[] = [];
  #isStopped = false;
  #isSuspended = false;

  constructor(options: FirstSegmentsOptions) {
    this.#options = options;
    const { video, intent } = options;
    const { signal } = this.#life;
    const url = URL.createObjectURL(this.#mediaSource);
    signal.addEventListener('abort', () => {
      URL.revokeObjectURL(url);
      this.#ended.resolve(undefined);
    });
    this.#offset.promise.catch(() => undefined);
    this.#mediaSource.addEventListener('sourceopen', () => this.#open(), { once: true, signal });
    video.addEventListener(
      'loadedmetadata',
      () => {
        // The viewer may have sought elsewhere meanwhile.
        if (intent.position && video.currentTime !== intent.position) video.currentTime = intent.position;
      },
      { signal },
    );
    video.addEventListener('timeupdate', () => this.feed(), { signal });
    video.addEventListener('seeking', () => this.#seeking(), { signal });
    video.addEventListener('error', () => this.#failed(), { signal });
    video.src = url;
    if (intent.position) video.currentTime = intent.position;
  }

  /** Bytes received of the segments being loaded. */
  get arrivingBytes(): number {
    return this.#feeds.reduce((sum, { arriving }) => sum + arriving, 0);
  }

  /** Fetches the next segments, if they will be played soon. */
  feed(): void {
    const { video, plan } = this.#options;
    // There are no feeds before `sourceopen`, although `readyState` is “open” earlier.
    if (this.#isStopped || this.#isSuspended || this.#feeds.length === 0) return;
    if (this.#feeds.some(({ segment }) => segment !== undefined)) return;
    const ahead = AHEAD_SECONDS * Math.max(1, video.playbackRate);
    for (const feed of this.#feeds) {
      const { nextSegment } = feed;
      if (nextSegment && nextSegment.start - video.currentTime < ahead)
        void this.#begin(feed, this.#append(feed, nextSegment));
    }
    const isOver = this.#feeds.every(({ nextSegment, segment }) => !nextSegment && !segment);
    // Otherwise `ended` would never come if no engine takes over.
    if (isOver && plan.duration > 0 && this.#mediaSource.readyState === 'open') this.#mediaSource.endOfStream();
  }

  /** Stops fetching until {@link FirstSegments.resume}. */
  suspend(): void {
    this.#isSuspended = true;
  }

  resume(): void {
    this.#isSuspended = false;
    this.feed();
  }

  /**
   * Stops appending; resolves after the current segments with all that an engine needs to go on, or with `undefined` if
   * it cannot.
   */
  async release(): Promise<StartedMedia | undefined> {
    this.#isStopped = true;
    await Promise.race([this.#settled(), this.#ended.promise]);
    const isUsable = !this.#life.signal.aborted && this.#feeds.length > 0 && this.#mediaSource.readyState !== 'closed';
    this.#life.abort();
    return isUsable ? { mediaSource: this.#mediaSource, tracks: this.#feeds } : undefined;
  }

  /** Stops appending, and leaves the `<video>` to others. */
  abandon(): void {
    this.#isStopped = true;
    this.#life.abort();
  }

  async #settled(): Promise<void> {
    await Promise.race([Promise.all(this.#feeds.map((feed) => feed.segment ?? Promise.resolve())), this.#away.promise]);
    await Promise.all(this.#feeds.map((feed) => feed.stop()));
  }

  #open(): void {
    const { plan, intent } = this.#options;
    try {
      this.#mediaSource.duration = plan.duration;
      // All buffers before anything is appended: browsers take no more after that.
      this.#feeds = plan.tracks.map((track) => {
        const buffer = this.#mediaSource.addSourceBuffer(mediaTypeOf(track));
        const at = segmentAt(track, intent.position ?? 0);
        return new TrackFeed(track, buffer, at, () => this.#failed(), this.#life.signal);
      });
    } catch {
      this.#failed();
      return;
    }
    const first = this.#feeds.map((feed) => {
      const { nextSegment } = feed;
      // The viewer has sought beyond the end meanwhile.
      return nextSegment ? this.#begin(feed, this.#appendFirst(feed, nextSegment)) : Promise.reject(new Error());
    });
    void Promise.all(first).then(
      () => {
        this.#options.onWanted();
        this.feed();
      },
      () => this.#failed(),
    );
  }

  /** Registers a segment as being loaded. */
  #begin(feed: TrackFeed, segment: Promise<void>): Promise<void> {
    feed.segment = segment
      .catch(() => void (this.#isStopped = true))
      .finally(() => {
        feed.segment = undefined;
        feed.arriving = 0;
        this.feed();
      });
    return segment;
  }

  /** Appends the first segment after its initialization segment; the offset of the video applies to all tracks. */
  async #appendFirst(feed: TrackFeed, segment: StartSegment): Promise<void> {
    const { track, buffer } = feed;
    const { video, plan, prefetch } = this.#options;
    const held: Uint8Array<ArrayBuffer>[] = [];
    let take = (piece: Uint8Array<ArrayBuffer>): void => void held.push(piece);
    let heard = (): void => undefined;
    const fetched = this.#fetch(feed, segment, (piece) => {
      take(piece);
      heard();
    });
    fetched.catch((error: unknown) => this.#offset.reject(error));
    const init = await prefetch.follow(track.initUrl);
    if (init?.status !== 200 || typeof init.data === 'string') throw new Error('The init segment failed to load.');
    const initData = new Uint8Array(init.data);
    const isPicture = track === plan.tracks[0];
    if (isPicture) {
      const timescale = readTimescale(initData) ?? NaN;
      heard = () => {
        const time = readDecodeTime(joinBytes(held));
        if (time !== undefined) this.#offset.resolve(segment.start - time / timescale);
      };
      heard();
      const look = (): unknown => feed.flowsFrom(video.currentTime) && this.#flows.resolve(undefined);
      buffer.addEventListener('updateend', look, { signal: this.#life.signal });
      void fetched.then(
        () => {
          // A complete segment without a time will never have one.
          this.#offset.reject(new Error('The segment has no timestamp.'));
          this.#flows.resolve(undefined);
        },
        () => undefined,
      );
    }
    const offset = await this.#offset.promise;
    heard = () => undefined;
    if (offset !== 0) buffer.timestampOffset = offset;
    feed.append(initData);
    // Playback needs audio: it is held back until the video is sure to arrive in time.
    if (!isPicture) await Promise.race([this.#flows.promise, this.#ended.promise]);
    held.forEach((piece) => feed.append(piece));
    take = (piece) => feed.append(piece);
    await fetched;
    await feed.idle();
  }

  async #append(feed: TrackFeed, segment: StartSegment): Promise<void> {
    await this.#fetch(feed, segment, (piece) => feed.append(piece));
    await feed.idle();
  }

  async #fetch(
    feed: TrackFeed,
    segment: StartSegment,
    onPiece: (piece: Uint8Array<ArrayBuffer>) => void,
  ): Promise<void> {
    const { prefetch, onFetched } = this.#options;
    const url = segmentUrl(feed.track, segment);
    feed.next += 1;
    const answer = await prefetch.follow(url, (piece, askedAt) => {
      feed.askedAt ??= askedAt;
      feed.arriving += piece.byteLength;
      onPiece(piece);
    });
    if (answer?.status !== 200) throw new Error('The segment failed to load.');
    if (feed.track.type !== 'video') return;
    onFetched(segment.end - segment.start, resourceKey(url));
  }

  /** Leaves a seek to where nothing is loaded to the engine. */
  #seeking(): void {
    const { video, onWanted } = this.#options;
    const { currentTime, buffered } = video;
    const ranges = [...this.#feeds.map((feed) => feed.range), ...listRanges(buffered)];
    if (ranges.some(([start, end]) => currentTime >= start && currentTime <= end)) return;
    this.#isStopped = true;
    this.#away.resolve(undefined);
    onWanted();
  }

  #failed(): void {
    if (this.#life.signal.aborted) return;
    this.abandon();
    this.#options.onFailed();
  }
}
