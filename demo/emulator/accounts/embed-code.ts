import type { VideoRecord } from '../records/video-record.js';

/**
 * Returns the HTML that embeds a video: Cloudflare's is a script from one of its hosts, this one requests nothing
 * outside of this machine.
 */
export function embedCode({ origin }: { readonly origin: string }, { uid }: VideoRecord): string {
  const allow = 'accelerometer; gyroscope; autoplay; encrypted-media; picture-in-picture;';
  return `<iframe src="${origin}/${uid}/iframe" style="border: none" height="720" width="1280" allow="${allow}" allowfullscreen="true"></iframe>\n`;
}
