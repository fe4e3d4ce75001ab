import type { ThumbnailWords } from './en.js';

/** The words in Russian. */
export const words: ThumbnailWords = {
  label: 'Обложка',
  open: 'Выбрать обложку',
  again: 'Сменить обложку',
  video: 'Видео',
  preview: 'Ваше видео',
  moment: 'Позиция',
  play: 'Воспроизвести',
  pause: 'Пауза',
  use: 'Взять этот кадр',
  cancel: 'Отмена',
  saving: 'Сохраняем обложку…',
  saved: 'Обложка — кадр на {time}.',
  failed: 'Не удалось сохранить обложку.',
  retry: 'Повторить попытку',
  unreadable: 'Этот браузер не может воспроизвести видео, поэтому выбрать обложку здесь нельзя.',
};
