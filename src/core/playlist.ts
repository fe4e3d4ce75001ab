/**
 * Addresses of everything that an HLS playlist names: child playlists, segments, initialisation segments, parts.
 *
 * @param baseUrl - Where the playlist came from; relative addresses start there.
 * @since 0.1.0
 */
export function playlistUrls(text: string, baseUrl: string): string[] {
  const urls: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const uri = line.startsWith('#') ? /[:,]URI="([^"]+)"/.exec(line)?.[1] : line.trim();
    if (uri) urls.push(new URL(uri, baseUrl).href);
  }
  return urls;
}
