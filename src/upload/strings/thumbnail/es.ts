import type { ThumbnailWords } from './en.js';

/** The words in Spanish. */
export const words: ThumbnailWords = {
  label: 'Miniatura',
  open: 'Elegir una miniatura',
  again: 'Cambiar la miniatura',
  video: 'Vídeo',
  preview: 'Tu vídeo',
  moment: 'Posición',
  play: 'Reproducir',
  pause: 'Pausar',
  use: 'Usar este fotograma',
  cancel: 'Cancelar',
  saving: 'Guardando la miniatura…',
  saved: 'Miniatura fijada en {time}.',
  failed: 'No se pudo guardar la miniatura.',
  retry: 'Reintentar',
  unreadable: 'Este navegador no puede reproducir este vídeo, así que no puedes elegir una miniatura aquí.',
};
