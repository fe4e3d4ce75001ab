/** Properties by which a track is recognised in another source or engine, where its id and index differ. */
export interface TrackIdentity {
  /** BCP 47; empty where it is not known. */
  readonly language: string;
  readonly label: string;
}

/** Properties by which a quality is recognised in another engine. */
export interface QualityIdentity {
  /** Pixels. */
  readonly height: number;
  /** Bits a second. */
  readonly bitrate: number;
}

/** Mode in which a text track was shown. */
export interface CaptionsState extends TrackIdentity {
  readonly kind: string;
  readonly mode: 'disabled' | 'hidden' | 'showing';
}

/**
 * Wishes of the viewer for one video. Sources and engines come and go underneath and forget it: each reads it when it
 * begins, and writes down what the viewer does while it is there.
 */
export interface PlaybackIntent {
  /**
   * Position at which playback is, or goes on once there is something to play, in seconds. `undefined` leaves it to the
   * source: a broadcast is joined where it is. `Infinity` is what happens now, while nobody knows where that is.
   */
  position?: number | undefined;
  /** Whether it is to play, also while there is nothing to play yet. */
  playing: boolean;
  /** Speed; 1 is normal. */
  rate?: number;
  /** Chosen by hand; `undefined` lets the engine choose. */
  quality?: QualityIdentity | undefined;
  /** Id of the quality that was chosen before any was known; from then on there is `quality`. */
  selectedRendition?: string | null;
  /** Audio track that was heard last. */
  audio?: TrackIdentity | undefined;
  /** Text tracks as they were last. */
  captions?: readonly CaptionsState[];
}

/** Finds the track that was meant: a track is the same where its language and its label are. */
export function findTrack<T extends TrackIdentity>(
  tracks: Iterable<T>,
  wanted: TrackIdentity | undefined,
): T | undefined {
  for (const track of tracks) if (track.language === wanted?.language && track.label === wanted.label) return track;
  return undefined;
}

/** Finds the quality that was meant: of those of its height, the one with the nearest bitrate. */
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

/** What a playlist says of sound that also tells what is to be seen. */
export const DESCRIBES = 'public.accessibility.describes-video';

/** Gives the tag by which sound is chosen and remembered: its language and, where it is described, a subtag of ours. */
export const audioTag = (language: string, isDescribed: boolean): string =>
  isDescribed ? `${language || 'und'}-x-ad` : language;

/** Finds the tag of a language that is wanted, or else one of another region of it, described or not before the other. */
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

/** Finds the sound that was chosen or, where none was, the first in a language, or in a wider one. */
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
