import type { Caption } from '../records/caption.js';
import { ApiError } from '../shared/envelope.js';

/** Largest caption file, in bytes. @see https://developers.cloudflare.com/stream/edit-videos/adding-captions/ */
export const MAX_CAPTION_BYTES = 10 * 1024 * 1024;

/** Languages that Cloudflare listens to. @see https://developers.cloudflare.com/stream/edit-videos/adding-captions/ */
const GENERATED: readonly string[] = ['cs', 'nl', 'en', 'fr', 'de', 'it', 'ja', 'ko', 'pl', 'pt', 'ru', 'es'];

/**
 * Parses a language tag and returns its canonical form.
 *
 * @throws {ApiError} `badRequest` for what is not BCP 47.
 */
export function parseLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag);
    if (canonical !== undefined) return canonical;
  } catch {
    // Said below.
  }
  throw new ApiError('badRequest', 'the language must be a tag as in BCP 47');
}

/**
 * Makes sure that a file is WebVTT, as far as its first line and its letters say.
 *
 * @throws {ApiError} `badRequest`.
 */
export function checkWebVtt(bytes: Uint8Array): void {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ApiError('badRequest', 'the file is not WebVTT: it is not in UTF-8');
  }
  if (!/^WEBVTT(?:[ \t\r\n]|$)/.test(text))
    throw new ApiError('badRequest', 'the file is not WebVTT: it does not begin with WEBVTT');
}

/** Captions in `language`, named in that language itself. */
export function describeCaption(language: string, generated: boolean): Caption {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return { language, label: generated ? `${name} (auto-generated)` : name, generated, status: 'ready' };
}

/** Whether captions can be generated in this language. */
export function canBeGenerated(language: string): boolean {
  return GENERATED.includes(new Intl.Locale(language).language);
}

/** Returns placeholder captions, instead of generated ones. */
export function placeholderCaptions(seconds: number): Uint8Array {
  const time = new Date(Math.max(1, seconds) * 1000).toISOString().slice(11, 23);
  return new TextEncoder().encode(
    `WEBVTT\n\n1\n00:00:00.000 --> ${time}\nThe local Stream cannot listen: this is a placeholder.\n`,
  );
}
