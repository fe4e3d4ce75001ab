import type { VideoDelivery } from '../delivery/video-delivery.js';
import { mayUseHls, preloadEngine, prepareEngine } from '../engine/load-engine.js';
import type { PlaybackSessionHost } from './playback-options.js';
import { savesData } from './running-engine.js';

/** Videos that have a preview, or will soon. */
const previewed = new WeakSet<VideoDelivery>();

/** Preloads for a viewer who may soon press play: engine code, token and playlists, but no video. */
export async function warmUp(host: PlaybackSessionHost, delivery: VideoDelivery, signal: AbortSignal): Promise<void> {
  const { options, intent } = host;
  preloadEngine(options);
  if (!(await delivery.warm(mayUseHls(options.engine)))) return;
  await prepareEngine(options.engine, intent, delivery.prefetch);
  void bringPreview(host, delivery, signal);
}

/** Loads the preview, if wanted, after everything that playback needs. */
async function bringPreview(host: PlaybackSessionHost, delivery: VideoDelivery, signal: AbortSignal): Promise<void> {
  const { element, options } = host;
  if (!element.hoverPreview || previewed.has(delivery) || savesData()) return;
  previewed.add(delivery);
  if (mayUseHls(options.engine)) await delivery.prefetch.status();
  const code = await element.bring(() => import('./hover-preview.js'));
  if (code) new code.HoverPreview(host, delivery, signal);
  else previewed.delete(delivery);
}
