import type { ThumbnailWords } from './en.js';

/** The words in Indonesian. */
export const words: ThumbnailWords = {
  label: 'Thumbnail',
  open: 'Pilih thumbnail',
  again: 'Ubah thumbnail',
  video: 'Video',
  preview: 'Video Anda',
  moment: 'Posisi',
  play: 'Putar',
  pause: 'Jeda',
  use: 'Gunakan frame ini',
  cancel: 'Batal',
  saving: 'Menyimpan thumbnail…',
  saved: 'Thumbnail diatur ke {time}.',
  failed: 'Thumbnail tidak dapat disimpan.',
  retry: 'Coba lagi',
  unreadable: 'Browser ini tidak dapat memutar video ini, jadi Anda tidak dapat memilih thumbnail di sini.',
};
