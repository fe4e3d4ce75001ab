import type { CfStreamPlayer } from '../../stream-player.js';
import type { CaptionStyle } from '../../model/caption-style.js';
import type { Chapter } from '../../model/chapters.js';
import { shorterSide } from '../../delivery/resolution-limits.js';
import { captionId, captionLanguages, type CaptionTracks } from '../captions/caption-tracks.js';

/** A rendition that can be chosen. */
export interface QualityChoice {
  readonly id: string;
  /** Pixels of the shorter side, as people name it: 1080. */
  readonly height: number;
  /** Bits a second. */
  readonly bitrate: number;
  /** Frames a second; 0 where it is not known. */
  readonly frameRate: number;
}

/** An audio or text track that can be chosen. */
export interface TrackChoice {
  readonly id: string;
  /** As the video names it; may be empty. */
  readonly label: string;
  /** BCP 47 tag, or empty. */
  readonly language: string;
  /** Whether it is sound that also tells what is to be seen. */
  readonly isDescribed?: boolean;
}

/** Choices that a video offers, and the chosen ones. They change seldom, unlike the media snapshot. */
export interface PlayerChoices {
  /** Best first. */
  readonly qualities: readonly QualityChoice[];
  /** `null` while the player chooses. */
  readonly quality: string | null;
  /** Id of what plays; `null` while unknown. */
  readonly playing: string | null;
  readonly audio: readonly TrackChoice[];
  readonly audioId: string | null;
  readonly captions: readonly TrackChoice[];
  /** `null` while captions are off. */
  readonly captionsId: string | null;
  /** The track for who just wants captions; `null` where there are none. */
  readonly captionsChoice: string | null;
  readonly captionStyle: CaptionStyle;
  readonly canAirPlay: boolean;
  readonly chapters: readonly Chapter[];
  /** The one that plays. */
  readonly chapter: Chapter | null;
  /** Start and end of what is played again and again, in seconds. */
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

/** Reads what can be chosen about the video at the moment. */
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
