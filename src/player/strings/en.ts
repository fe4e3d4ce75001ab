import type { PlayerTexts, PlayerWords } from './texts.js';

// Everything the player says in English. What it may have to say before anything else of it has loaded is named piece by
// piece: the build writes those few into the first load (`inlineConst`), and leaves this file to what comes later.
export const LABEL = 'Video player';
export const PLAY = 'Play';
export const LOADING = 'Loading';
export const RETRY = 'Try again';
export const FAILED = 'Can’t play this video';
export const CONNECTION_LOST = 'Connection lost. Check your network and try again.';

/** The sentence about an error that has none of its own. */
export const OTHER_ERROR = 'This video can’t be played right now.';

/** The player's words in English, which stand in for whatever a language leaves out. */
export const words: PlayerWords = {
  label: LABEL,
  play: PLAY,
  pause: 'Pause',
  replay: 'Replay',
  loading: LOADING,
  reconnecting: 'Reconnecting…',
  processing: 'Processing video…',
  retry: RETRY,
  controls: 'Video controls',
  mute: 'Mute',
  unmute: 'Unmute',
  volume: 'Volume',
  seek: 'Seek',
  precise: 'Precise',
  position: '{time} of {duration}',
  timeLeft: 'Time left',
  live: 'Live',
  goLive: 'Go live',
  behindLive: '{time} behind live',
  enterFullscreen: 'Full screen',
  exitFullscreen: 'Exit full screen',
  enterPictureInPicture: 'Picture in picture',
  exitPictureInPicture: 'Exit picture in picture',
  airPlay: 'AirPlay',
  skipBack: 'Back {time}',
  skipForward: 'Forward {time}',
  chapters: 'Chapters',
  captions: 'Captions',
  settings: 'Settings',
  back: 'Back',
  close: 'Close',
  off: 'Off',
  auto: 'Auto',
  quality: 'Quality',
  speed: 'Speed',
  normal: 'Normal',
  audio: 'Audio',
  described: 'Audio description',
  track: 'Track {number}',
  captionStyle: 'Caption style',
  shortcuts: 'Keyboard shortcuts',
  keyPlay: 'Play/pause',
  keySkip: 'Back/forward {time}',
  keyChapter: 'Previous/next chapter',
  keyVolume: 'Volume up/down',
  keyMute: 'Mute/unmute',
  keyCaptions: 'Captions on/off',
  keyJump: 'Jump to 0–90%',
  keySpeed: 'Speed down/up',
  keyHelp: 'Show shortcuts',
  loop: 'Loop a section',
  loopFrom: 'Start here',
  loopTo: 'End here',
  loopClear: 'Clear',
  keyHold: 'Hold for 2× speed',
  keyFrame: 'Previous/next frame (paused)',
  nextIn: 'Up next in {seconds}',
  cancel: 'Cancel',
  playNow: 'Play now',
  continuesAt: 'Resumed at {time}',
  startOver: 'Start over',
  statistics: 'Statistics',
  offline: 'The stream hasn’t started. It will play automatically when it does.',
  failed: FAILED,
  errors: {
    TOKEN_ENDPOINT_UNREACHABLE: 'We can’t load this video right now. Retrying…',
    TOKEN_ENDPOINT_STATUS: 'We can’t load this video right now. Try again in a moment, or sign in again.',
    TOKEN_ENDPOINT_NOT_A_TOKEN: 'You may be signed out. Sign in and try again.',
    TOKEN_MALFORMED: 'We couldn’t verify your access. Reload the page or sign in again.',
    TOKEN_EXPIRED: 'Your access has expired. Reload the page or sign in again.',
    TOKEN_NOT_YET_VALID: 'Your access isn’t active yet. Try again in a moment.',
    TOKEN_WRONG_VIDEO: 'Your access is for a different video. Reload the page or sign in again.',
    TOKEN_REJECTED: 'You don’t have access to this video. Reload the page or sign in again.',
    ORIGIN_NOT_ALLOWED: 'This video can’t be played on this site.',
    VIDEO_NOT_FOUND: 'This video isn’t available.',
    VIDEO_PROCESSING: 'This video is still processing.',
    VIDEO_FAILED: 'This video couldn’t be processed.',
    LIVE_NOT_STARTED: 'The stream hasn’t started.',
    LIVE_WEBRTC_ONLY: 'This player can’t play WebRTC streams.',
    NETWORK: CONNECTION_LOST,
    MEDIA_DECODE: 'Something went wrong while playing this video. Try again.',
    ENGINE_UNSUPPORTED: 'Your browser can’t play this video. Update it or try another.',
    SOURCE_INVALID: 'No video to play.',
    SOURCE_NOT_TRUSTED: 'This page doesn’t trust the server this video comes from.',
  },
};

/** Texts of the player where no other language is asked for. */
export const ENGLISH: PlayerTexts = { ...words, locale: 'en' };
