import type { Prefetch } from '../delivery/prefetch.js';
import { resourceKey } from '../delivery/delivery-url.js';
import { joinBytes } from '../delivery/arriving-body.js';
import { mediaTypeOf, segmentAt, segmentUrl, type StartPlan, type StartSegment } from '../delivery/start-plan.js';
import { defer } from '../../shared/defer.js';
import type { EngineOptions } from './engine.js';
import { listRanges } from '../model/snapshot-media.js';
import { readDecodeTime, readTimescale } from './mp4-times.js';
import { TrackFeed, type StartedMedia } from './track-feed.js';

/** Time before what is buffered ends at which the next segment is fetched, in seconds of the viewer's. */
const AHEAD_SECONDS = 3;

/** Video that begins, and who hears how that goes. */
export interface FirstSegmentsOptions extends Pick<EngineOptions, 'video' | 'intent' | 'onFetched'> {
  readonly plan: StartPlan;
  readonly prefetch: Pick<Prefetch, 'follow'>;
  /** Hears that an engine is wanted now: the first segments have come, or the viewer has gone elsewhere. */
  onWanted(): void;
  /** Hears that it cannot go on in this way. */
  onFailed(): void;
}

/**
 * First segments of a video, appended to a MediaSource of their own as they arrive, so that there is a picture before there
 * is an engine. What goes wrong is not mended here: an engine then begins by itself.
 */
export class FirstSegments {
  readonly #options: FirstSegmentsOptions;
  readonly #mediaSource = new MediaSource();
  readonly #life = new AbortController();
  /** Resolves once the viewer has gone where nothing is fetched: a segment that is under way is not waited for then. */
  readonly #away = defer<undefined>();
  /** Resolves once this plays nothing more. */
  readonly #ended = defer<undefined>();
  /** Resolves with what the times in playlists are ahead of those in segments, in seconds. */
  readonly #offset = defer<number>();
  /** Resolves once the rest of the first picture's segment will be there in time. */
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
        // The viewer may have gone elsewhere meanwhile.
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

  /** Bytes that have come of the segments under way. */
  get arrivingBytes(): number {
    return this.#feeds.reduce((sum, { arriving }) => sum + arriving, 0);
  }

  /** Fetches what is played next, where that is soon. */
  feed(): void {
    const { video, plan } = this.#options;
    // A MediaSource is open some time before its event says so.
    if (this.#isStopped || this.#isSuspended || this.#feeds.length === 0) return;
    if (this.#feeds.some(({ segment }) => segment !== undefined)) return;
    const ahead = AHEAD_SECONDS * Math.max(1, video.playbackRate);
    for (const feed of this.#feeds) {
      const { nextSegment } = feed;
      if (nextSegment && nextSegment.start - video.currentTime < ahead)
        void this.#begin(feed, this.#append(feed, nextSegment));
    }
    const isOver = this.#feeds.every(({ nextSegment, segment }) => !nextSegment && !segment);
    // Or the end would never come, if no engine did.
    if (isOver && plan.duration > 0 && this.#mediaSource.readyState === 'open') this.#mediaSource.endOfStream();
  }

  /** Fetches nothing more until {@link FirstSegments.resume}. */
  suspend(): void {
    this.#isSuspended = true;
  }

  resume(): void {
    this.#isSuspended = false;
    this.feed();
  }

  /**
   * Appends nothing more; resolves between two segments, with all that an engine needs to go on, or with `undefined` where
   * there is nothing to go on with.
   */
  async release(): Promise<StartedMedia | undefined> {
    this.#isStopped = true;
    await Promise.race([this.#settled(), this.#ended.promise]);
    const isUsable = !this.#life.signal.aborted && this.#feeds.length > 0 && this.#mediaSource.readyState !== 'closed';
    this.#life.abort();
    return isUsable ? { mediaSource: this.#mediaSource, tracks: this.#feeds } : undefined;
  }

  /** Appends nothing more, and leaves the `<video>` to whoever comes next. */
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
      // All of them before anything is appended: a browser takes no more after that.
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
      // The viewer has gone beyond the end meanwhile.
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

  /** Notes that a segment is under way. */
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

  /** Appends the first segment behind what initialises its track; all tracks are moved by what the picture is. */
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
    if (init?.status !== 200 || typeof init.data === 'string') throw new Error('Nothing initialises the track.');
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
          // Where all of it is there and says no time, there is none to come.
          this.#offset.reject(new Error('The segment says no time.'));
          this.#flows.resolve(undefined);
        },
        () => undefined,
      );
    }
    const offset = await this.#offset.promise;
    heard = () => undefined;
    if (offset !== 0) buffer.timestampOffset = offset;
    feed.append(initData);
    // Nothing plays without its sound, which is held back while the picture would not be there in time.
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
    if (answer?.status !== 200) throw new Error('The segment did not arrive.');
    if (feed.track.type !== 'video') return;
    onFetched(segment.end - segment.start, resourceKey(url));
  }

  /** Leaves it to the engine to go where nothing is fetched. */
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
