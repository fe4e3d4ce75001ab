// Videos that begin before hls.js is loaded, which happens when a test allows it.
import { waitUntil } from '@open-wc/testing';
import type Hls from 'hls.js';
import { VideoDelivery } from '../../src/player/delivery/video-delivery.js';
import type { EngineClass, EngineOptions } from '../../src/player/engine/engine.js';
import { loadEngine } from '../../src/player/engine/load-engine.js';
import { StartingEngine } from '../../src/player/engine/starting-engine.js';
import { listRanges } from '../../src/player/model/snapshot-media.js';
import type { PlaybackIntent } from '../../src/player/model/playback-intent.js';
import { PATIENCE } from './player-element.js';
import type { OpenedStream } from './stream.js';

/** Options of such a start. */
export interface StartOptions {
  /** Seconds. */
  readonly position?: number;
  /** Loads the engine's code, instead of waiting until the test allows it. */
  readonly load?: () => Promise<EngineClass>;
}

/** A video that has begun without hls.js. */
export interface StartedVideo {
  readonly video: HTMLVideoElement;
  readonly intent: PlaybackIntent;
  readonly delivery: VideoDelivery;
  readonly engine: StartingEngine;
  readonly errors: string[];
  /** Seconds that were reported as fetched. */
  fetched: number;
  /** Events of the `<video>`. */
  readonly events: string[];
  /** Lets hls.js load; resolves once it has taken over. */
  handOver(): Promise<Hls>;
  end(): void;
}

const EVENTS = ['play', 'pause', 'playing', 'waiting', 'seeking', 'seeked', 'ended', 'emptied', 'error'];

/** Starts a video from its first segments. */
export async function startVideo(stream: OpenedStream, { position, load }: StartOptions = {}): Promise<StartedVideo> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video);
  const intent: PlaybackIntent = { playing: false, position };
  const source = { origin: stream.origin, uid: stream.uid };
  const options = {
    source,
    deliveryOrigin: stream.origin,
    tokenEndpoint: stream.tokenEndpoint,
    lowLatency: false,
    dvr: false,
  };
  const ignore = (): void => undefined;
  const delivery = new VideoDelivery(options, {
    isPlaying: () => true,
    onToken: ignore,
    onFailure: ignore,
    onNotReady: ignore,
  });
  await delivery.tokens.source.getValid();
  void delivery.prefetch.segments(position ?? 0);
  const plan = await delivery.prefetch.plan(position ?? 0);
  let letCome!: () => void;
  const gate = new Promise<void>((resolve) => (letCome = resolve));
  const errors: string[] = [];
  const events: string[] = [];
  for (const type of EVENTS) video.addEventListener(type, () => events.push(type));
  const made: { engine: StartingEngine; fetched: number } = { engine: undefined as never, fetched: 0 };
  const engineOptions: EngineOptions = {
    video,
    intent,
    delivery,
    onError: ({ code }) => errors.push(code),
    onTracks: ignore,
    onFetched: (seconds) => (made.fetched += seconds),
    onReloading: ignore,
    holdFrame: () => ignore,
  };
  made.engine = new StartingEngine(engineOptions, plan!, load ?? (() => gate.then(() => loadEngine('hls.js'))));
  const { engine } = made;
  const end = (): void => {
    engine.destroy();
    delivery.close();
    video.remove();
  };
  const handOver = async (): Promise<Hls> => {
    letCome();
    await waitUntil(() => engine.instance, 'hls.js takes over', PATIENCE);
    return engine.instance as Hls;
  };
  return Object.assign(made, { video, intent, delivery, errors, events, handOver, end });
}

/** Waits until a video plays beyond a position in seconds. */
export const untilPast = ({ engine, video }: StartedVideo, time: number): Promise<void> =>
  waitUntil(
    () => engine.currentTime > time && video.readyState > 2 && !video.seeking,
    `it comes past ${time}`,
    PATIENCE,
  );

/** Plays a video on beyond a position at a higher rate, once enough is buffered for that. */
export async function playOn(made: StartedVideo, time: number, rate = 2): Promise<void> {
  const { video } = made;
  const least = Math.min(time + 1, video.duration - 0.2);
  await waitUntil(() => (listRanges(video.buffered).at(-1)?.[1] ?? 0) > least, `it is there until ${least}`, PATIENCE);
  video.playbackRate = rate;
  await untilPast(made, time);
}

/** Paths that the page has requested from a Stream, including those from the browser's cache, without the token. */
export function pathsAsked({ origin }: OpenedStream): string[] {
  const urls = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  return urls.filter((url) => url.origin === origin).map(({ pathname }) => pathname.replace(/^\/[^/]+/, ''));
}

/** Those that it has requested more than once. */
export function pathsAskedTwice(stream: OpenedStream): string[] {
  const paths = pathsAsked(stream);
  return paths.filter((path, index) => paths.indexOf(path) !== index);
}

/** Object URLs that were created and not revoked, until `end` is called. */
export function watchObjectUrls(): { readonly urls: ReadonlySet<string>; end(): void } {
  const urls = new Set<string>();
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (object) => {
    const url = createObjectURL.call(URL, object);
    urls.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    urls.delete(url);
    revokeObjectURL.call(URL, url);
  };
  return { urls, end: () => void Object.assign(URL, { createObjectURL, revokeObjectURL }) };
}
