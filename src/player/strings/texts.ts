import type { StreamErrorCode } from '../../shared/errors.js';
import { formatClock, formatSpokenTime } from './format-time.js';

/**
 * Everything `<cf-stream-player>` says, in one language. Words in braces are filled in.
 *
 * @since 0.1.0
 */
export interface PlayerWords {
  readonly label: string;
  readonly play: string;
  readonly pause: string;
  readonly replay: string;
  readonly loading: string;
  readonly processing: string;
  readonly retry: string;
  readonly controls: string;
  readonly mute: string;
  readonly unmute: string;
  readonly volume: string;
  readonly seek: string;
  /** `{time}` of `{duration}`. */
  readonly position: string;
  readonly live: string;
  readonly goLive: string;
  /** `{time}` behind the live picture. */
  readonly behindLive: string;
  readonly enterFullscreen: string;
  readonly exitFullscreen: string;
  readonly enterPictureInPicture: string;
  readonly exitPictureInPicture: string;
  readonly airPlay: string;
  /** `{time}` back, and forward. */
  readonly skipBack: string;
  readonly skipForward: string;
  readonly captions: string;
  readonly settings: string;
  readonly back: string;
  readonly close: string;
  readonly off: string;
  readonly auto: string;
  readonly quality: string;
  readonly speed: string;
  readonly normal: string;
  readonly audio: string;
  /** A track without a name; `{number}` from 1. */
  readonly track: string;
  readonly captionStyle: string;
  readonly textSize: string;
  readonly textColor: string;
  readonly textBackground: string;
  readonly white: string;
  readonly yellow: string;
  readonly green: string;
  readonly cyan: string;
  readonly none: string;
  readonly translucent: string;
  readonly solid: string;
  readonly shortcuts: string;
  readonly keyPlay: string;
  /** Back or forward `{time}`. */
  readonly keySkip: string;
  readonly keyVolume: string;
  readonly keyMute: string;
  readonly keyCaptions: string;
  readonly keyJump: string;
  readonly keySpeed: string;
  readonly keyHelp: string;
  readonly offline: string;
  /** What the viewer reads about an error, by its code; English where a language has none. */
  readonly errors: Readonly<Partial<Record<StreamErrorCode, string>>>;
}

/** A language's words and the BCP 47 tag that numbers and times are written by. */
export interface PlayerTexts extends PlayerWords {
  readonly locale: string;
}

/**
 * The words in English, which stand in for whatever a language leaves out.
 *
 * @since 0.1.0
 */
export const ENGLISH: PlayerTexts = {
  locale: 'en',
  label: 'Video player',
  play: 'Play',
  pause: 'Pause',
  replay: 'Play again',
  loading: 'Loading',
  processing: 'This video is still being processed.',
  retry: 'Try again',
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
  errors: {},
};

/**
 * Puts values in place of the braces of a text.
 *
 * @since 0.1.0
 */
export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/**
 * Where in the video it is, in words; times in seconds.
 *
 * @since 0.1.0
 */
export function formatPosition(texts: PlayerTexts, time: number, duration: number): string {
  const { locale, position } = texts;
  return interpolate(position, { time: formatSpokenTime(time, locale), duration: formatSpokenTime(duration, locale) });
}

/**
 * A share from 0 to 1, in percent.
 *
 * @since 0.1.0
 */
export function formatPercent({ locale }: PlayerTexts, share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/**
 * A speed, such as `1.25×`; the recorded one has a name.
 *
 * @since 0.1.0
 */
export function formatRate({ locale, normal }: PlayerTexts, rate: number): string {
  return rate === 1 ? normal : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(rate)}×`;
}

/** How long a time behind the live picture is, as players write it. */
export function formatBehindLive({ locale }: PlayerTexts, seconds: number): string {
  return `−${formatClock(seconds, locale)}`;
}
