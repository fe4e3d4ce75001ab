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

/** Highest rendition for automatic selection in data-saving mode, in pixels. */
const SAVE_DATA_HEIGHT = 480;

/** Navigator with Chromium's information about the connection; `downlink` in Mbit/s. */
interface WithConnection {
  readonly connection?: { readonly saveData?: boolean; readonly downlink?: number };
}
/** Value that Chromium reports for any faster or unknown `downlink`. */
const MOST_DOWNLINK = 10;

/** Tells whether data-saving mode is on. */
export const savesData = (): boolean => (navigator as WithConnection).connection?.saveData === true;

/** Reads the conditions for choosing the first rendition. */
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
  // Until Chromium knows the network, it reports a default such as 1.5: what this page has seen counts more.
  const most = seen > 0 || downlink >= MOST_DOWNLINK ? Infinity : downlink * 1e6;
  const kept = remembered && Math.min(remembered, most);
  return { height, boxHeight, limits, audio, bandwidth: LINE.measured ?? combineEstimates(seen, kept) };
}

/** Reads a viewer's preferences; empty without controls. */
const keptOf = (element: PlaybackSessionHost['element']): ViewerPreferences =>
  element.noControls ? {} : readPreferences(element);

/**
 * Reads the viewer's preferred quality and audio language. In data-saving mode, an earlier choice of quality does not
 * count.
 */
function preferredOf(element: PlaybackSessionHost['element']): Required<EngineOptions>['preferred'] {
  const { quality, audio } = keptOf(element);
  return { height: savesData() ? undefined : (quality ?? undefined), audio };
}

/** Returns the options of a player's delivery. */
export const deliveryOptions = (host: PlaybackSessionHost): DeliveryOptions => ({
  ...host.options,
  readStartConditions: () => readStartConditions(host),
});

/** Reads the quality limits of the page. */
const limitsOf = ({ minResolution, maxResolution }: QualityWishes): ResolutionLimits => ({
  min: parseResolution(minResolution),
  max: parseResolution(maxResolution),
});

/** Merges the page's options for hls.js: a player's own take precedence over those of the class. */
function hlsConfigOf(element: QualityWishes): HlsOptions {
  const { hlsConfig } = element.constructor as Pick<QualityWishes, 'hlsConfig'>;
  return { ...hlsConfig, ...element.hlsConfig };
}

/** Stores the measured bandwidth for the next visit. */
function rememberLine({ element }: PlaybackSessionHost): void {
  if (LINE.measured === undefined || element.noControls) return;
  try {
    const memory = memoryOf(element);
    // If reading fails, stored values must not be overwritten.
    memory?.write({ ...parsePreferences(memory.read()), bandwidth: Math.round(LINE.measured) });
  } catch {
    // A failing storage of the site must not stop the player.
  }
}

/** Session as seen by its engine. */
type EngineOwner = Pick<EngineOptions, 'onError' | 'onFetched'> & Pick<RecoveryOptions, 'resume' | 'restart'>;

/** Engine in its `<video>`, from reading the intent at the start to saving it for the next engine. */
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
    // A new source resets it in the `<video>`.
    if (video.playbackRate !== rate) video.playbackRate = rate;
    const { signal } = this.#life;
    this.supervisor = new PlaybackSupervisor({ media, engine: this.engine, intent, host }, owner, signal);
    addEventListener('pagehide', () => rememberLine(host), { signal });
  }

  /** Resumes fetching. */
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

  /** Speed that the page has set while there was no engine, else the one chosen before. */
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
