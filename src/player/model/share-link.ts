/** Signed token, which may have got into a link or embed code by mistake. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/;
/** URL parameter with `{time}` in it, and the separators around it. */
const TIME_PARAMETER = /([?&#])[^?&#]*\{time\}[^?&#]*(&?)/;

/** Tells whether a text may be shared: not with a token, which would open the video to anybody. */
export const isShareable = (text: string): boolean => !TOKEN.test(text);

/**
 * Builds the link to a video, optionally at a time: in place of `{time}`, else as `t`. Without a time, the parameter
 * with `{time}` is removed.
 *
 * @param given - URL that the page gives; an empty one is the page's own.
 * @param base - URL of the page.
 * @returns `undefined` for anything but an HTTP URL, or one with a token.
 */
export function shareLink(given: string, base: string, seconds?: number): string | undefined {
  const time = seconds === undefined ? undefined : String(Math.floor(seconds));
  const hasPlace = given.includes('{time}');
  const filled =
    time === undefined
      ? given.replace(TIME_PARAMETER, (_, before: string, after: string) => (after ? before : ''))
      : given.replaceAll('{time}', time);
  try {
    const url = new URL(filled, base);
    if (time !== undefined && !hasPlace) url.searchParams.set('t', time);
    return /^https?:$/.test(url.protocol) && isShareable(url.href) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
