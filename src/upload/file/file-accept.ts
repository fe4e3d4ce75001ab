import { acceptTokens, VIDEO_EXTENSIONS } from './accept-tokens.js';
import type { FileInfo } from './file-identity.js';

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
