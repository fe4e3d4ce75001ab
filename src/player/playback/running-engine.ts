import { combineEstimates, estimateLine, LINE, type StartConditions } from '../delivery/start-rendition.js';
import type { DeliveryOptions, VideoDelivery } from '../delivery/video-delivery.js';
import { parseResolution, type ResolutionLimits } from '../delivery/resolution-limits.js';
import type { EngineOptions, HlsOptions, PlaybackEngine } from '../engine/engine.js';
import type { CreateEngine } from '../engine/load-engine.js';
import { memoryOf, parsePreferences, readPreferences } from '../model/stored-preferences.js';
import type { ViewerPreferences } from '../model/viewer-memory.js';
import { drawFrame } from '../model/video-frame.js';
import type { MediaObserver } from './media-observer.js';
import type { PlaybackSessionHost, QualityWishes, RecoveryOptions } from './playback-options.js';
import { PlaybackSupervisor } from './playback-supervisor.js';

/** Tallest rendition that is chosen by itself where the viewer saves data, in pixels. */
const SAVE_DATA_HEIGHT = 480;

/** Navigator with what Chromium knows of the connection; `downlink` in Mbit/s. */
interface WithConnection {
  readonly connection?: { readonly saveData?: boolean; readonly downlink?: number };
}
/** Value of `downlink` for everything from there on, and for what is not known. */
const MOST_DOWNLINK = 10;

/** Tells whether the viewer has asked browsers to save data. */
export const savesData = (): boolean => (navigator as WithConnection).connection?.saveData === true;

/** Reads what the first rendition goes by. */
export function readStartConditions({ element, intent, options }: PlaybackSessionHost): StartConditions {
  const { quality } = intent;
  const { bandwidth: remembered } = keptOf(element);
  const preferred = preferredOf(element);
  const limits = limitsOf(element);
  const wanted = /^\d+$/.test(options.startQuality ?? '') ? Number(options.startQuality) : undefined;
  const chosen = intent.selectedRendition === undefined ? preferred.height : undefined;
  const height = quality?.height ?? chosen ?? wanted;
  const audio = preferred.audio;
  const boxHeight = element.clientHeight * devicePixelRatio || undefined;
  if (savesData() || options.startQuality === 'lowest') return { height, boxHeight, limits, audio };
  const { downlink = MOST_DOWNLINK } = (navigator as WithConnection).connection ?? {};
  const downloads = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const seen = Math.max(LINE.early ?? 0, estimateLine(downloads) ?? 0);
  const line = LINE.measured ?? combineEstimates(seen, remembered);
  const most = downlink < MOST_DOWNLINK ? downlink * 1e6 : Infinity;
  return { height, boxHeight, limits, audio, bandwidth: line && Math.min(line, most) };
}

/** Reads what a viewer has chosen for all videos; nothing without controls. */
const keptOf = (element: PlaybackSessionHost['element']): ViewerPreferences =>
  element.noControls ? {} : readPreferences(element);

/** Reads in which quality and language a viewer wants to begin. Who saves data now is not held to a quality of before. */
function preferredOf(element: PlaybackSessionHost['element']): Required<EngineOptions>['preferred'] {
  const { quality, audio } = keptOf(element);
  return { height: savesData() ? undefined : (quality ?? undefined), audio };
}

/** Gives the options of a player's delivery. */
export const deliveryOptions = (host: PlaybackSessionHost): DeliveryOptions => ({
  ...host.options,
  readStartConditions: () => readStartConditions(host),
});

/** Reads which qualities the page offers. */
const limitsOf = ({ minResolution, maxResolution }: QualityWishes): ResolutionLimits => ({
  min: parseResolution(minResolution),
  max: parseResolution(maxResolution),
});

/** Options of the page for hls.js: the player's own before those of all players. */
function hlsConfigOf(element: QualityWishes): HlsOptions {
  const { hlsConfig } = element.constructor as Pick<QualityWishes, 'hlsConfig'>;
  return { ...hlsConfig, ...element.hlsConfig };
}

/** Keeps what the line has carried, for the beginning of the next visit. */
function rememberLine({ element }: PlaybackSessionHost): void {
  if (LINE.measured === undefined || element.noControls) return;
  try {
    const memory = memoryOf(element);
    // Where nothing can be read, nothing that is kept may be replaced.
    memory?.write({ ...parsePreferences(memory.read()), bandwidth: Math.round(LINE.measured) });
  } catch {
    // A site's own storage that fails must not stop the player.
  }
}

/** Session as its engine sees it. */
type EngineOwner = Pick<EngineOptions, 'onError' | 'onFetched'> & Pick<RecoveryOptions, 'resume' | 'restart'>;

/** Engine in its `<video>`, from taking up the intent at the beginning to saving it for the next engine at the end. */
export class RunningEngine {
  readonly engine: PlaybackEngine;
  readonly supervisor: PlaybackSupervisor;
  readonly #media: MediaObserver;
  readonly #host: PlaybackSessionHost;
  readonly #life = new AbortController();

  constructor(
    create: CreateEngine,
    media: MediaObserver,
    delivery: VideoDelivery,
    host: PlaybackSessionHost,
    owner: EngineOwner,
  ) {
    const { intent } = host;
    const { video } = media;
    this.#media = media;
    this.#host = host;
    const rate = this.#rate;
    intent.rate = rate;
    this.engine = create({
      video,
      intent,
      delivery,
      maxHeight: savesData() ? SAVE_DATA_HEIGHT : undefined,
      limits: limitsOf(host.element),
      preferred: preferredOf(host.element),
      hlsConfig: hlsConfigOf(host.element),
      onError: (error) => owner.onError(error),
      onTracks: () => host.onTracks(),
      onFetched: (seconds) => owner.onFetched(seconds),
      onReloading: (what) => media.reloading(what),
      holdFrame: () => this.#holdFrame(),
    });
    media.engine = this.engine;
    // A source that is set makes the <video> forget it.
    if (video.playbackRate !== rate) video.playbackRate = rate;
    const { signal } = this.#life;
    this.supervisor = new PlaybackSupervisor({ media, engine: this.engine, intent, host }, owner, signal);
    addEventListener('pagehide', () => rememberLine(host), { signal });
  }

  /** Goes on fetching. */
  resume(): void {
    this.engine.resume();
    this.supervisor.resumed();
  }

  /** Releases the `<video>`. */
  close(): void {
    const { intent } = this.#host;
    this.#life.abort();
    rememberLine(this.#host);
    intent.position = this.engine.currentTime || undefined;
    intent.rate = this.#media.video.playbackRate;
    this.#media.engine = undefined;
    this.engine.destroy();
  }

  /** Speed that the page has set while there was no engine, or else the one that was chosen before. */
  get #rate(): number {
    const { playbackRate, defaultPlaybackRate } = this.#media.video;
    return playbackRate === defaultPlaybackRate ? (this.#host.intent.rate ?? playbackRate) : playbackRate;
  }

  #holdFrame(): () => void {
    const canvas = this.#host.heldCanvas();
    if (!canvas || !drawFrame(canvas, this.#media.video)) return () => undefined;
    this.#host.onHold(true);
    return () => this.#host.onHold(false);
  }
}
