/** Properties that identify a track in another source or engine, where its id and index differ. */
export interface TrackIdentity {
  /** BCP 47 tag; empty if unknown. */
  readonly language: string;
  readonly label: string;
}

/** Properties that identify a quality in another engine. */
export interface QualityIdentity {
  /** Pixels. */
  readonly height: number;
  /** Bits per second. */
  readonly bitrate: number;
}

/** Mode of a text track. */
export interface CaptionsState extends TrackIdentity {
  readonly kind: string;
  readonly mode: 'disabled' | 'hidden' | 'showing';
}

/**
 * What page and viewer want of one video. Sources and engines are replaced and forget it: each reads it at its start
 * and updates it while it plays.
 */
export interface PlaybackIntent {
  /**
   * Position of playback, or where it will begin, in seconds. `undefined` leaves it to the source: a live stream is
   * joined at the live edge. `Infinity` is the live edge while its position is unknown.
   */
  position?: number | undefined;
  /** Whether to play, even while there is nothing to play yet. */
  playing: boolean;
  /** Playback rate; 1 is normal. */
  rate?: number;
  /** Manually selected quality; `undefined` lets the engine select. */
  quality?: QualityIdentity | undefined;
  /** Id of a quality selected before any was known; replaced by `quality` then. */
  selectedRendition?: string | null;
  /** Audio track that was played last. */
  audio?: TrackIdentity | undefined;
  /** Last state of the text tracks. */
  captions?: readonly CaptionsState[];
}

/** Finds the same track: one with the same language and label. */
export function findTrack<T extends TrackIdentity>(
  tracks: Iterable<T>,
  wanted: TrackIdentity | undefined,
): T | undefined {
  for (const track of tracks) if (track.language === wanted?.language && track.label === wanted.label) return track;
  return undefined;
}

/** Finds the same quality: of those with the same height, the one with the closest bitrate. */
export function findQuality<T extends QualityIdentity>(
  qualities: readonly T[],
  wanted: QualityIdentity | undefined,
): T | undefined {
  if (!wanted) return undefined;
  const distance = ({ bitrate }: T): number => Math.abs(bitrate - wanted.bitrate);
  return qualities
    .filter(({ height }) => height === wanted.height)
    .sort((one, other) => distance(one) - distance(other))[0];
}

/** Value in a playlist for audio that describes the video. */
export const DESCRIBES = 'public.accessibility.describes-video';

/** Returns the tag by which audio is chosen and remembered: its language and, for described audio, our own subtag. */
export const audioTag = (language: string, isDescribed: boolean): string =>
  isDescribed ? `${language || 'und'}-x-ad` : language;

/** Finds the tag of a wanted language, else one of another region, preferably the same as to description. */
export function findLanguage(tags: readonly string[], wanted: string): string | undefined {
  const norm = (tag: string): string => tag.toLowerCase().replaceAll('_', '-');
  const primary = (tag: string): string | undefined => norm(tag).split('-')[0];
  if (!wanted) return undefined;
  const isDescribed = (tag: string): boolean => tag.endsWith('-x-ad');
  const akin = tags.filter((tag) => primary(tag) === primary(wanted));
  return (
    tags.find((tag) => norm(tag) === norm(wanted)) ??
    akin.find((tag) => isDescribed(tag) === isDescribed(wanted)) ??
    akin[0]
  );
}

/** Finds the chosen audio track or, without a choice, the first in a language or a more general one. */
export function wantedAudio<T extends TrackIdentity & { readonly kind: string }>(
  tracks: readonly T[],
  chosen: TrackIdentity | undefined,
  wanted = '',
): T | undefined {
  if (chosen) return findTrack(tracks, chosen);
  const tagOf = ({ language, kind }: T): string => audioTag(language, kind.includes('desc'));
  const tag = findLanguage(tracks.map(tagOf), wanted);
  return tag ? tracks.find((track) => tagOf(track) === tag) : undefined;
}
