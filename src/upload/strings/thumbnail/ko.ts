import type { ThumbnailWords } from './en.js';

/** The words in Korean. */
export const words: ThumbnailWords = {
  label: '썸네일',
  open: '썸네일 선택',
  again: '썸네일 변경',
  video: '동영상',
  preview: '내 동영상',
  moment: '위치',
  play: '재생',
  pause: '일시중지',
  use: '이 장면 사용',
  cancel: '취소',
  saving: '썸네일 저장 중…',
  saved: '{time} 장면을 썸네일로 설정했습니다.',
  failed: '썸네일을 저장하지 못했습니다.',
  retry: '다시 시도',
  unreadable: '이 브라우저에서는 이 동영상을 재생할 수 없어 여기에서 썸네일을 선택할 수 없습니다.',
};
