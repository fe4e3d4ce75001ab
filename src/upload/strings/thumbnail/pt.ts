import type { ThumbnailWords } from './en.js';

/** The words in Portuguese. */
export const words: ThumbnailWords = {
  label: 'Miniatura',
  open: 'Escolher uma miniatura',
  again: 'Alterar a miniatura',
  video: 'Vídeo',
  preview: 'O seu vídeo',
  moment: 'Posição',
  play: 'Reproduzir',
  pause: 'Pausar',
  use: 'Usar este fotograma',
  cancel: 'Cancelar',
  saving: 'A guardar a miniatura…',
  saved: 'Miniatura definida em {time}.',
  failed: 'Não foi possível guardar a miniatura.',
  retry: 'Tentar de novo',
  unreadable: 'Este navegador não consegue reproduzir este vídeo; por isso não é possível escolher aqui uma miniatura.',
};
