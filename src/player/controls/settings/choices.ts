/**
 * A rendition that can be chosen.
 *
 * @since 0.1.0
 */
export interface QualityChoice {
  readonly id: string;
  /** Pixels of the shorter side, as people name it: 1080. */
  readonly height: number;
}

/**
 * An audio or text track that can be chosen.
 *
 * @since 0.1.0
 */
export interface TrackChoice {
  readonly id: string;
  /** As the video names it; may be empty. */
  readonly label: string;
  /** BCP 47 tag, or empty. */
  readonly language: string;
}

/** How large captions are, against their usual size. */
export const CAPTION_SIZES = [0.75, 1, 1.25, 1.5, 2] as const;
/** Colours of captions. */
export const CAPTION_COLORS = ['white', 'yellow', 'green', 'cyan'] as const;
/** What is behind captions. */
export const CAPTION_BACKGROUNDS = ['none', 'translucent', 'solid'] as const;

/**
 * How a viewer wants captions drawn.
 *
 * @since 0.1.0
 */
export interface CaptionStyle {
  readonly size: (typeof CAPTION_SIZES)[number];
  readonly color: (typeof CAPTION_COLORS)[number];
  readonly background: (typeof CAPTION_BACKGROUNDS)[number];
}

/** How captions are drawn until somebody wants them otherwise. */
export const CAPTION_STYLE: CaptionStyle = { size: 1, color: 'white', background: 'translucent' };

/** Speeds on offer; 1 is the recorded one. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/**
 * What can be chosen about a video and what is chosen: it changes seldom, unlike the media snapshot.
 *
 * @since 0.1.0
 */
export interface PlayerChoices {
  /** Best first. */
  readonly qualities: readonly QualityChoice[];
  /** `null` while the player chooses. */
  readonly quality: string | null;
  /** Height of what plays, in pixels; `null` while unknown. */
  readonly playingHeight: number | null;
  readonly audio: readonly TrackChoice[];
  readonly audioId: string | null;
  readonly captions: readonly TrackChoice[];
  /** `null` while captions are off. */
  readonly captionsId: string | null;
  /** The track for who just wants captions; `null` where there are none. */
  readonly captionsChoice: string | null;
  readonly captionStyle: CaptionStyle;
  readonly canAirPlay: boolean;
}

/**
 * A video that leaves no choice.
 *
 * @since 0.1.0
 */
export const NO_CHOICES: PlayerChoices = {
  qualities: [],
  quality: null,
  playingHeight: null,
  audio: [],
  audioId: null,
  captions: [],
  captionsId: null,
  captionsChoice: null,
  captionStyle: CAPTION_STYLE,
  canAirPlay: false,
};
