import Hls, { type ErrorData, type Fragment, type HlsConfig } from 'hls.js';
import { StreamError } from '../../shared/errors.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { AudioTrack, Rendition } from './rendition.js';
import { offerAirPlay } from './airplay-source.js';
import { describeDeliveryStatus } from '../delivery/delivery-status.js';
import { endOf, type EngineInput, type PlaybackEngine } from './engine.js';
import { createTokenLoader } from './token-loader.js';

/** How far ahead is fetched, in seconds: Stream bills what is fetched, watched or not. */
const FORWARD_BUFFER_SECONDS = 30;
/** What was watched is kept for as long, in seconds: going back to it fetches, and costs, nothing again. */
const BACK_BUFFER_SECONDS = 90;

/** Whether hls.js can play here. */
export const isHlsSupported = (): boolean => Hls.isSupported();

/** What a fatal error of hls.js means to a viewer. */
export function describeHlsError(
  { type, details, response }: Pick<ErrorData, 'type' | 'details' | 'response'>,
  hasToken: boolean,
): StreamError {
  if (type === Hls.ErrorTypes.MEDIA_ERROR || type === Hls.ErrorTypes.MUX_ERROR) {
    return new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true });
  }
  return describeDeliveryStatus(response?.code ?? 0, { hasToken, isPlaylist: !details.startsWith('frag') });
}

/**
 * Plays through hls.js. A renewed token changes the addresses of later requests and nothing else.
 *
 * @since 0.1.0
 */
export class HlsEngine implements PlaybackEngine {
  readonly name = 'hls.js';
  readonly instance: Hls;
  readonly reloading = false;
  readonly #input: EngineInput;
  readonly #airPlay: { renew(): void; destroy(): void };
  readonly #life = new AbortController();
  #resets = 0;
  /** How often the `<video>` was given a MediaSource. Each time it forgets its position, its speed and that it plays. */
  #attachments = 0;
  /** Where playback is, or goes on once there is something to play, in seconds. */
  #position: number | undefined;
  #rate: number;
  #isPlaying = false;
  #selected: string | null = null;
  /** What was asked for last, by the kind of track. */
  readonly #underWay = new Map<string, Pick<Fragment, 'stats'>>();

  constructor(input: EngineInput) {
    const { video, manifestUrl, access, headStart, startAt } = input;
    this.#input = input;
    this.#rate = video.playbackRate;
    if (startAt > 0) this.#position = startAt;
    const { manifestLoadPolicy, playlistLoadPolicy, fragLoadPolicy, loader } = Hls.DefaultConfig;
    const config: Partial<HlsConfig> = {
      // A worker comes from a blob, which a strict policy forbids; Stream's fMP4 needs no transmuxing anyway.
      enableWorker: false,
      loader: createTokenLoader(loader, access, headStart),
      startLevel: 0,
      startPosition: startAt > 0 ? startAt : -1,
      // As the browsers' own HLS says it; what can be sought is in `seekable`.
      liveDurationInfinity: true,
      // Stream has no interstitials. What plays them also plays and seeks by itself after a reset, from where it last was.
      enableInterstitialPlayback: false,
      capLevelToPlayerSize: true,
      maxBufferLength: FORWARD_BUFFER_SECONDS,
      maxMaxBufferLength: FORWARD_BUFFER_SECONDS,
      backBufferLength: BACK_BUFFER_SECONDS,
      playlistLoadPolicy: { default: { ...playlistLoadPolicy.default, errorRetry: RECOVERY.repeats } },
      fragLoadPolicy: { default: { ...fragLoadPolicy.default, errorRetry: RECOVERY.repeats } },
      manifestLoadPolicy: {
        default: { ...manifestLoadPolicy.default, errorRetry: onlyServerErrors(manifestLoadPolicy.default.errorRetry) },
      },
    };
    this.instance = new Hls(config);
    this.#listen();
    this.#watch();
    this.instance.attachMedia(video);
    this.instance.loadSource(manifestUrl);
    this.#airPlay = offerAirPlay(input, this.instance);
  }

  get currentTime(): number {
    const { currentTime } = this.#input.video;
    // hls.js seeks once the first segment is there; until then the video says 0.
    return this.instance.hasEnoughToStart ? currentTime : (this.#position ?? currentTime);
  }

  get livePosition(): number {
    return this.instance.liveSyncPosition ?? endOf(this.#input.video.seekable);
  }

  get paused(): boolean {
    return this.#input.video.paused;
  }

  async play(): Promise<void> {
    const { video } = this.#input;
    const attachments = this.#attachments;
    this.#isPlaying = true;
    try {
      await video.play();
    } catch (error) {
      this.#isPlaying = !video.paused;
      if (attachments === this.#attachments || !this.#isPlaying) throw error;
      // A new MediaSource ends every wait for playback, although it goes on.
      await this.play();
    }
  }

  pause(): void {
    this.#isPlaying = false;
    this.#input.video.pause();
  }

  tokenRenewed(): void {
    // The loader asks for the token at each request; only an address for AirPlay holds it.
    this.#airPlay.renew();
  }

  seek(time: number): void {
    const { video } = this.#input;
    const to = time === Infinity ? this.livePosition : time;
    video.currentTime = to;
    // Before there is a playlist, nobody knows where a broadcast is: hls.js begins there without being told.
    this.#position = time === Infinity && to === 0 ? undefined : to;
  }

  get arrivingBytes(): number {
    return [...this.#underWay.values()].reduce(
      (sum, { stats }) => sum + (stats.aborted || stats.loading.end > 0 ? 0 : stats.loaded),
      0,
    );
  }

  suspend(): void {
    this.instance.stopLoad();
  }

  resume(): void {
    this.#input.access.clearError();
    if (this.instance.levels.length > 0) this.instance.startLoad();
    else this.instance.loadSource(this.#input.manifestUrl);
  }

  get renditions(): readonly Rendition[] {
    const { levels, currentLevel } = this.instance;
    return levels.map(({ width, height, bitrate }, index) => ({
      id: String(index),
      width,
      height,
      bitrate,
      active: index === currentLevel,
    }));
  }

  get selectedRendition(): string | null {
    return this.#selected;
  }

  set selectedRendition(id: string | null) {
    const index = id === null ? -1 : this.renditions.findIndex((rendition) => rendition.id === id);
    this.#selected = index < 0 ? null : id;
    // What is buffered is played on; the choice holds from the next segment.
    this.instance.nextLevel = index;
    this.#input.onTracks();
  }

  get audioTracks(): readonly AudioTrack[] {
    const { instance } = this;
    return instance.audioTracks.map(({ name, lang }, index) => ({
      id: String(index),
      kind: index === 0 ? 'main' : 'alternative',
      label: name,
      language: lang ?? '',
      get enabled() {
        return index === instance.audioTrack;
      },
      set enabled(wanted) {
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
    const { maxHeight, onTracks, onFetched } = this.#input;
    const tell = (): void => onTracks();
    instance.on(Hls.Events.MANIFEST_PARSED, () => {
      if (maxHeight !== undefined)
        instance.autoLevelCapping = instance.levels.findLastIndex(({ height }) => height <= maxHeight);
      tell();
    });
    instance.on(Hls.Events.LEVEL_SWITCHED, tell);
    instance.on(Hls.Events.AUDIO_TRACKS_UPDATED, tell);
    instance.on(Hls.Events.AUDIO_TRACK_SWITCHED, tell);
    instance.on(Hls.Events.MEDIA_ATTACHING, () => this.#attaching());
    instance.on(Hls.Events.FRAG_LOADING, (_event, { frag }) => void this.#underWay.set(frag.type, frag));
    // With low latency, a segment comes in parts, and is told once with each of them.
    instance.on(Hls.Events.FRAG_LOADED, (_event, { frag, part }) => {
      // The enum of types is not exported as a value.
      if (frag.sn !== 'initSegment' && frag.type.startsWith('main')) onFetched((part ?? frag).duration);
    });
    instance.on(Hls.Events.ERROR, (_event, data) => {
      if (data.fatal) this.#failed(data);
    });
  }

  /** Remembers what a new MediaSource makes the `<video>` forget: once hls.js tells of one, it is too late. */
  #watch(): void {
    const { video } = this.#input;
    // Captured, so that it is known before anybody else hears of it and does something about it.
    const options = { capture: true, signal: this.#life.signal };
    for (const type of ['play', 'pause'])
      video.addEventListener(type, () => (this.#isPlaying = !video.paused), options);
    for (const type of ['timeupdate', 'seeking']) video.addEventListener(type, () => this.#readPosition(), options);
    video.addEventListener('ratechange', () => (this.#rate = video.playbackRate), options);
  }

  #readPosition(): void {
    if (this.instance.hasEnoughToStart) this.#position = this.#input.video.currentTime;
  }

  /** The `<video>` has just been given a MediaSource: at first, or anew after an error or a way back to the page. */
  #attaching(): void {
    const { video } = this.#input;
    this.#attachments += 1;
    // If it was reset before it had come to a position, hls.js begins here.
    this.instance.config.startPosition = this.#position ?? -1;
    if (video.playbackRate !== this.#rate) video.playbackRate = this.#rate;
    // At once, so that nobody sees a pause which a viewer has not made.
    if (this.#isPlaying) void this.play().catch(() => undefined);
  }

  #failed(data: ErrorData): void {
    const { access, tokens, onError } = this.#input;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && this.#resets < RECOVERY.decoderResets) {
      this.#resets += 1;
      this.#readPosition();
      this.instance.recoverMediaError();
      // A fatal error stops loading, which hls.js does not take up by itself.
      this.instance.startLoad(this.#position);
      return;
    }
    onError(access.refusal ?? describeHlsError(data, tokens.value !== undefined));
  }
}

type Retry = HlsConfig['manifestLoadPolicy']['default']['errorRetry'];

/** An answer without a video is final: asking the same again a second later only delays what the viewer is told. */
function onlyServerErrors(retry: Retry): Retry {
  return (
    retry && {
      ...retry,
      shouldRetry: (_retry, count, _isTimeout, response) => (response?.code ?? 0) >= 500 && count < retry.maxNumRetry,
    }
  );
}
