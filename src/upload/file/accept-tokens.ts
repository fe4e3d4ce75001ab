/** File name extensions of videos for which many systems have no media type. */
export const VIDEO_EXTENSIONS =
  '.mp4,.m4v,.mov,.mkv,.webm,.avi,.flv,.f4v,.mpg,.mpeg,.m2v,.ts,.mts,.m2ts,.vob,.mxf,.gxf,.lxf,.3gp,.3g2,.ogv,.wmv';

/** Default of `accept`: everything Stream takes. */
export const DEFAULT_ACCEPT = `video/*,${VIDEO_EXTENSIONS}`;

/**
 * Splits an `accept` list; empty if it accepts everything. Corrects tokens that browsers do not know: `mp4` and `*.mp4`
 * to `.mp4`, `video` to `video/*`, a type with parameters to the bare type.
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

/**
 * Tells whether a file matches an `accept` list by its name or the system's media type; `matchesAccept` also considers
 * its content.
 */
export function isNamedBy(accept: string, { name, type }: Pick<File, 'name' | 'type'>): boolean {
  const tokens = acceptTokens(accept);
  if (!type && tokens.includes('video/*')) tokens.push(...VIDEO_EXTENSIONS.split(','));
  return tokens.some((token) =>
    token.startsWith('.') ? name.toLowerCase().endsWith(token) : type.toLowerCase().startsWith(token.replace('*', '')),
  );
}
