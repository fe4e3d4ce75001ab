import { isPlaybackToken } from '../token/token.js';

/**
 * Lists the URLs of everything that an HLS playlist names: child playlists, segments, initialisation segments, parts.
 *
 * @param baseUrl - URL of the playlist; relative URLs start there.
 */
export function playlistUrls(text: string, baseUrl: string): string[] {
  const urls: string[] = [];
  for (const line of linesOf(text)) {
    const uri = line.startsWith('#') ? attribute(line, 'URI') : line;
    if (uri) urls.push(new URL(uri, baseUrl).href);
  }
  return urls;
}

/** Lists the URLs of the media playlists that playback begins with: the lowest rendition, and its audio. */
export function firstPlaylistUrls(master: string, baseUrl: string): string[] {
  const lines = linesOf(master);
  let lowest: { readonly bandwidth: number; readonly uri: string; readonly group: string | undefined } | undefined;
  lines.forEach((line, index) => {
    if (!line.startsWith('#EXT-X-STREAM-INF')) return;
    const bandwidth = Number(/[:,]BANDWIDTH=(\d+)/.exec(line)?.[1]);
    const uri = lines.slice(index + 1).find((next) => !next.startsWith('#'));
    if (uri && (!lowest || bandwidth < lowest.bandwidth)) lowest = { bandwidth, uri, group: attribute(line, 'AUDIO') };
  });
  if (!lowest) return [];
  const { uri, group } = lowest;
  const audioLines = lines.filter(
    (line) => line.startsWith('#EXT-X-MEDIA:TYPE=AUDIO') && attribute(line, 'GROUP-ID') === group,
  );
  const audio = attribute(audioLines.find((line) => line.includes('DEFAULT=YES')) ?? audioLines[0] ?? '', 'URI');
  return [uri, ...(audio ? [audio] : [])].map((url) => new URL(url, baseUrl).href);
}

/**
 * Lists the URLs of what has to be loaded before a position can be shown: the initialisation segment, and the segment
 * that holds it. Lists nothing of a playlist that still grows: where to begin there is the engine's choice.
 *
 * @param time - Position in seconds.
 */
export function segmentUrlsAt(playlist: string, baseUrl: string, time: number): string[] {
  if (!playlist.includes('#EXT-X-ENDLIST')) return [];
  const lines = linesOf(playlist);
  const init = attribute(lines.find((line) => line.startsWith('#EXT-X-MAP')) ?? '', 'URI');
  let end = 0;
  let segment: string | undefined;
  for (const line of lines) {
    if (line.startsWith('#EXT-X-BYTERANGE')) return [];
    if (line.startsWith('#EXTINF:')) end += Number.parseFloat(line.slice('#EXTINF:'.length));
    else if (!line.startsWith('#') && end > time) {
      segment = line;
      break;
    }
  }
  return [init, segment].filter((uri) => uri !== undefined).map((uri) => new URL(uri, baseUrl).href);
}

/** Puts another token into a playlist wherever it lists something under one. */
export function withTokenInList(playlist: string, token: string): string {
  return playlist.replace(/(\/\/)?[\w.-]+(?=\/)/g, (part: string, host?: string) =>
    !host && isPlaybackToken(part) ? token : part,
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

function attribute(line: string, name: string): string | undefined {
  return new RegExp(`[:,]${name}="([^"]+)"`).exec(line)?.[1];
}
