/** What may be shown beside a video, as it is set at Stream: what is there. */
export interface PublicDetails {
  readonly title?: string;
  readonly shareLink?: string;
  readonly channelLink?: string;
  /** URL of a picture. */
  readonly logo?: string;
}

/** Longest text that is kept. */
const MAX_LETTERS = 2_000;

/**
 * Reads what Stream's video object says to be shown. Links of another kind than http and https are left out: they come to
 * stand in somebody's page. Nothing where Stream says nothing about it.
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

/** Reads what {@link readPublicDetails} gave and a database kept. Nothing where there is nothing to show. */
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
