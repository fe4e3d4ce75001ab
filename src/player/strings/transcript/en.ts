/** Texts of the transcript, in one language. Names in braces are placeholders. */
export interface TranscriptWords {
  readonly label: string;
  readonly search: string;
  /** Number of the current search hit, and how many there are. */
  readonly hits: string;
  readonly noHits: string;
  readonly previous: string;
  readonly next: string;
  readonly language: string;
  readonly follow: string;
  readonly loading: string;
  /** Shown before the video has been played. */
  readonly waiting: string;
  readonly none: string;
  readonly noPlayer: string;
  readonly failed: string;
  /** Track without a label; `{number}` counts from 1. */
  readonly track: string;
}

/** The words in English. */
export const words: TranscriptWords = {
  label: 'Transcript',
  search: 'Search transcript',
  hits: '{number} of {count}',
  noHits: 'No results',
  previous: 'Previous result',
  next: 'Next result',
  language: 'Language',
  follow: 'Follow video',
  loading: 'Loading transcript…',
  waiting: 'The transcript appears when the video plays.',
  none: 'This video has no captions.',
  noPlayer: 'There’s no video for this transcript.',
  failed: 'The transcript couldn’t be loaded.',
  track: 'Track {number}',
};
