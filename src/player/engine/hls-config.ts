import Hls, { type Fragment, type HlsConfig, type MediaAttachingData } from 'hls.js';
import { resourceKey } from '../delivery/delivery-url.js';
import { knownBandwidth, LINE } from '../delivery/start-rendition.js';
import { RECOVERY } from '../model/recovery-policy.js';
import type { EngineOptions } from './engine.js';
import type { StartedMedia } from './track-feed.js';
import { createTokenLoader } from './token-loader.js';

/** Length of what is fetched ahead: Stream bills what is fetched, watched or not. */
const FORWARD_BUFFER_SECONDS = 30;
/** Length of what is kept after it was watched: going back to it fetches, and costs, nothing again. */
const BACK_BUFFER_SECONDS = 90;

/** Creates an hls.js for Stream, and helps it to the end of a video, until the signal ends that. */
export function createHls(options: EngineOptions, signal: AbortSignal, started?: StartedMedia): Hls {
  const hls = new Hls({ ...createHlsConfig(options), ...(started && continueConfig()) });
  startWithPrefetched(hls, options);
  signalEnd(hls, options, signal);
  return hls;
}

/** Sets hls.js up for Stream: what it fetches, how far ahead, how often it tries, and through which loader. */
function createHlsConfig({ intent, delivery }: Pick<EngineOptions, 'intent' | 'delivery'>): Partial<HlsConfig> {
  const { manifestLoadPolicy, playlistLoadPolicy, fragLoadPolicy, loader } = Hls.DefaultConfig;
  return {
    // A worker comes from a blob, which a strict policy forbids; Stream's fMP4 needs no transmuxing anyway.
    enableWorker: false,
    loader: createTokenLoader(loader, delivery.urls, delivery.prefetch),
    startLevel: 0,
    startPosition: intent.position ?? -1,
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
}

/** Goes on behind the first segments in what the line has carried then, rather than in what they were. */
function continueConfig(): Partial<HlsConfig> {
  const bandwidth = knownBandwidth();
  return bandwidth ? { startLevel: -1, testBandwidth: false, abrEwmaDefaultEstimate: bandwidth } : {};
}

type Retry = HlsConfig['manifestLoadPolicy']['default']['errorRetry'];

/**
 * Retries server errors only. An answer without a video is final: asking the same again a second later only delays what
 * the viewer is told.
 */
function onlyServerErrors(retry: Retry): Retry {
  return (
    retry && {
      ...retry,
      shouldRetry: (_retry, count, _isTimeout, response) => (response?.code ?? 0) >= 500 && count < retry.maxNumRetry,
    }
  );
}

/** Describes to hls.js what a `<video>` plays already, so that it goes on with that. */
export function attachmentOf(media: HTMLVideoElement, { mediaSource, tracks }: StartedMedia): MediaAttachingData {
  const entries = tracks.map(({ track: { type, codec }, buffer }) => {
    const id = type === 'video' ? 'main' : type;
    return [type, { id, container: `${type}/mp4`, codec, levelCodec: codec, buffer, listeners: [] }] as const;
  });
  return { media, mediaSource, tracks: Object.fromEntries(entries) };
}

/** Begins with the rendition that is being fetched, and notes what the line carries for the next video. */
function startWithPrefetched(hls: Hls, { delivery }: EngineOptions): void {
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    const { startKey } = delivery.prefetch;
    const start = hls.levels.findIndex(({ uri }) => resourceKey(uri) === startKey);
    if (start > 0 && hls.config.startLevel === 0) hls.startLevel = start;
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    // Until it has measured anything, it says what it supposes.
    if (hls.bandwidthEstimate !== hls.config.abrEwmaDefaultEstimate) LINE.measured = hls.bandwidthEstimate;
  });
}

/**
 * Tells hls.js that all is there from where the viewer has gone to the end, which it notices only once that plays. So near
 * to the end, no browser plays before it knows that nothing more comes.
 */
function signalEnd(hls: Hls, { video, intent }: EngineOptions, signal: AbortSignal): void {
  /** Last fragment of each kind of track, once it is there. */
  const last = new Map<string, Fragment>();
  const check = (): void => {
    const { seeking, currentTime, buffered } = video;
    const index = buffered.length - 1;
    const isAll = last.has('main') && (last.has('audio') || !hls.audioTracks.some(({ url }) => url));
    if (!seeking || !isAll || index < 0) return;
    const start = Math.max(...[...last.values()].map((fragment) => fragment.start));
    // What is behind a gap is still to come.
    const isWhole = currentTime >= buffered.start(index) && buffered.end(index) > start;
    if (isWhole) hls.trigger(Hls.Events.BUFFER_EOS, { type: null });
  };
  hls.on(Hls.Events.LEVEL_LOADED, (_event, { details: { live, edge } }) => {
    if (!live && intent.position && intent.position > edge) intent.position = edge;
  });
  hls.on(Hls.Events.FRAG_BUFFERED, (_event, { frag }) => {
    if (frag.endList) last.set(frag.type, frag);
    check();
  });
  hls.on(Hls.Events.BUFFER_FLUSHING, (_event, { startOffset, endOffset }) => {
    for (const [type, { start, end }] of last) if (start < endOffset && end > startOffset) last.delete(type);
  });
  hls.on(Hls.Events.MEDIA_DETACHING, () => last.clear());
  video.addEventListener('seeking', check, { signal });
}
