import type { RecordingWords } from './en.js';

/** The words in Japanese. */
export const words: RecordingWords = {
  label: '動画を録画',
  fileName: '録画',
  camera: 'カメラで録画',
  screen: '画面を録画',
  asking: '録画を開始するには、ブラウザーでアクセスを許可してください。',
  cancel: '録画しない',
  live: 'ライブプレビュー',
  recorded: '録画した動画',
  recording: '録画中',
  paused: '一時停止中',
  pause: '一時停止',
  resume: '再開',
  finish: '録画を終了',
  saving: '録画を完了しています…',
  use: 'この録画を使う',
  again: '録画し直す',
  discard: '録画を破棄',
  discarded: '録画を破棄しました。',
  kept: '前回の録画がまだアップロードされていません。',
  announcePaused: '{time}で録画を一時停止しました。',
  announceReview: '録画が終わりました。長さは{time}です。',
  noSecureContext: '録画には安全な接続が必要です。代わりに動画を選択してください。',
  noCamera: 'このブラウザーではここでカメラの録画ができません。',
  noScreen: 'このブラウザーではここで画面の録画ができません。',
  notShared: '画面が共有されませんでした。もう一度試して、録画するものを選んでください。',
  notices: {
    ended: 'カメラまたは画面が使えなくなりました。それまでの録画はここにあります。',
    limit: '録画が最大の長さに達しました。',
    silent: 'この録画には音声がありません。マイクがないか、アクセスがブロックされています。',
    'not-kept': 'このブラウザーのストレージがいっぱいです。このページを閉じるか再読み込みすると、録画は失われます。',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'このブラウザーではそれを録画できません。代わりに動画を選択してください。',
    RECORDING_DENIED:
      'カメラとマイクへのアクセスがブロックされています。ブラウザーの設定で許可してから、もう一度お試しください。',
    RECORDING_NO_DEVICE: '使えるカメラがないか、ほかのアプリが使用しています。確認してから、もう一度お試しください。',
    RECORDING_INTERRUPTED: '何も録画できませんでした。もう一度お試しください。',
  },
};
