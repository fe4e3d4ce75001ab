/** Texts of the thumbnail picker, in one language. Names in braces are placeholders. */
export interface ThumbnailWords {
  readonly label: string;
  readonly open: string;
  readonly again: string;
  readonly video: string;
  readonly preview: string;
  readonly moment: string;
  readonly play: string;
  readonly pause: string;
  readonly use: string;
  readonly cancel: string;
  readonly saving: string;
  readonly saved: string;
  readonly failed: string;
  readonly retry: string;
  readonly unreadable: string;
}

/** The words in English. */
export const words: ThumbnailWords = {
  label: 'Thumbnail',
  open: 'Choose a thumbnail',
  again: 'Change thumbnail',
  video: 'Video',
  preview: 'Your video',
  moment: 'Position',
  play: 'Play',
  pause: 'Pause',
  use: 'Use this frame',
  cancel: 'Cancel',
  saving: 'Saving thumbnail…',
  saved: 'Thumbnail set to {time}.',
  failed: 'The thumbnail couldn’t be saved.',
  retry: 'Try again',
  unreadable: 'This browser can’t play this video, so you can’t choose a thumbnail here.',
};
