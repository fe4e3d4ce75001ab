import type { ThumbnailWords } from './en.js';

/** The words in Japanese. */
export const words: ThumbnailWords = {
  label: 'サムネイル',
  open: 'サムネイルを選択',
  again: 'サムネイルを変更',
  video: '動画',
  preview: 'あなたの動画',
  moment: '位置',
  play: '再生',
  pause: '一時停止',
  use: 'このフレームを使用',
  cancel: 'キャンセル',
  saving: 'サムネイルを保存しています…',
  saved: 'サムネイルを {time} に設定しました。',
  failed: 'サムネイルを保存できませんでした。',
  retry: '再試行',
  unreadable: 'このブラウザーではこの動画を再生できないため、ここではサムネイルを選択できません。',
};
