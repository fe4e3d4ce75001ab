import type { TranscriptWords } from './en.js';

/** The words in Japanese. */
export const words: TranscriptWords = {
  label: '文字起こし',
  search: '文字起こしを検索',
  hits: '{number}/{count}件',
  noHits: '結果なし',
  previous: '前の結果',
  next: '次の結果',
  language: '言語',
  follow: '動画に追従',
  loading: '文字起こしを読み込み中…',
  waiting: '動画を再生すると文字起こしが表示されます。',
  none: 'この動画には字幕がありません。',
  noPlayer: 'この文字起こしに対応する動画がありません。',
  failed: '文字起こしを読み込めませんでした。',
  track: 'トラック{number}',
};
