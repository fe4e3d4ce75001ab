import Hls, { type Fragment, type HlsConfig, type MediaAttachingData } from 'hls.js';
import { resourceKey } from '../delivery/delivery-url.js';
import { withinLimits } from '../delivery/resolution-limits.js';
import { chooseStartRendition, knownBandwidth, LINE, type ListedRendition } from '../delivery/start-rendition.js';
import { RECOVERY } from '../model/recovery-policy.js';
import { listRanges } from '../model/snapshot-media.js';
import { indexCues } from './cue-index.js';
import type { EngineOptions } from './engine.js';
import { forgetPlayed } from './forget-played.js';
import type { StartedMedia } from './track-feed.js';
import { createTokenLoader } from './token-loader.js';
import { isVideoSegment } from './video-segment.js';

/** Length of the forward buffer: Stream bills what is fetched, watched or not. */
const FORWARD_BUFFER_SECONDS = 30;
/** Length of the back buffer: seeking back within it fetches, and costs, nothing again. */
const BACK_BUFFER_SECONDS = 90;

/** How much longer than the first segment the second one may take to load: the first one plays meanwhile. */
const UNHURRIED = 2;
/** Fraction of the bandwidth that the first segment after a seek may use, compared with the start of a video. */
const HURRY = 1 / 2;

/** Creates an hls.js for Stream, with help for seeks and for the end of a video, until the signal aborts. */
export function createHls(options: EngineOptions, signal: AbortSignal, started?: StartedMedia): Hls {
  const hls: Hls = new Hls(createHlsConfig(options, () => hls));
  hls.on(Hls.Events.MANIFEST_PARSED, () => limitLevels(hls, options));
  hls.on(Hls.Events.FRAG_LOADING, (_event, { frag: { type, level } }) => {
    if (type.startsWith('subtitle')) indexCues(hls.subtitleTracks[level]?.trackNode?.track);
  });
  startWithPrefetched(hls, options, started);
  if (started) tellBuffersAgain(hls);
  signalEnd(hls, options, signal);
  hurryAfterSeeks(hls, options, signal);
  forgetPlayed(hls, options.video);
  return hls;
}

/** Configures hls.js for Stream: buffers, retries and loader. */
function createHlsConfig(options: EngineOptions, hls: () => Hls): Partial<HlsConfig> {
  const { intent, delivery, video, hlsConfig } = options;
  const { manifestLoadPolicy, playlistLoadPolicy, fragLoadPolicy, loader } = Hls.DefaultConfig;
  const config: Partial<HlsConfig> = {
    // A worker is created from a blob, which a strict CSP forbids; Stream's fMP4 needs no transmuxing anyway.
    enableWorker: false,
    // Stream has no interstitials, and their controller plays and seeks by itself after a reset.
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
    ...hlsConfig,
    // Not for the page to change: these apply the token and the limits, and take over a video that has begun.
    ...limitedCapping(options, hls),
    loader: createTokenLoader(loader, delivery.urls, delivery.prefetch, () => video.currentTime),
    startLevel: 0,
    startPosition: intent.position ?? -1,
    // As with native HLS; `seekable` has the seekable range.
    liveDurationInfinity: true,
  };
  delete config.pLoader;
  delete config.fLoader;
  return config;
}

type Levels = Pick<EngineOptions, 'limits' | 'maxHeight'>;

/** Finds the first and last level for automatic selection. */
function autoLevels(hls: Hls, { limits, maxHeight = Infinity }: Levels): readonly [first: number, last: number] {
  const allowed = withinLimits(listLevels(hls), { ...limits, max: Math.min(maxHeight, limits?.max ?? Infinity) });
  return [allowed[0]?.level ?? 0, allowed.at(-1)?.level ?? -1];
}

/** Limits the automatic selection of hls.js once the levels are known. */
function limitLevels(hls: Hls, options: Levels): void {
  const [first, last] = autoLevels(hls, options);
  if (first > 0) hls.config.minAutoBitrate = hls.levels[first]?.bitrate ?? 0;
  const { autoLevelCapping } = hls;
  if (last < hls.levels.length - 1)
    hls.autoLevelCapping = autoLevelCapping < 0 ? last : Math.min(autoLevelCapping, last);
}

/** Creates the controller that caps levels to the player's size, within the page's limits. */
function limitedCapping(options: Levels, hls: () => Hls): Pick<HlsConfig, 'capLevelController'> {
  const { capLevelController: Capping } = Hls.DefaultConfig;
  if (!Capping) return {};
  class LimitedCapping extends Capping {
    override getMaxLevel(capLevelIndex: number): number {
      const [first, last] = autoLevels(hls(), options);
      return Math.max(first, super.getMaxLevel(Math.min(capLevelIndex, last)));
    }
  }
  return { capLevelController: LimitedCapping };
}

/**
 * Reports the given buffers to hls.js again. It forgets them on attaching, which comes a moment later, and then counts
 * audio as buffered only where there is video: it would fetch the rest again.
 */
function tellBuffersAgain(hls: Hls): void {
  hls.once(Hls.Events.BUFFER_CREATED, (event, data) => {
    hls.once(Hls.Events.MEDIA_ATTACHED, () => hls.trigger(event, data));
  });
}

type Retry = HlsConfig['manifestLoadPolicy']['default']['errorRetry'];

/**
 * Retries server errors only. A response without a video is final: repeating the request only delays the message to the
 * viewer.
 */
function onlyServerErrors(retry: Retry): Retry {
  return (
    retry && {
      ...retry,
      shouldRetry: (_retry, count, _isTimeout, response) => (response?.code ?? 0) >= 500 && count < retry.maxNumRetry,
    }
  );
}

/** Describes to hls.js what a `<video>` already plays, so that it goes on from there. */
export function attachmentOf(media: HTMLVideoElement, { mediaSource, tracks }: StartedMedia): MediaAttachingData {
  const entries = tracks.map(({ track: { type, codec }, buffer }) => {
    const id = type === 'video' ? 'main' : type;
    return [type, { id, container: `${type}/mp4`, codec, levelCodec: codec, buffer, listeners: [] }] as const;
  });
  return { media, mediaSource, tracks: Object.fromEntries(entries) };
}

/**
 * Starts hls.js with the rendition that is being prefetched or, after a video that has begun, with one that the
 * measured bandwidth carries; notes hls.js's own measurement for the next video.
 */
function startWithPrefetched(
  hls: Hls,
  { delivery, video, maxHeight, limits, preferred }: EngineOptions,
  started: StartedMedia | undefined,
): void {
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    const { startKey } = delivery.prefetch;
    const start = hls.levels.findIndex(({ uri }) => resourceKey(uri) === startKey);
    const line = started && (maxHeight ?? preferred?.height) === undefined && knownBandwidth();
    // hls.js knows neither the player's size yet nor a margin here.
    const next = line
      ? chooseStartRendition(listLevels(hls), { bandwidth: line * UNHURRIED, boxHeight: heightOf(video), limits })
          ?.level
      : undefined;
    const level = Math.max(start, next ?? 0, autoLevels(hls, { limits, maxHeight })[0]);
    if (level > 0) hls.startLevel = level;
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    // Before the first measurement, the estimate is only the default.
    if (hls.bandwidthEstimate !== hls.config.abrEwmaDefaultEstimate) LINE.measured = hls.bandwidthEstimate;
  });
}

/**
 * Makes the first segment after a seek arrive soon. It is fetched in a lower quality: in one that just fits the
 * bandwidth, a segment of four seconds takes about four seconds. The next one is in full quality again. A quality
 * without a loaded playlist would not be faster. hls.js gets that segment in pieces, the first of which holds the
 * position, and the following segments, too, while they would otherwise arrive too late.
 */
function hurryAfterSeeks(hls: Hls, { video, limits }: EngineOptions, signal: AbortSignal): void {
  /** Whether the current segment arrives in pieces. */
  let isPiecemeal = false;
  const hurry = (): void => {
    if (isBuffered(video)) return;
    // hls.js reads this when it requests a segment. With nothing buffered yet, this is the start position, no seek.
    hls.config.progressive = video.buffered.length > 0;
    letSoundGo(hls);
    if (LINE.measured === undefined || !hls.autoLevelEnabled) return;
    const there = listLevels(hls).filter(({ level }) => hls.levels[level]?.details);
    const quick = chooseStartRendition(there, { bandwidth: hls.bandwidthEstimate * HURRY, limits });
    if (quick && quick.level < hls.nextAutoLevel) hls.nextAutoLevel = quick.level;
  };
  hls.on(Hls.Events.FRAG_LOADING, (_event, { frag }) => {
    // hls.js announces an init segment before it reads this for the segment itself.
    if (!isVideoSegment(frag)) return;
    isPiecemeal = hls.config.progressive;
    // Also read when pieces are demuxed, where it would hold back the last of them; each of ours is complete.
    hls.config.progressive = false;
  });
  // With low latency, each part of a segment is reported, and none is cut.
  hls.on(Hls.Events.FRAG_LOADED, (_event, { frag, part }) => {
    if (isVideoSegment(frag) && !part && isPiecemeal)
      hls.config.progressive = frag.end - video.currentTime < frag.duration;
  });
  hls.on(Hls.Events.BUFFER_APPENDING, (_event, { type, frag: { start, end } }) => {
    if (type === 'audio' && video.seeking && (video.currentTime < start || video.currentTime >= end)) letSoundGo(hls);
  });
  // Registered before hls.js attaches, so that this runs before its own listener.
  video.addEventListener('seeking', hurry, { signal });
}

/**
 * Releases audio that hls.js holds back for its video. After a seek, the video is for another position, and until it
 * arrives, the audio there is not requested. A flush of nothing releases it.
 */
function letSoundGo(hls: Hls): void {
  hls.trigger(Hls.Events.BUFFER_FLUSHING, { type: 'audio', startOffset: Infinity, endOffset: Infinity });
}

const listLevels = ({ levels }: Hls): (ListedRendition & { readonly level: number })[] =>
  levels.map(({ bitrate, width, height }, level) => ({ bandwidth: bitrate, width, height, level }));

const heightOf = ({ clientHeight }: HTMLVideoElement): number | undefined =>
  clientHeight * devicePixelRatio || undefined;

const isBuffered = ({ buffered, currentTime }: HTMLVideoElement): boolean =>
  listRanges(buffered).some(([start, end]) => currentTime >= start && currentTime < end);

/**
 * Tells hls.js when everything up to the end is buffered, which it otherwise notices only during playback. This close
 * to the end, browsers do not play until they know that nothing follows.
 */
function signalEnd(hls: Hls, { video, intent }: EngineOptions, signal: AbortSignal): void {
  /** Last fragment of each type of track, once buffered. */
  const last = new Map<string, Fragment>();
  const check = (): void => {
    const { seeking, currentTime, buffered } = video;
    const index = buffered.length - 1;
    const isAll = last.has('main') && (last.has('audio') || !hls.audioTracks.some(({ url }) => url));
    if (!seeking || !isAll || index < 0) return;
    const start = Math.max(...[...last.values()].map((fragment) => fragment.start));
    // Beyond a gap, something is still missing.
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
