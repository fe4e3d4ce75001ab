import { acceptTokens, VIDEO_EXTENSIONS } from './accept-tokens.js';
import type { FileInfo } from './file-identity.js';

/**
 * Equivalent media types: system, page and file content may each name another one. Video types outside of `video/` also
 * match `video/*`.
 */
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

/** Tells whether a file matches an `accept` list by its name, the system's type, or its content. */
export function matchesAccept(accept: string, file: Pick<FileInfo, 'name' | 'type'>, media: string | null): boolean {
  const tokens = acceptTokens(accept);
  if (tokens.length === 0) return true;
  const name = file.name.toLowerCase();
  const named = [file.type.toLowerCase(), media ?? ''].filter(Boolean);
  const types = named.flatMap((type) => SAME_TYPES.find((same) => same.includes(type)) ?? [type]);
  return tokens.some((token) => {
    if (token.startsWith('.')) return name.endsWith(token);
    if (token === 'video/*' && types.length === 0 && isNamedVideo(name)) return true;
    if (token.endsWith('/*')) return types.some((type) => type.startsWith(token.slice(0, -1)));
    return types.includes(token);
  });
}

/** Tells whether a file name has the extension of a video for which many systems have no type. */
const isNamedVideo = (name: string): boolean =>
  VIDEO_EXTENSIONS.split(',').some((extension) => name.endsWith(extension));
