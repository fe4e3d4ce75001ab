import type { RecordingWords } from './en.js';

/** The words in Japanese. */
export const words: RecordingWords = {
  label: '動画を録画',
  fileName: '録画',
  camera: 'カメラで録画',
  screen: '画面を録画',
  asking: 'ブラウザーの質問に答えると録画が始まります。',
  cancel: '録画しない',
  live: '録画中の映像',
  recorded: '録画した映像',
  recording: '録画中',
  paused: '一時停止中',
  pause: '一時停止',
  resume: '再開',
  finish: '録画を終了',
  saving: '録画を仕上げています…',
  use: 'この録画を使う',
  again: '録画し直す',
  discard: '録画を破棄',
  discarded: '録画を破棄しました。',
  kept: '前回の録画がまだアップロードされていません。',
  announcePaused: '{time} で録画を一時停止しました。',
  announceReview: '録画が終わりました。長さは {time} です。',
  noSecureContext: 'このページでは録画できません。接続が安全ではありません。代わりに動画を選んでください。',
  noCamera: 'このブラウザーではここでカメラの録画ができません。',
  noScreen: 'このブラウザーではここで画面の録画ができません。',
  notShared: '画面が共有されませんでした。もう一度試して、録画するものを選んでください。',
  notices: {
    ended: 'カメラまたは画面が使えなくなりました。それまでの録画はここにあります。',
    limit: '録画がここで許されている長さに達しました。',
    silent: 'この録画には音声がありません。マイクがないか、使用が許可されていません。',
    'not-kept': 'このブラウザーに空きがありません。このページを閉じるか再読み込みすると、録画は失われます。',
  },
  errors: {
    RECORDING_UNSUPPORTED: 'このブラウザーではそれを録画できません。代わりに動画を選んでください。',
    RECORDING_DENIED: 'カメラとマイクを使用できません。ブラウザーの設定で許可してから、もう一度試してください。',
    RECORDING_NO_DEVICE:
      '使えるカメラがありません。カメラがないか、ほかのプログラムが使っています。その後もう一度試してください。',
    RECORDING_INTERRUPTED: '何も録画できませんでした。もう一度試してください。',
  },
};
