/** A signed token, as it may have got into an address or a code by mistake. */
const TOKEN = /eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/;
/** Parameter of an address that has the time filled in, with what stands before and after it. */
const TIME_PARAMETER = /([?&#])[^?&#]*\{time\}[^?&#]*(&?)/;

/** Whether a text may be given to others: not where it would open the video to them. */
export const isShareable = (text: string): boolean => !TOKEN.test(text);

/**
 * Makes the link to a video, or to a moment of it: in place of `{time}`, or else as `t`. Without a moment, the parameter
 * that has it is left out.
 *
 * @param given - Address that the page gives; an empty one is the page's own.
 * @param base - Address of the page.
 * @returns `undefined` where that is no address of a page, or has a token in it.
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
