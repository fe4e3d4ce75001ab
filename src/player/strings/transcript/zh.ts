import type { TranscriptWords } from './en.js';

/** The words in Chinese. */
export const words: TranscriptWords = {
  label: '文字稿',
  search: '搜索文字稿',
  hits: '第 {number} 个，共 {count} 个',
  noHits: '无结果',
  previous: '上一个结果',
  next: '下一个结果',
  language: '语言',
  follow: '跟随视频',
  loading: '正在加载文字稿…',
  waiting: '视频播放后会显示文字稿。',
  none: '此视频没有字幕。',
  noPlayer: '此文字稿没有对应的视频。',
  failed: '无法加载文字稿。',
  track: '轨道 {number}',
};
