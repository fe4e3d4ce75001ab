import { parseClockTime } from '../model/clock-time.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import { readPreferences, RESUMED } from '../model/stored-preferences.js';
import type { SessionMedia, SessionPlayer } from './media-session-bridge.js';
import { isClipped, type ClippedMedia, type ClippedPlayer, type ProgressMedia } from './clip-options.js';

/** Player as far as a viewer's preferences go. */
export interface RestorablePlayer extends ClippedPlayer, SessionPlayer {
  readonly rememberPosition: boolean;
  readonly autoplay?: boolean | string;
  readonly seekableUntil: string | undefined;
  defaultPlaybackRate: number;
}

/** Earliest place of which the viewer is told that the video begins there, in seconds. */
const NOTED_FROM = 10;

/** Players whose sound and speed are as their viewer has them: with another source, the page may have changed both. */
const restored = new WeakSet<RestorablePlayer>();

/** Lets a viewer take up where they left: with their sound and speed, and at the position where the video is to begin. */
export function restoreViewer(
  { element: player, intent }: { readonly element: RestorablePlayer; readonly intent: PlaybackIntent },
  media: ProgressMedia & SessionMedia,
  signal: AbortSignal,
): void {
  if (!player.noControls && !restored.has(player)) restoreSound(player);
  // Only once: from then on it is the viewer's.
  if (player.autoplay === 'muted' && !restored.has(player)) player.muted = true;
  restored.add(player);
  RESUMED.delete(player);
  intent.position ??= startPosition(player);
  if (player.seekableUntil === 'watched') media.limit = intent.position ?? 0;
  followClip(player, media, signal);
  followProgress(player, media, signal);
  followSound(player, media, signal);
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

/**
 * Begins something once, at the first of some moments that wants it, with code that is loaded then. Where that does not come,
 * or `begin` gives `false`, the next moment asks again.
 */
function beginOnce<Code>(
  media: ClippedMedia,
  moments: Parameters<ClippedMedia['on']>[0],
  signal: AbortSignal,
  load: () => Promise<Code> | undefined,
  begin: (code: Code) => unknown,
): void {
  const begun = new AbortController();
  const ending = AbortSignal.any([signal, begun.signal]);
  const ask = async (): Promise<void> => {
    const code = await load();
    if (code && !ending.aborted && begin(code) !== false) begun.abort();
  };
  media.on(moments, () => void ask().catch(() => undefined), { signal: ending });
}

/** Plays only a part of the video once that is wanted. */
function followClip(player: RestorablePlayer, media: ClippedMedia, signal: AbortSignal): void {
  const load = () => (isClipped(player) ? import('./clip.js') : undefined);
  beginOnce(media, ['play', 'timeupdate'], signal, load, ({ Clip }) => new Clip(player, media, signal));
}

/** Notes what is watched from the first moment on. */
function followProgress(player: RestorablePlayer, media: ProgressMedia, signal: AbortSignal): void {
  const load = () => import('./watch-progress.js');
  beginOnce(media, ['playing'], signal, load, ({ WatchProgress }) => new WatchProgress(player, media, signal));
}

/** Gives the system's media controls to a player that is heard. */
function followSound(player: SessionPlayer, media: ProgressMedia & SessionMedia, signal: AbortSignal): void {
  // Once it is heard: a player of which nothing is to be seen there needs no code for that.
  const load = () =>
    !player.muted && (!player.noControls || player.videoTitle) ? import('./media-session-bridge.js') : undefined;
  beginOnce(
    media,
    ['play', 'volumechange', 'timeupdate'],
    signal,
    load,
    ({ isForMediaSession, shareMediaSession }) => isForMediaSession(player) && shareMediaSession(player, media),
  );
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
  if (kept !== undefined && kept >= NOTED_FROM) RESUMED.set(player, kept);
  return kept ?? (startTime ? parseClockTime(startTime) : undefined);
}
