// How tokens were exchanged in playlists until they were searched instead of read: kept to compare with, and for nothing else.
import { isPlaybackToken } from '../../../src/player/token/token-form.js';
import { resourceKey } from '../../../src/player/delivery/delivery-url.js';

/** What a player did with each playlist that it was given: it read all URLs, and exchanged the tokens among them. */
export class OldExchange {
  readonly #listed = new Map<string, string>();

  exchange(url: string, text: string, token: string): string {
    for (const listed of playlistUrls(text, url)) this.#listed.set(resourceKey(listed), listed);
    return text.replace(/(\/\/)?[\w.-]+(?=\/)/g, (part: string, host?: string) =>
      !host && isPlaybackToken(part) ? token : part,
    );
  }
}

function playlistUrls(text: string, baseUrl: string): string[] {
  const urls: string[] = [];
  for (const line of text.split(/\r?\n/).map((whole) => whole.trim())) {
    const uri = line.startsWith('#') ? /[:,]URI="([^"]+)"/.exec(line)?.[1] : line;
    if (uri) urls.push(new URL(uri, baseUrl).href);
  }
  return urls;
}
