import { formatSpokenTime } from './time-format.js';

/** Language the texts below are in; numbers follow it. */
const LOCALE = 'en';

/**
 * Everything the controls of `<cf-stream-player>` say, in English.
 *
 * @since 0.1.0
 */
export const playerTexts = {
  controls: 'Video controls',
  play: 'Play',
  pause: 'Pause',
  replay: 'Play again',
  mute: 'Mute',
  unmute: 'Unmute',
  volume: 'Volume',
  seek: 'Position in the video',
  live: 'Live',
  enterFullscreen: 'Enter full screen',
  exitFullscreen: 'Exit full screen',
  enterPictureInPicture: 'Enter picture in picture',
  exitPictureInPicture: 'Exit picture in picture',

  /** How loud it is, from 0 to 1, in percent. */
  volumeOf: (volume: number): string =>
    new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 }).format(volume),

  /** Where in the video it is, in words; times in seconds. */
  position: (time: number, duration: number): string =>
    `${formatSpokenTime(time, LOCALE)} of ${formatSpokenTime(duration, LOCALE)}`,
};
