import type { CfStreamPlayer } from '../stream-player.js';
import { ENGLISH } from '../strings/en.js';
import { captionId, type CaptionTracks } from './captions/caption-tracks.js';
import type { CaptionStyle, PlayerChoices } from './settings/choices.js';

/** Reads what can be chosen about the video at the moment. */
export function readChoices(
  player: CfStreamPlayer,
  captions: CaptionTracks,
  captionStyle: CaptionStyle,
  canAirPlay: boolean,
): PlayerChoices {
  const named = player.renditions.filter(({ height }) => height > 0);
  const shorter = ({ width, height }: { width: number; height: number }): number =>
    width > 0 ? Math.min(width, height) : height;
  const audio = [...player.audioTracks];
  const active = named.find((one) => one.active);
  const best = captions.best((player.texts ?? ENGLISH).locale);
  return {
    qualities: named.map((one) => ({ id: one.id, height: shorter(one) })).sort((a, b) => b.height - a.height),
    quality: player.selectedRendition,
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
