/**
 * Parses a time in the format of the `startTime` of Stream's player: `123`, `90s`, `2m30s` or `1h2m3s`; returns
 * seconds.
 *
 * @returns `undefined` for anything else.
 * @see https://developers.cloudflare.com/stream/viewing-videos/using-the-stream-player/
 */
export function parseClockTime(text: string | number | null | undefined): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/i.exec(String(text ?? '').trim());
  if (!match || match[0] === '') return undefined;
  const [hours, minutes, seconds] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  const time = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return Number.isFinite(time) ? time : undefined;
}
