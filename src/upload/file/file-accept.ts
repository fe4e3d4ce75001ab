import type { FileInfo } from './file-identity.js';
import type { FileKind } from './file-kind.js';
import { StreamError } from '../../shared/errors.js';

/** Extensions of videos whose media type many systems do not know. */
const VIDEO_EXTENSIONS =
  '.mp4,.m4v,.mov,.mkv,.webm,.avi,.flv,.f4v,.mpg,.mpeg,.m2v,.ts,.mts,.m2ts,.vob,.mxf,.gxf,.lxf,.3gp,.3g2,.ogv,.wmv';

/** Default of `accept`: everything Stream takes. */
export const DEFAULT_ACCEPT = `video/*,${VIDEO_EXTENSIONS}`;

/** Media types of videos that do not begin with `video/`. */
const OTHER_VIDEO_TYPES = ['application/mxf', 'application/gxf'];

/** Media types of one kind: a system, a page and what is read from a file may each say another one. */
const SAME_TYPES: readonly (readonly string[])[] = [
  ['video/mp4', 'video/x-m4v'],
  ['video/mpeg', 'video/mp2p'],
  ['video/mp2t', 'video/vnd.dlna.mpeg-tts'],
  ['video/x-msvideo', 'video/vnd.avi', 'video/avi', 'video/msvideo'],
  ['video/x-ms-asf', 'video/x-ms-wmv'],
  ['video/x-matroska', 'video/matroska'],
  ['application/mxf', 'video/mxf'],
  ['application/gxf', 'video/gxf'],
];

/**
 * Splits an `accept` list; none where it takes everything. What browsers know nothing of is taken for what is meant:
 * `mp4` and `*.mp4` for `.mp4`, `video` for `video/*`, a type with parameters for the type.
 */
export function acceptTokens(accept: string): string[] {
  const tokens = accept
    .toLowerCase()
    .split(',')
    .map((token) => token.replace(/;.*/s, '').trim())
    .filter(Boolean);
  if (tokens.some((token) => /^\*(\.\*|\/\*)?$/.test(token))) return [];
  return tokens.map((token) => {
    if (token === 'video') return 'video/*';
    return token.replace(/^\*?\.|^(?=[\w+-]+$)/, '.');
  });
}

/** Rules that a file must meet to be sent. */
export interface FileRules {
  /** As in `<input accept>`: extensions, media types, `video/*`. */
  readonly accept: string;
  /** Largest size in bytes. */
  readonly maxBytes: number;
}

/** Whether a file fits an `accept` list, by its name, by the type the system gave it, or by what its content is. */
export function matchesAccept(accept: string, file: Pick<FileInfo, 'name' | 'type'>, media: string | null): boolean {
  const tokens = acceptTokens(accept);
  if (tokens.length === 0) return true;
  const name = file.name.toLowerCase();
  const named = [file.type.toLowerCase(), media ?? ''].filter(Boolean);
  const types = named.flatMap((type) => SAME_TYPES.find((same) => same.includes(type)) ?? [type]);
  return tokens.some((token) => {
    if (token.startsWith('.')) return name.endsWith(token);
    if (token === 'video/*' && isVideoBeyondTypes(name, types)) return true;
    if (token.endsWith('/*')) return types.some((type) => type.startsWith(token.slice(0, -1)));
    return types.includes(token);
  });
}

/** Whether a file is a video of a kind that has another type, or that has none on many systems. */
function isVideoBeyondTypes(name: string, types: readonly string[]): boolean {
  if (types.some((type) => OTHER_VIDEO_TYPES.includes(type))) return true;
  return types.length === 0 && VIDEO_EXTENSIONS.split(',').some((extension) => name.endsWith(extension));
}

/**
 * Checks what can be known of a file without reading it, before anything is read or sent.
 *
 * @throws {StreamError} `FILE_EMPTY`, `FILE_TOO_LARGE`.
 */
export function checkFileSize(file: Pick<FileInfo, 'size'>, rules: Pick<FileRules, 'maxBytes'>): void {
  if (file.size === 0) throw new StreamError('FILE_EMPTY', 'The file has no bytes.');
  if (file.size > rules.maxBytes) {
    throw new StreamError('FILE_TOO_LARGE', `The file has ${file.size} bytes; at most ${rules.maxBytes} are allowed.`);
  }
}

/**
 * Checks that a file is a video of a kind that is wanted. Content that is known decides; where it is not known, the
 * name and the system's type do, since Stream reads more kinds than can be told here.
 *
 * @throws {StreamError} `FILE_TYPE`.
 */
export function checkFileKind(file: FileInfo, kind: FileKind, rules: Pick<FileRules, 'accept'>): void {
  if (kind.media !== null && !kind.isVideo) {
    throw new StreamError('FILE_TYPE', `The file's content is ${kind.media}, which is no video.`);
  }
  if (kind.media === null && !matchesAccept(DEFAULT_ACCEPT, file, null)) {
    throw new StreamError('FILE_TYPE', 'Neither the content of the file nor its name or type says that it is a video.');
  }
  if (!matchesAccept(rules.accept, file, kind.media)) {
    throw new StreamError('FILE_TYPE', 'The file is a video of a kind that "accept" leaves out.');
  }
}
