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

/** Length of what is fetched ahead: Stream bills what is fetched, watched or not. */
const FORWARD_BUFFER_SECONDS = 30;
/** Length of what is kept after it was watched: going back to it fetches, and costs, nothing again. */
const BACK_BUFFER_SECONDS = 90;

/** How much longer than the first segment the one behind it may take: what is there plays meanwhile. */
const UNHURRIED = 2;
/** How much sooner than the first picture of a video that of another place is to come. */
const HURRY = 1 / 2;

/** Creates an hls.js for Stream, and helps it over seeks and to the end of a video, until the signal ends that. */
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

/** Sets hls.js up for Stream: what it fetches, how far ahead, how often it tries, and through which loader. */
function createHlsConfig(options: EngineOptions, hls: () => Hls): Partial<HlsConfig> {
  const { intent, delivery, video, hlsConfig } = options;
  const { manifestLoadPolicy, playlistLoadPolicy, fragLoadPolicy, loader } = Hls.DefaultConfig;
  const config: Partial<HlsConfig> = {
    // A worker comes from a blob, which a strict policy forbids; Stream's fMP4 needs no transmuxing anyway.
    enableWorker: false,
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
    ...hlsConfig,
    // What the page may not change: by these the token comes, limits are kept, and what plays already is taken over.
    ...limitedCapping(options, hls),
    loader: createTokenLoader(loader, delivery.urls, delivery.prefetch, () => video.currentTime),
    startLevel: 0,
    startPosition: intent.position ?? -1,
    // As the browsers' own HLS says it; what can be sought is in `seekable`.
    liveDurationInfinity: true,
  };
  delete config.pLoader;
  delete config.fLoader;
  return config;
}

type Levels = Pick<EngineOptions, 'limits' | 'maxHeight'>;

/** Finds the first and the last level that may be chosen by itself. */
function autoLevels(hls: Hls, { limits, maxHeight = Infinity }: Levels): readonly [first: number, last: number] {
  const allowed = withinLimits(listLevels(hls), { ...limits, max: Math.min(maxHeight, limits?.max ?? Infinity) });
  return [allowed[0]?.level ?? 0, allowed.at(-1)?.level ?? -1];
}

/** Keeps what hls.js chooses by itself within limits, as soon as it knows what there is. */
function limitLevels(hls: Hls, options: Levels): void {
  const [first, last] = autoLevels(hls, options);
  if (first > 0) hls.config.minAutoBitrate = hls.levels[first]?.bitrate ?? 0;
  const { autoLevelCapping } = hls;
  if (last < hls.levels.length - 1)
    hls.autoLevelCapping = autoLevelCapping < 0 ? last : Math.min(autoLevelCapping, last);
}

/** Makes what caps the levels to the player's size, which otherwise knows no other limits. */
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
 * Tells hls.js once more of buffers that it was given. It forgets them as it is attached, which comes a moment later there, and
 * then takes for buffered sound only what there is a picture for: it would fetch the rest again.
 */
function tellBuffersAgain(hls: Hls): void {
  hls.once(Hls.Events.BUFFER_CREATED, (event, data) => {
    hls.once(Hls.Events.MEDIA_ATTACHED, () => hls.trigger(event, data));
  });
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

/**
 * Begins with the rendition that is being fetched, or goes on behind it in what the line has carried then; notes what it
 * carries for the next video.
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
    // hls.js itself knows neither the box yet nor a margin here.
    const next = line
      ? chooseStartRendition(listLevels(hls), { bandwidth: line * UNHURRIED, boxHeight: heightOf(video), limits })
          ?.level
      : undefined;
    const level = Math.max(start, next ?? 0, autoLevels(hls, { limits, maxHeight })[0]);
    if (level > 0) hls.startLevel = level;
  });
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    // Until it has measured anything, it says what it supposes.
    if (hls.bandwidthEstimate !== hls.config.abrEwmaDefaultEstimate) LINE.measured = hls.bandwidthEstimate;
  });
}

/**
 * Fetches the first segment where the viewer has gone in a quality that comes at once: in the one that the line just carries,
 * a segment of four seconds takes about as long. What follows is in that again. A quality whose playlist is still to come would
 * not be sooner. hls.js is handed that segment in pieces, the first of which holds the place, and so are those behind it while
 * they would come too late as a whole.
 */
function hurryAfterSeeks(hls: Hls, { video, limits }: EngineOptions, signal: AbortSignal): void {
  /** Whether the segment under way comes in pieces. */
  let isPiecemeal = false;
  const hurry = (): void => {
    if (isBuffered(video)) return;
    // Read by hls.js as it asks for a segment.
    hls.config.progressive = true;
    letSoundGo(hls);
    if (LINE.measured === undefined || !hls.autoLevelEnabled) return;
    const there = listLevels(hls).filter(({ level }) => hls.levels[level]?.details);
    const quick = chooseStartRendition(there, { bandwidth: hls.bandwidthEstimate * HURRY, limits });
    if (quick && quick.level < hls.nextAutoLevel) hls.nextAutoLevel = quick.level;
  };
  hls.on(Hls.Events.FRAG_LOADING, (_event, { frag }) => {
    if (!frag.type.startsWith('main')) return;
    isPiecemeal = hls.config.progressive;
    // Read as pieces are taken apart, too, which would keep the last of them back; each of ours is complete.
    hls.config.progressive = false;
  });
  hls.on(Hls.Events.FRAG_LOADED, (_event, { frag: { type, end, duration } }) => {
    if (type.startsWith('main') && isPiecemeal) hls.config.progressive = end - video.currentTime < duration;
  });
  hls.on(Hls.Events.BUFFER_APPENDING, (_event, { type, frag: { start, end } }) => {
    if (type === 'audio' && video.seeking && (video.currentTime < start || video.currentTime >= end)) letSoundGo(hls);
  });
  // Before hls.js hears of it, which listens from when it is given the `<video>` on.
  video.addEventListener('seeking', hurry, { signal });
}

/**
 * Lets go of sound that waits in hls.js for its picture. After a seek, the picture is that of another place, and until it comes,
 * the sound of that place is not asked for. To hls.js, a flush says so, here that of nothing.
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
