/** Extensions of videos whose media type many systems do not know. */
export const VIDEO_EXTENSIONS =
  '.mp4,.m4v,.mov,.mkv,.webm,.avi,.flv,.f4v,.mpg,.mpeg,.m2v,.ts,.mts,.m2ts,.vob,.mxf,.gxf,.lxf,.3gp,.3g2,.ogv,.wmv';

/** Default of `accept`: everything Stream takes. */
export const DEFAULT_ACCEPT = `video/*,${VIDEO_EXTENSIONS}`;

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

/** Whether a file is one of an `accept` list by its name, or by the type that the system gave it; `matchesAccept` knows more. */
export function isNamedBy(accept: string, { name, type }: Pick<File, 'name' | 'type'>): boolean {
  const tokens = acceptTokens(accept);
  if (!type && tokens.includes('video/*')) tokens.push(...VIDEO_EXTENSIONS.split(','));
  return tokens.some((token) =>
    token.startsWith('.') ? name.toLowerCase().endsWith(token) : type.toLowerCase().startsWith(token.replace('*', '')),
  );
}
