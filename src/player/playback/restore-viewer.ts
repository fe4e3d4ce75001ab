import { parseClockTime } from '../model/clock-time.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import { readPreferences, RESUMED } from '../model/stored-preferences.js';
import type { SessionMedia, SessionPlayer } from './media-session-bridge.js';
import { isClipped, type ClippedMedia, type ClippedPlayer, type ProgressMedia } from './clip-options.js';

/** Parts of the player that restoring preferences needs. */
export interface RestorablePlayer extends ClippedPlayer, SessionPlayer {
  readonly rememberPosition: boolean;
  readonly autoplay?: boolean | string;
  readonly seekableUntil: string | undefined;
  readonly played: TimeRanges;
  defaultPlaybackRate: number;
}

/** Earliest resume position that viewers are told about, in seconds. */
const NOTED_FROM = 10;

/** Players whose sound and speed were restored: with another source, the page may have changed both. */
const restored = new WeakSet<RestorablePlayer>();

/** Restores where a viewer has left: sound, speed and position. */
export function restoreViewer(
  { element: player, intent }: { readonly element: RestorablePlayer; readonly intent: PlaybackIntent },
  media: ProgressMedia & SessionMedia,
  signal: AbortSignal,
): void {
  if (!player.noControls && !restored.has(player)) restoreSound(player);
  // Only once: later, the viewer decides.
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
    // A live stream played faster than it is sent stalls again and again, so it begins at normal speed, whatever speed
    // the viewer has chosen for recordings.
    if (isNowLive && !isLive && player.playbackRate > 1) player.playbackRate = 1;
    isLive = isNowLive;
  };
  media.on(['durationchange'], slowDown, { signal });
}

/**
 * Begins something once, on the first event that needs it, with code loaded then. If loading fails, or `begin` returns
 * `false`, the next event tries again.
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

/** Starts to play only part of the video once that is wanted. */
function followClip(player: RestorablePlayer, media: ClippedMedia, signal: AbortSignal): void {
  const load = () => (isClipped(player) ? import('./clip.js') : undefined);
  beginOnce(media, ['play', 'timeupdate'], signal, load, ({ Clip }) => new Clip(player, media, signal));
}

/** Tracks what is watched, from the first `playing` on. */
function followProgress(player: RestorablePlayer, media: ProgressMedia, signal: AbortSignal): void {
  const load = () => import('./watch-progress.js');
  beginOnce(media, ['playing'], signal, load, ({ WatchProgress }) => new WatchProgress(player, media, signal));
}

/** Gives the system's media controls to an audible player. */
function followSound(player: SessionPlayer, media: ProgressMedia & SessionMedia, signal: AbortSignal): void {
  // Not before it is audible: a player that never shows there does not need the code.
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

/** Restores stored sound and speed. Values set by the page take precedence. */
function restoreSound(player: RestorablePlayer): void {
  const { volume, muted, playbackRate } = readPreferences(player);
  if (volume !== undefined && player.volume === 1) player.volume = volume;
  if (muted) player.muted = true;
  if (playbackRate !== undefined && player.playbackRate === 1) {
    // A new source starts at `defaultPlaybackRate`.
    player.defaultPlaybackRate = playbackRate;
    player.playbackRate = playbackRate;
  }
}

/** Finds the start position of a video, in seconds: where the viewer has left, or as set by the page. */
function startPosition(player: RestorablePlayer): number | undefined {
  const { startTime, rememberPosition, uid, noControls } = player;
  const positions = rememberPosition && !noControls ? readPreferences(player).positions : [];
  const kept = positions?.find(([known]) => known === uid)?.[1];
  if (kept !== undefined && kept >= NOTED_FROM) RESUMED.set(player, kept);
  return kept ?? (startTime ? parseClockTime(startTime) : undefined);
}
