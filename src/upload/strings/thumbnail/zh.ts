import type { ThumbnailWords } from './en.js';

/** The words in Chinese. */
export const words: ThumbnailWords = {
  label: '封面',
  open: '选择封面',
  again: '更换封面',
  video: '视频',
  preview: '您的视频',
  moment: '位置',
  play: '播放',
  pause: '暂停',
  use: '使用此画面',
  cancel: '取消',
  saving: '正在保存封面…',
  saved: '已将封面设为 {time} 处的画面。',
  failed: '无法保存封面。',
  retry: '重试',
  unreadable: '此浏览器无法播放该视频，因此您无法在此选择封面。',
};
