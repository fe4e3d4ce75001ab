import type { PlaybackIntent } from '../model/playback-intent.js';
import { readPreferences } from '../model/stored-preferences.js';

/** Player as far as a viewer's preferences go. */
export interface RestorablePlayer {
  readonly noControls: boolean;
  readonly startTime: string | undefined;
  readonly rememberPosition: boolean;
  readonly autoplay?: boolean | string;
  readonly uid: string | undefined;
  volume: number;
  muted: boolean;
  playbackRate: number;
  defaultPlaybackRate: number;
}

/** A `<video>` whose state is read, but for what a source says that is only taken up again. */
interface ObservedMedia {
  readonly reading: { readonly duration: number };
  on(types: readonly 'durationchange'[], listener: () => void, options: { readonly signal: AbortSignal }): void;
}

/** Players whose sound and speed are as their viewer has them: with another source, the page may have changed both. */
const restored = new WeakSet<RestorablePlayer>();

/** Lets a viewer take up where they left: with their sound and speed, and at the position where the video is to begin. */
export function restoreViewer(
  { element: player, intent }: { readonly element: RestorablePlayer; readonly intent: PlaybackIntent },
  media: ObservedMedia,
  signal: AbortSignal,
): void {
  if (!player.noControls && !restored.has(player)) restoreSound(player);
  // Only once: from then on it is the viewer's.
  if (player.autoplay === 'muted' && !restored.has(player)) player.muted = true;
  restored.add(player);
  intent.position ??= startPosition(player);
  if (player.noControls) return;
  let isLive = false;
  const slowDown = (): void => {
    const isNowLive = media.reading.duration === Infinity;
    // If a broadcast is played faster than it is sent, it stops for more again and again. So it begins at normal speed,
    // whatever speed the viewer has chosen for recordings.
    if (isNowLive && !isLive && player.playbackRate > 1) player.playbackRate = 1;
    isLive = isNowLive;
  };
  media.on(['durationchange'], slowDown, { signal });
}

/** Restores what was kept. What the markup says about sound goes before it. */
function restoreSound(player: RestorablePlayer): void {
  const { volume, muted, playbackRate } = readPreferences(player);
  if (volume !== undefined && player.volume === 1) player.volume = volume;
  if (muted) player.muted = true;
  if (playbackRate !== undefined && player.playbackRate === 1) {
    // A new source starts at the default one.
    player.defaultPlaybackRate = playbackRate;
    player.playbackRate = playbackRate;
  }
}

/** Finds the position at which a video is to begin, in seconds: where it was left, or where the page says. */
function startPosition(player: RestorablePlayer): number | undefined {
  const { startTime, rememberPosition, uid, noControls } = player;
  const positions = rememberPosition && !noControls ? readPreferences(player).positions : [];
  const kept = positions?.find(([known]) => known === uid)?.[1];
  return kept ?? (startTime ? parseStartTime(startTime) : undefined);
}

/**
 * Reads a time as Stream's player takes it in `startTime`: `123`, `90s`, `2m30s` or `1h2m3s`; returns its seconds.
 *
 * @returns `undefined` for anything else.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-the-stream-player/
 */
export function parseStartTime(text: string | number): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/i.exec(String(text).trim());
  if (!match || match[0] === '') return undefined;
  const [hours, minutes, seconds] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const time = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return Number.isFinite(time) ? time : undefined;
}
