import type { VideoDelivery } from '../delivery/video-delivery.js';
import { mayUseHls, preloadEngine, prepareEngine } from '../engine/load-engine.js';
import type { PlaybackSessionHost } from './playback-options.js';
import { savesData } from './running-engine.js';

/** Videos that have a preview, or soon will. */
const previewed = new WeakSet<VideoDelivery>();

/** Fetches ahead for somebody who may want it soon: the engine's code, the token and the playlists, and no video. */
export async function warmUp(host: PlaybackSessionHost, delivery: VideoDelivery, signal: AbortSignal): Promise<void> {
  const { options, intent } = host;
  preloadEngine(options);
  if (!(await delivery.warm(mayUseHls(options.engine)))) return;
  await prepareEngine(options.engine, intent, delivery.prefetch);
  void bringPreview(host, delivery, signal);
}

/** Loads what shows some of a video before anybody presses play, where that is wanted; behind all that a press needs. */
async function bringPreview(host: PlaybackSessionHost, delivery: VideoDelivery, signal: AbortSignal): Promise<void> {
  const { element, options } = host;
  if (!element.hoverPreview || previewed.has(delivery) || savesData()) return;
  previewed.add(delivery);
  if (mayUseHls(options.engine)) await delivery.prefetch.status();
  const code = await element.bring(() => import('./hover-preview.js'));
  if (code) new code.HoverPreview(host, delivery, signal);
  else previewed.delete(delivery);
}
