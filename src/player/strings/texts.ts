import type { StreamErrorCode } from '../../shared/errors.js';
import { interpolate } from '../../shared/i18n/format.js';
import { formatPercent as formatFraction } from '../../shared/i18n/format-number.js';
import type { CaptionWords } from './captions/en.js';
import { formatClock, formatSpokenTime } from './format-time.js';

/** Words about sharing. They come in all languages with what needs them, so that a page has to give none. */
export interface ShareWords {
  readonly share: string;
  readonly link: string;
  readonly copyLink: string;
  /** A link that leads to `{time}`. */
  readonly startAt: string;
  readonly embedCode: string;
  readonly copyCode: string;
  /** With what the device offers. */
  readonly shareVia: string;
  readonly copied: string;
  /** Said where the browser does not let the player copy, and has the text selected. */
  readonly copyByHand: string;
}

/** Everything `<cf-stream-player>` says, in one language. Names in braces are filled in. */
export interface PlayerWords extends Partial<ShareWords> {
  readonly label: string;
  readonly play: string;
  readonly pause: string;
  readonly replay: string;
  readonly loading: string;
  /** While it waits in the middle for data that does not come. */
  readonly reconnecting: string;
  readonly processing: string;
  readonly retry: string;
  readonly controls: string;
  readonly mute: string;
  readonly unmute: string;
  readonly volume: string;
  readonly seek: string;
  /** Of a drag that moves more slowly than the pointer; before how slowly. */
  readonly precise: string;
  /** `{time}` of `{duration}`. */
  readonly position: string;
  readonly timeLeft: string;
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
  readonly chapters: string;
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
  /** Name of the sound that also tells what is to be seen. */
  readonly described: string;
  /** A track without a name; `{number}` from 1. */
  readonly track: string;
  readonly captionStyle: string;
  /** Words of the settings for that, which are loaded with these: some of a site's own. */
  readonly captionWords?: Partial<CaptionWords>;
  readonly shortcuts: string;
  readonly keyPlay: string;
  /** Back or forward `{time}`. */
  readonly keySkip: string;
  readonly keyChapter: string;
  readonly keyVolume: string;
  readonly keyMute: string;
  readonly keyCaptions: string;
  readonly keyJump: string;
  readonly keySpeed: string;
  readonly keyHelp: string;
  /** A part of the video that is played again and again, from where and to where. */
  readonly loop: string;
  readonly loopFrom: string;
  readonly loopTo: string;
  readonly loopClear: string;
  readonly keyHold: string;
  readonly keyFrame: string;
  /** `{seconds}` until another video begins. */
  readonly nextIn: string;
  readonly cancel: string;
  readonly playNow: string;
  /** Said of a video that begins where the viewer had left it, at `{time}`, and the way back to its beginning. */
  readonly continuesAt: string;
  readonly startOver: string;
  readonly statistics: string;
  readonly offline: string;
  /** Title over the sentence about an error. */
  readonly failed: string;
  /** What the viewer reads about an error, by its code; English where a language has none. */
  readonly errors: Readonly<Partial<Record<StreamErrorCode, string>>>;
}

/**
 * A language's words and the BCP 47 tag that numbers and times are written by.
 *
 * @since 0.1.0
 */
export interface PlayerTexts extends PlayerWords {
  readonly locale: string;
}

/** Writes a position in the video and its length in words; both in seconds. */
export function formatPosition(texts: PlayerTexts, time: number, duration: number): string {
  const { locale, position } = texts;
  return interpolate(position, { time: formatSpokenTime(time, locale), duration: formatSpokenTime(duration, locale) });
}

/** Writes a fraction from 0 to 1 as whole percent. */
export function formatPercent({ locale }: PlayerTexts, fraction: number): string {
  return formatFraction(fraction, locale);
}

/** Writes a speed, such as `1.25×`; the recorded one has a name. */
export function formatRate({ locale, normal }: PlayerTexts, rate: number): string {
  return rate === 1 ? normal : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(rate)}×`;
}

/** Writes how many seconds a time is behind the live picture, as players do. */
export function formatBehindLive({ locale }: PlayerTexts, seconds: number): string {
  return `−${formatClock(seconds, locale)}`;
}
