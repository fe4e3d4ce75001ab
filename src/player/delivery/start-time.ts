/**
 * Seconds of a time as Stream's player takes it in `startTime`: `123`, `90s`, `2m30s` or `1h2m3s`.
 *
 * @returns `undefined` for anything else.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-the-stream-player/
 * @since 0.1.0
 */
export function parseStartTime(text: string): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/i.exec(text.trim());
  if (!match || match[0] === '') return undefined;
  const [hours, minutes, seconds] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}
