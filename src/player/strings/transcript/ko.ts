import type { TranscriptWords } from './en.js';

/** The words in Korean. */
export const words: TranscriptWords = {
  label: '스크립트',
  search: '스크립트 검색',
  hits: '{count}개 중 {number}번째',
  noHits: '결과 없음',
  previous: '이전 결과',
  next: '다음 결과',
  language: '언어',
  follow: '동영상 따라가기',
  loading: '스크립트 불러오는 중…',
  waiting: '동영상을 재생하면 스크립트가 표시됩니다.',
  none: '이 동영상에는 자막이 없습니다.',
  noPlayer: '이 스크립트에 해당하는 동영상이 없습니다.',
  failed: '스크립트를 불러오지 못했습니다.',
  track: '트랙 {number}',
};
