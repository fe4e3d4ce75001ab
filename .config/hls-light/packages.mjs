// What hls.js takes of packages, as every browser of today has it.
export { EventEmitter } from './event-emitter.mjs';

/** Makes a URL absolute; what is none stays as it is, and fails once it is asked for. */
export function buildAbsoluteURL(base, url) {
  try {
    return new URL(url, base).href;
  } catch {
    return url;
  }
}

export const utf8ArrayToStr = (bytes) => new TextDecoder().decode(bytes).replaceAll('\0', '');

/** Browsers that count this among what is secure alone have none elsewhere. */
export const uuid = () => crypto.randomUUID?.() ?? URL.createObjectURL(new Blob()).slice(-36);
