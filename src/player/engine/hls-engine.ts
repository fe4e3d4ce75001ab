import Hls, { type ErrorData, type Fragment } from 'hls.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { preferredQuality, type AudioTrack, type Rendition } from './rendition.js';
import { offerAirPlay } from './airplay-source.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { endOf, type EngineOptions, type PlaybackEngine } from './engine.js';
import { DESCRIBES, findQuality, wantedAudio } from '../model/playback-intent.js';
import { withinLimits } from '../delivery/resolution-limits.js';
import { resourceKey } from '../delivery/delivery-url.js';
import type { StartedMedia } from './track-feed.js';
import { attachmentOf, createHls } from './hls-config.js';
import { isVideoSegment } from './video-segment.js';
import { readPlaying, watchIntent } from './watch-intent.js';

/** Tells whether this browser supports hls.js. */
export const isHlsSupported = (): boolean => Hls.isSupported();

/** Describes a fatal error of hls.js for viewers. */
export function describeHlsError(
  { type, details, response }: Pick<ErrorData, 'type' | 'details' | 'response'>,
  hasToken: boolean,
): StreamError {
  if (type === Hls.ErrorTypes.MEDIA_ERROR || type === Hls.ErrorTypes.MUX_ERROR) {
    return new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true });
  }
  return describeDeliveryStatus(response?.code ?? 0, { hasToken, isPlaylist: !details.startsWith('frag') });
}

/** Plays with hls.js. A renewed token only changes the URLs of later requests. */
export class HlsEngine implements PlaybackEngine {
  readonly name = 'hls.js';
  readonly instance: Hls;
  readonly reloading = false;
  readonly #options: EngineOptions;
  /** Manifest URL that hls.js began with; another one would make it start over. */
  readonly #manifestUrl: string;
  readonly #airPlay: { renew(): void; destroy(): void };
  readonly #life = new AbortController();
  readonly #started: StartedMedia | undefined;
  #resets = 0;
  /** Number of MediaSources that were attached. Each one resets position, speed and playback of the `<video>`. */
  #attachments = 0;
  /** Latest requested fragment of each type of track. */
  readonly #pending = new Map<string, Pick<Fragment, 'stats'>>();

  /** @param started - What the `<video>` already plays, for hls.js to go on with. */
  constructor(options: EngineOptions, started?: StartedMedia) {
    const { video, intent, delivery } = options;
    const { signal } = this.#life;
    this.#options = options;
    this.#started = started;
    this.#manifestUrl = delivery.manifestUrl;
    this.instance = createHls(options, signal, started);
    this.#listen();
    watchIntent(video, intent, { isPositioned: () => this.#isPositioned, signal });
    this.instance.attachMedia(started ? attachmentOf(video, started) : video);
    this.instance.loadSource(this.#manifestUrl);
    this.#airPlay = offerAirPlay(options, this.instance);
  }

  get currentTime(): number {
    const { video, intent } = this.#options;
    return this.#isPositioned ? video.currentTime : (intent.position ?? video.currentTime);
  }

  /** Whether `currentTime` of the `<video>` is valid: until hls.js seeks with the first segment, it is 0. */
  get #isPositioned(): boolean {
    return this.instance.hasEnoughToStart || (this.#started !== undefined && this.#attachments === 1);
  }

  get livePosition(): number {
    return this.instance.liveSyncPosition ?? endOf(this.#options.video.seekable);
  }

  async play(): Promise<void> {
    const { video, intent } = this.#options;
    const attachments = this.#attachments;
    intent.playing = true;
    try {
      await video.play();
    } catch (error) {
      // The next engine goes on playing.
      if (this.#life.signal.aborted) throw error;
      readPlaying(video, intent);
      if (attachments === this.#attachments || video.paused) throw error;
      // A new MediaSource rejects a pending `play()`, although playback goes on.
      await this.play();
    }
  }

  pause(): void {
    const { video, intent } = this.#options;
    intent.playing = false;
    video.pause();
  }

  tokenRenewed(): void {
    // The loader asks for the token at each request; only AirPlay's URL holds it.
    this.#airPlay.renew();
  }

  seek(time: number): void {
    const { video, intent } = this.#options;
    const to = time === Infinity ? this.livePosition : time;
    video.currentTime = to;
    // Before there is a playlist, the live position is unknown: hls.js starts there by default.
    intent.position = time === Infinity && to === 0 ? undefined : to;
    const { instance } = this;
    if (instance.hasEnoughToStart) return;
    // Otherwise hls.js would still go to the earlier start position. A suspended engine stays suspended.
    instance.config.startPosition = intent.position ?? -1;
    if (instance.loadingEnabled) instance.startLoad(intent.position);
  }

  get arrivingBytes(): number {
    return [...this.#pending.values()].reduce(
      (sum, { stats }) => sum + (stats.aborted || stats.loading.end > 0 ? 0 : stats.loaded),
      0,
    );
  }

  suspend(): void {
    this.instance.stopLoad();
  }

  resume(): void {
    this.#options.delivery.urls.clearError();
    const { instance } = this;
    const { position } = this.#options.intent;
    if (instance.levels.length > 0) instance.startLoad(instance.hasEnoughToStart ? undefined : position);
    else this.instance.loadSource(this.#manifestUrl);
  }

  get renditions(): readonly Rendition[] {
    const { levels, currentLevel } = this.instance;
    const all = levels.map(({ width, height, bitrate, frameRate }, index) => ({
      id: String(index),
      ...{ width, height, bitrate, frameRate },
      active: index === currentLevel,
    }));
    return withinLimits(all, this.#options.limits);
  }

  get selectedRendition(): string | null {
    const { intent } = this.#options;
    return findQuality(this.renditions, intent.quality)?.id ?? intent.selectedRendition ?? null;
  }

  set selectedRendition(id: string | null) {
    const { intent, onTracks } = this.#options;
    const { renditions } = this;
    intent.selectedRendition = renditions.length > 0 ? null : id;
    const chosen = renditions.find((rendition) => rendition.id === id);
    intent.quality = chosen && { height: chosen.height, bitrate: chosen.bitrate };
    if (renditions.length > 0) this.#applyQuality();
    onTracks();
  }

  get audioTracks(): readonly AudioTrack[] {
    const { instance } = this;
    const { intent } = this.#options;
    return instance.audioTracks.map(({ name: label, lang: language = '', characteristics }, index) => ({
      id: String(index),
      kind: characteristics?.includes(DESCRIBES) ? 'main-desc' : index === 0 ? 'main' : 'alternative',
      label,
      language,
      get enabled() {
        return index === instance.audioTrack;
      },
      set enabled(wanted) {
        // hls.js reports the switch only once that audio is loaded, which may be never.
        if (wanted) intent.audio = { language, label };
        if (wanted) instance.audioTrack = index;
      },
    }));
  }

  destroy(): void {
    this.#life.abort();
    this.#airPlay.destroy();
    this.instance.destroy();
  }

  #listen(): void {
    const { instance } = this;
    const { intent, preferred, onTracks, onFetched } = this.#options;
    instance.on(Hls.Events.MANIFEST_PARSED, () => {
      if (intent.selectedRendition === undefined)
        intent.quality ??= preferredQuality(this.renditions, preferred?.height);
      if (intent.selectedRendition) this.selectedRendition = intent.selectedRendition;
      else if (intent.quality) this.#applyQuality();
      onTracks();
    });
    instance.on(Hls.Events.LEVEL_SWITCHED, () => onTracks());
    instance.on(Hls.Events.AUDIO_TRACKS_UPDATED, () => {
      const wanted = wantedAudio(this.audioTracks, intent.audio, preferred?.audio);
      if (wanted && !wanted.enabled) wanted.enabled = true;
      onTracks();
    });
    instance.on(Hls.Events.AUDIO_TRACK_SWITCHED, () => {
      const { language, label } = this.audioTracks.find(({ enabled }) => enabled) ?? {};
      if (language !== undefined && label !== undefined) intent.audio = { language, label };
      onTracks();
    });
    instance.on(Hls.Events.MEDIA_ATTACHING, () => this.#attaching());
    instance.on(Hls.Events.FRAG_LOADING, (_event, { frag }) => void this.#pending.set(frag.type, frag));
    // With low latency, a segment is reported once per part.
    instance.on(Hls.Events.FRAG_LOADED, (_event, { frag, part }) => {
      if (isVideoSegment(frag)) onFetched((part ?? frag).duration, resourceKey(frag.url));
    });
    instance.on(Hls.Events.ERROR, (_event, data) => {
      if (data.fatal) this.#failed(data);
    });
  }

  /** Applies the chosen quality from the next segment on; the buffer is still played. */
  #applyQuality(): void {
    this.instance.nextLevel = Number(this.selectedRendition ?? -1);
  }

  /**
   * Restores the intent in a `<video>` with a new MediaSource: at the start, after an error, or on return to the page.
   */
  #attaching(): void {
    const { video, intent } = this.#options;
    this.#attachments += 1;
    // After a reset before the first seek, hls.js starts here.
    this.instance.config.startPosition = intent.position ?? -1;
    const { rate = video.playbackRate } = intent;
    if (video.playbackRate !== rate) video.playbackRate = rate;
    // The engine's owner starts playback first; after a reset, it resumes at once, so that nobody sees a pause.
    if (this.#attachments > 1 && intent.playing) void this.play().catch(() => undefined);
  }

  #failed(data: ErrorData): void {
    const { intent, delivery, onError } = this.#options;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && this.#resets < RECOVERY.decoderResets) {
      this.#resets += 1;
      if (this.#isPositioned) intent.position = this.#options.video.currentTime;
      this.instance.recoverMediaError();
      // A fatal error stops loading, and hls.js does not resume it.
      this.instance.startLoad(intent.position);
      return;
    }
    onError(delivery.urls.refusal ?? describeHlsError(data, delivery.tokens.source.value !== undefined));
  }
}
