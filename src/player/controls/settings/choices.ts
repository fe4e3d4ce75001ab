import type { CfStreamPlayer } from '../../stream-player.js';
import type { CaptionStyle } from '../../model/caption-style.js';
import type { Chapter } from '../../model/chapters.js';
import { shorterSide } from '../../delivery/resolution-limits.js';
import { captionId, captionLanguages, type CaptionTracks } from '../captions/caption-tracks.js';

/** Rendition that can be chosen. */
export interface QualityChoice {
  readonly id: string;
  /** Pixels of the shorter side, as in “1080p”. */
  readonly height: number;
  /** Bits per second. */
  readonly bitrate: number;
  /** Frames per second; 0 if unknown. */
  readonly frameRate: number;
}

/** Audio or text track that can be chosen. */
export interface TrackChoice {
  readonly id: string;
  /** Label in the video; may be empty. */
  readonly label: string;
  /** BCP 47 tag; may be empty. */
  readonly language: string;
  /** Whether the audio has a description of the picture. */
  readonly isDescribed?: boolean;
}

/** Choices that a video offers, and the current ones. They change rarely, unlike the media snapshot. */
export interface PlayerChoices {
  /** Qualities, best first. */
  readonly qualities: readonly QualityChoice[];
  /** Id of the chosen quality; `null` while the choice is automatic. */
  readonly quality: string | null;
  /** Id of the quality that is playing; `null` while unknown. */
  readonly playing: string | null;
  readonly audio: readonly TrackChoice[];
  readonly audioId: string | null;
  readonly captions: readonly TrackChoice[];
  /** Id of the shown captions; `null` while captions are off. */
  readonly captionsId: string | null;
  /** Id of the track to show when captions are just switched on; `null` if there is none. */
  readonly captionsChoice: string | null;
  readonly captionStyle: CaptionStyle;
  readonly canAirPlay: boolean;
  readonly chapters: readonly Chapter[];
  /** Chapter at the current time. */
  readonly chapter: Chapter | null;
  /** Start and end of the loop, in seconds. */
  readonly loop: readonly [start: number, end: number] | null;
}

/** Choices of a video that offers none. */
export const NO_CHOICES: PlayerChoices = {
  qualities: [],
  quality: null,
  playing: null,
  audio: [],
  audioId: null,
  captions: [],
  captionsId: null,
  captionsChoice: null,
  captionStyle: {},
  canAirPlay: false,
  chapters: [],
  chapter: null,
  loop: null,
};

/** Reads the current choices of the video. */
export function readChoices(
  player: CfStreamPlayer,
  captions: CaptionTracks,
  captionStyle: CaptionStyle,
  canAirPlay: boolean,
): PlayerChoices {
  const named = player.renditions.filter(({ height }) => height > 0);
  const audio = [...player.audioTracks];
  const active = named.find((one) => one.active);
  const best = captions.best(captionLanguages(player));
  return {
    qualities: named
      .map((one) => ({ ...one, height: shorterSide(one) }))
      .sort((a, b) => b.height - a.height || b.bitrate - a.bitrate),
    quality: player.selectedRendition,
    playing: active?.id ?? null,
    audio: audio.map(({ id, label, language, kind }) => ({ id, label, language, isDescribed: kind.includes('desc') })),
    audioId: audio.find(({ enabled }) => enabled)?.id ?? null,
    captions: captions.list.map((track) => ({ id: captionId(track), label: track.label, language: track.language })),
    captionsId: captions.shown && captionId(captions.shown),
    captionsChoice: best && captionId(best),
    captionStyle,
    canAirPlay,
    chapters: player.chapters,
    chapter: player.activeChapter,
    loop: player.loopRange,
  };
}
