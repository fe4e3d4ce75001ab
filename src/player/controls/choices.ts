import type { CaptionTracks } from './captions/caption-tracks.js';
import type { CaptionStyle, PlayerChoices } from './settings/choices.js';
import { ENGLISH } from '../strings/en.js';
import type { ChromeHost } from './chrome-host.js';

/** Gives each text track a name of its own: their `id` may be empty, and their labels the same. */
const trackIds = new WeakMap<TextTrack, string>();
let lastId = 0;

/**
 * The name of a text track among the player's choices.
 *
 * @since 0.1.0
 */
export function captionId(track: TextTrack): string {
  let id = trackIds.get(track);
  if (id === undefined) {
    id = String((lastId += 1));
    trackIds.set(track, id);
  }
  return id;
}

/**
 * What can be chosen about the video at the moment.
 *
 * @since 0.1.0
 */
export function readChoices(
  host: ChromeHost,
  captions: CaptionTracks,
  captionStyle: CaptionStyle,
  canAirPlay: boolean,
): PlayerChoices {
  const named = host.renditions.filter(({ height }) => height > 0);
  const shorter = ({ width, height }: { width: number; height: number }): number =>
    width > 0 ? Math.min(width, height) : height;
  const audio = [...host.audioTracks];
  const active = named.find((one) => one.active);
  const best = captions.best((host.texts ?? ENGLISH).locale);
  return {
    qualities: named.map((one) => ({ id: one.id, height: shorter(one) })).sort((a, b) => b.height - a.height),
    quality: host.selectedRendition,
    playingHeight: active ? shorter(active) : null,
    audio: audio.map(({ id, label, language }) => ({ id, label, language })),
    audioId: audio.find(({ enabled }) => enabled)?.id ?? null,
    captions: captions.list.map((track) => ({ id: captionId(track), label: track.label, language: track.language })),
    captionsId: captions.shown && captionId(captions.shown),
    captionsChoice: best && captionId(best),
    captionStyle,
    canAirPlay,
  };
}
