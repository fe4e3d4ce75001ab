/** Details to show with a video, as set on Stream; only those that are set. */
export interface PublicDetails {
  readonly title?: string;
  readonly shareLink?: string;
  readonly channelLink?: string;
  /** URL of a picture. */
  readonly logo?: string;
}

/** Most characters of a text. */
const MAX_LETTERS = 2_000;

/**
 * Reads the public details in Stream's video object. Omits links other than http and https, which would end up in
 * somebody's page. `undefined` if Stream has none.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/player-enhancements/
 */
export function readPublicDetails(value: unknown): PublicDetails | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { title, share_link, channel_link, logo } = value as Readonly<Record<string, unknown>>;
  return {
    ...(isText(title) ? { title } : {}),
    ...(isLink(share_link) ? { shareLink: share_link } : {}),
    ...(isLink(channel_link) ? { channelLink: channel_link } : {}),
    ...(isLink(logo) ? { logo } : {}),
  };
}

/** Parses the stored result of {@link readPublicDetails}. `undefined` if there is nothing to show. */
export function parsePublicDetails(text: unknown): PublicDetails | undefined {
  if (typeof text !== 'string') return undefined;
  const details = JSON.parse(text) as PublicDetails;
  return Object.keys(details).length > 0 ? details : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LETTERS;
}

function isLink(value: unknown): value is string {
  return isText(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
