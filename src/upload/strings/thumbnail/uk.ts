import type { ThumbnailWords } from './en.js';

/** The words in Ukrainian. */
export const words: ThumbnailWords = {
  label: 'Обкладинка',
  open: 'Вибрати обкладинку',
  again: 'Змінити обкладинку',
  video: 'Відео',
  preview: 'Ваше відео',
  moment: 'Позиція',
  play: 'Відтворити',
  pause: 'Призупинити',
  use: 'Узяти цей кадр',
  cancel: 'Скасувати',
  saving: 'Зберігаємо обкладинку…',
  saved: 'Обкладинка — кадр на {time}.',
  failed: 'Не вдалося зберегти обкладинку.',
  retry: 'Спробувати ще раз',
  unreadable: 'Цей браузер не може відтворити відео, тому вибрати обкладинку тут не можна.',
};
