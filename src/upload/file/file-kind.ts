import { StreamError } from '../../shared/errors.js';
import { DEFAULT_ACCEPT } from './accept-tokens.js';
import { matchesAccept } from './file-accept.js';
import type { FileInfo } from './file-identity.js';

/** Kind of a file by its first bytes. `media` is its media type (`video/mp4`); `null` if unknown. */
export interface FileKind {
  readonly isVideo: boolean;
  readonly media: string | null;
}

/** Number of bytes that {@link sniffFileKind} needs from the start of the file: enough for three MPEG-TS packets. */
export const SNIFF_BYTES = 1024;

/** `[offset, bytes as hex, media type]`; each `?` matches half a byte. Checked in this order. */
const SIGNATURES: readonly (readonly [number, string, string])[] = [
  [0, '000001ba', 'video/mp2p'],
  [0, '000001b3', 'video/mpeg'],
  [0, '464c5601', 'video/x-flv'],
  [0, '52494646????????41564920', 'video/x-msvideo'],
  [0, '3026b2758e66cf11', 'video/x-ms-asf'],
  [0, '060e2b34', 'application/mxf'],
  [0, '4c4f4746', 'video/x-lxf'],
  [0, '4c45495443480000', 'video/x-lxf'],
  [0, '0000000001bc', 'application/gxf'],
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '474946383', 'image/gif'],
  [0, '52494646????????57454250', 'image/webp'],
  [0, '52494646????????57415645', 'audio/wav'],
  [0, '49443303', 'audio/mpeg'],
  [0, '49443304', 'audio/mpeg'],
  [0, '664c6143', 'audio/flac'],
  [0, '25504446', 'application/pdf'],
  [0, '504b0304', 'application/zip'],
  [0, '504b0506', 'application/zip'],
  [0, '52617221', 'application/vnd.rar'],
  [0, '377abcaf271c', 'application/x-7z-compressed'],
  [0, '1f8b08', 'application/gzip'],
  [0, '7f454c46', 'application/x-executable'],
  [0, '4d5a', 'application/x-msdownload'],
  [0, 'd0cf11e0', 'application/x-ole-storage'],
];

/** Containers of video whose media type does not begin with `video/`. */
const VIDEO_CONTAINERS = ['application/mxf', 'application/gxf'];

/** Boxes that an ISO or QuickTime file may begin with besides `ftyp`. */
const QUICKTIME_BOXES = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'];

/** Prefixes of `ftyp` brands that are not video. */
const OTHER_BRANDS: readonly (readonly [string, string])[] = [
  ['M4A', 'audio/mp4'],
  ['M4B', 'audio/mp4'],
  ['avif', 'image/avif'],
  ['avis', 'image/avif'],
  ['heic', 'image/heic'],
  ['heix', 'image/heic'],
  ['hevc', 'image/heic'],
  ['mif1', 'image/heif'],
  ['msf1', 'image/heif'],
];

/** Detects the kind of a file by its first {@link SNIFF_BYTES} bytes, regardless of its name. */
export function sniffFileKind(head: Uint8Array): FileKind {
  const media = sniffMedia(head);
  return { media, isVideo: media !== null && (media.startsWith('video/') || VIDEO_CONTAINERS.includes(media)) };
}

function sniffMedia(head: Uint8Array): string | null {
  const iso = sniffIso(head);
  if (iso) return iso;
  if (matches(head, 0, '1a45dfa3')) return text(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska';
  if (matches(head, 0, '4f676753')) return sniffOgg(head);
  if (isTransportStream(head)) return 'video/mp2t';
  const known = SIGNATURES.find(([offset, hex]) => matches(head, offset, hex));
  if (known) return known[2];
  // MXF may begin with a run-in of up to 64 KiB: only the part read here is searched.
  if (indexOf(head, [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01]) >= 0) return 'application/mxf';
  return isText(head) ? 'text/plain' : null;
}

function sniffIso(head: Uint8Array): string | null {
  const box = text(head, 4, 8);
  if (QUICKTIME_BOXES.includes(box)) return 'video/quicktime';
  if (box !== 'ftyp') return null;
  const brand = text(head, 8, 12);
  const other = OTHER_BRANDS.find(([prefix]) => brand.startsWith(prefix));
  if (other) return other[1];
  if (brand === 'qt  ') return 'video/quicktime';
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}

function sniffOgg(head: Uint8Array): string {
  const page = text(head, 0, 512);
  return page.includes('theora') || page.includes('video') || page.includes('BBCD') ? 'video/ogg' : 'audio/ogg';
}

/**
 * Tells whether three consecutive packets begin with the sync byte: packets of 188 bytes, or 192 with a timestamp
 * before it.
 */
function isTransportStream(head: Uint8Array): boolean {
  const every = (first: number, step: number): boolean => {
    const count = Math.min(3, Math.floor((head.length - first) / step));
    return count > 0 && [...Array(count).keys()].every((packet) => head[first + packet * step] === 0x47);
  };
  return every(0, 188) || every(4, 192);
}

/** Tells whether the bytes are text; an empty file is not. */
function isText(head: Uint8Array): boolean {
  const isControl = (byte: number): boolean => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
  return head.length > 0 && !head.some(isControl) && isUtf8(head);
}

function isUtf8(head: Uint8Array): boolean {
  const decoded = new TextDecoder().decode(head);
  const broken = decoded.indexOf('\ufffd');
  // The sample may end in the middle of a character.
  return broken < 0 || broken >= decoded.length - 3;
}

function matches(head: Uint8Array, offset: number, hex: string): boolean {
  // An odd last digit is half a byte: GIF87a and GIF89a have “GIF8” and the half byte “3” in common.
  for (let digit = 0; digit < hex.length; digit += 1) {
    const wanted = hex[digit];
    const byte = head[offset + (digit >> 1)];
    if (byte === undefined) return false;
    const nibble = (digit % 2 === 0 ? byte >> 4 : byte & 15).toString(16);
    if (wanted !== '?' && wanted !== nibble) return false;
  }
  return true;
}

function indexOf(head: Uint8Array, bytes: readonly number[]): number {
  return head.findIndex((_, at) => bytes.every((byte, index) => head[at + index] === byte));
}

function text(head: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...head.subarray(start, end));
}

/** Rules for files. */
export interface FileRules {
  /** As in `<input accept>`: extensions, media types, `video/*`. */
  readonly accept: string;
  /** Largest size in bytes. */
  readonly maxBytes: number;
}

/**
 * Checks the size of a file before anything is read or sent.
 *
 * @throws {StreamError} `FILE_EMPTY`, `FILE_TOO_LARGE`.
 */
export function checkFileSize(file: Pick<FileInfo, 'size'>, rules: Pick<FileRules, 'maxBytes'>): void {
  if (file.size === 0) throw new StreamError('FILE_EMPTY', 'The file is empty.');
  if (file.size > rules.maxBytes) {
    throw new StreamError('FILE_TOO_LARGE', `The file has ${file.size} bytes; at most ${rules.maxBytes} are allowed.`);
  }
}

/**
 * Checks that a file is a wanted kind of video. A known content decides; otherwise name and system type do, since
 * Stream accepts more kinds than are detected here.
 *
 * @throws {StreamError} `FILE_TYPE`.
 */
export function checkFileKind(file: FileInfo, kind: FileKind, rules: Pick<FileRules, 'accept'>): void {
  if (kind.media !== null && !kind.isVideo) {
    throw new StreamError('FILE_TYPE', `The file's content is ${kind.media}, not a video.`);
  }
  if (kind.media === null && !matchesAccept(DEFAULT_ACCEPT, file, null)) {
    throw new StreamError(
      'FILE_TYPE',
      'Neither the content nor the name or type of the file identifies it as a video.',
    );
  }
  if (!matchesAccept(rules.accept, file, kind.media)) {
    throw new StreamError('FILE_TYPE', 'The file is a video of a type that "accept" excludes.');
  }
}
