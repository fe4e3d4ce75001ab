import type { StreamErrorCode } from '../../shared/errors.js';
import { interpolate } from '../../shared/i18n/format.js';
import { formatPercent as formatFraction } from '../../shared/i18n/format-number.js';
import type { CaptionWords } from './captions/en.js';
import { formatClock, formatSpokenTime } from './format-time.js';

/** Texts of the share panel, which includes them in all languages. */
export interface ShareWords {
  readonly share: string;
  readonly link: string;
  readonly copyLink: string;
  /** Option to start the link at `{time}`. */
  readonly startAt: string;
  readonly embedCode: string;
  readonly copyCode: string;
  /** Shares through the device's share sheet. */
  readonly shareVia: string;
  readonly copied: string;
  /** Shown when the browser denies copying and the text is selected instead. */
  readonly copyByHand: string;
}

/** All texts of `<cf-stream-player>`, in one language. Names in braces are placeholders. */
export interface PlayerWords extends Partial<ShareWords> {
  readonly label: string;
  readonly play: string;
  readonly pause: string;
  readonly replay: string;
  readonly loading: string;
  /** Shown during a long stall. */
  readonly reconnecting: string;
  readonly processing: string;
  readonly retry: string;
  readonly controls: string;
  readonly mute: string;
  readonly unmute: string;
  readonly volume: string;
  readonly seek: string;
  /** Label of a slow, precise drag; followed by its speed. */
  readonly precise: string;
  /** `{time}` of `{duration}`. */
  readonly position: string;
  readonly timeLeft: string;
  readonly live: string;
  readonly goLive: string;
  /** `{time}` behind the live edge. */
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
  /** Accessible name of audio description. */
  readonly described: string;
  /** Track without a label; `{number}` counts from 1. */
  readonly track: string;
  readonly captionStyle: string;
  /** A site's own texts for the caption style settings, which are loaded on demand. */
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
  /** Part of the video that repeats, with its start and end. */
  readonly loop: string;
  readonly loopFrom: string;
  readonly loopTo: string;
  readonly loopClear: string;
  readonly keyHold: string;
  readonly keyFrame: string;
  /** `{seconds}` until the next video starts. */
  readonly nextIn: string;
  readonly cancel: string;
  readonly playNow: string;
  /** Notice that a video resumes at `{time}`, and the button to start over. */
  readonly continuesAt: string;
  readonly startOver: string;
  readonly statistics: string;
  readonly offline: string;
  /** Title above the sentence about an error. */
  readonly failed: string;
  /** Error messages for viewers, by code; English if a language has none. */
  readonly errors: Readonly<Partial<Record<StreamErrorCode, string>>>;
}

/**
 * Texts of a language, and the BCP 47 tag for formatting numbers and times.
 *
 * @since 0.1.0
 */
export interface PlayerTexts extends PlayerWords {
  readonly locale: string;
}

/** Formats position and duration of a video in words; both in seconds. */
export function formatPosition(texts: PlayerTexts, time: number, duration: number): string {
  const { locale, position } = texts;
  return interpolate(position, { time: formatSpokenTime(time, locale), duration: formatSpokenTime(duration, locale) });
}

/** Formats a fraction from 0 to 1 as a whole percentage. */
export function formatPercent({ locale }: PlayerTexts, fraction: number): string {
  return formatFraction(fraction, locale);
}

/** Formats a playback rate, such as `1.25×`; normal speed has a name. */
export function formatRate({ locale, normal }: PlayerTexts, rate: number): string {
  return rate === 1 ? normal : `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(rate)}×`;
}

/** Formats the time behind the live edge, in seconds, as players do. */
export function formatBehindLive({ locale }: PlayerTexts, seconds: number): string {
  return `−${formatClock(seconds, locale)}`;
}
