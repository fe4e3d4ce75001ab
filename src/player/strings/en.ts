import type { PlayerTexts, PlayerWords } from './texts.js';

// Everything the player says in English. What it may have to say before anything else of it has loaded is named piece
// by
// piece: the build writes those few into the first load (`inlineConst`), and leaves this file to what comes later.
export const LABEL = 'Video player';
export const PLAY = 'Play';
export const LOADING = 'Loading';
export const RETRY = 'Try again';
export const CONNECTION_LOST = 'The connection was lost. Check your network, then try again.';

/** The sentence about an error that has none of its own. */
export const OTHER_ERROR = 'The video cannot be played right now.';

/** The player's words in English, which stand in for whatever a language leaves out. */
export const words: PlayerWords = {
  label: LABEL,
  play: PLAY,
  pause: 'Pause',
  replay: 'Play again',
  loading: LOADING,
  processing: 'This video is still being processed.',
  retry: RETRY,
  controls: 'Video controls',
  mute: 'Mute',
  unmute: 'Unmute',
  volume: 'Volume',
  seek: 'Position in the video',
  position: '{time} of {duration}',
  live: 'Live',
  goLive: 'Go to live',
  behindLive: '{time} behind live',
  enterFullscreen: 'Enter full screen',
  exitFullscreen: 'Exit full screen',
  enterPictureInPicture: 'Enter picture in picture',
  exitPictureInPicture: 'Exit picture in picture',
  airPlay: 'Play on another device',
  skipBack: 'Back {time}',
  skipForward: 'Forward {time}',
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
  track: 'Track {number}',
  captionStyle: 'Caption style',
  textSize: 'Text size',
  textColor: 'Text colour',
  textBackground: 'Background',
  white: 'White',
  yellow: 'Yellow',
  green: 'Green',
  cyan: 'Cyan',
  none: 'None',
  translucent: 'Translucent',
  solid: 'Solid',
  shortcuts: 'Keyboard shortcuts',
  keyPlay: 'Play or pause',
  keySkip: 'Back or forward {time}',
  keyVolume: 'Louder or quieter',
  keyMute: 'Sound on or off',
  keyCaptions: 'Captions on or off',
  keyJump: 'Go to a tenth of the video',
  keySpeed: 'Slower or faster',
  keyHelp: 'Show this list',
  offline: 'The broadcast is not live at the moment. It plays as soon as it is.',
  errors: {
    TOKEN_ENDPOINT_UNREACHABLE: 'The video cannot be opened right now. We keep trying.',
    TOKEN_ENDPOINT_STATUS: 'The video cannot be opened right now. Try again in a moment, or sign in again.',
    TOKEN_ENDPOINT_NOT_A_TOKEN: 'You may have been signed out. Sign in again, then try again.',
    TOKEN_MALFORMED: 'Your access to this video could not be read. Reload the page, or sign in again.',
    TOKEN_EXPIRED: 'Your access to this video has ended. Reload the page, or sign in again.',
    TOKEN_NOT_YET_VALID: 'Your access to this video has not begun yet. Try again in a moment.',
    TOKEN_WRONG_VIDEO: 'Your access is for another video. Reload the page.',
    TOKEN_REJECTED: 'You do not have access to this video at the moment. Reload the page, or sign in again.',
    ORIGIN_NOT_ALLOWED: 'This video may not be shown on this page.',
    VIDEO_NOT_FOUND: 'This video does not exist any more.',
    VIDEO_PROCESSING: 'This video is still being processed.',
    VIDEO_FAILED: 'This video could not be processed.',
    LIVE_NOT_STARTED: 'The broadcast is not live at the moment.',
    NETWORK: CONNECTION_LOST,
    MEDIA_DECODE: 'The video could not be played. Trying again may help.',
    ENGINE_UNSUPPORTED: 'This browser cannot play the video. Another or a newer one can.',
    SOURCE_INVALID: 'There is no video here.',
    SOURCE_NOT_TRUSTED: 'This video lies in a place that this page does not trust.',
  },
};

/** Texts of the player where no other language is asked for. */
export const ENGLISH: PlayerTexts = { ...words, locale: 'en' };
