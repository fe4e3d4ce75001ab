import type { ThumbnailWords } from './en.js';

/** The words in Turkish. */
export const words: ThumbnailWords = {
  label: 'Küçük resim',
  open: 'Küçük resim seç',
  again: 'Küçük resmi değiştir',
  video: 'Video',
  preview: 'Videonuz',
  moment: 'Konum',
  play: 'Oynat',
  pause: 'Duraklat',
  use: 'Bu kareyi kullan',
  cancel: 'İptal',
  saving: 'Küçük resim kaydediliyor…',
  saved: 'Küçük resim ayarlandı: {time}.',
  failed: 'Küçük resim kaydedilemedi.',
  retry: 'Yeniden dene',
  unreadable: 'Bu tarayıcı bu videoyu oynatamıyor, bu yüzden burada küçük resim seçemezsiniz.',
};
