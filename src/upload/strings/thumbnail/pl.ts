import type { ThumbnailWords } from './en.js';

/** The words in Polish. */
export const words: ThumbnailWords = {
  label: 'Miniatura',
  open: 'Wybierz miniaturę',
  again: 'Zmień miniaturę',
  video: 'Film',
  preview: 'Twój film',
  moment: 'Pozycja',
  play: 'Odtwórz',
  pause: 'Wstrzymaj',
  use: 'Użyj tej klatki',
  cancel: 'Anuluj',
  saving: 'Zapisywanie miniatury…',
  saved: 'Miniatura ustawiona na {time}.',
  failed: 'Nie udało się zapisać miniatury.',
  retry: 'Spróbuj ponownie',
  unreadable: 'Ta przeglądarka nie może odtworzyć tego filmu, więc nie można tu wybrać miniatury.',
};
