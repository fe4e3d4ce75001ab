import { audioTag, DESCRIBES, findLanguage } from '../model/playback-intent.js';
import { linesOf, MAX_LINE } from '../model/text-lines.js';
import { parseUrl, resourceKey } from './delivery-url.js';
import { chooseStartRendition, type ListedRendition, type StartConditions } from './start-rendition.js';

/** Most lines that are compared in search of one resource. */
const MAX_TRIES = 1_000;

/** Media playlist that playback begins with. */
export interface FirstPlaylist {
  readonly type: 'video' | 'audio';
  readonly url: string;
  /** Codecs of the rendition, as its master playlist says them; empty where it does not. */
  readonly codecs: readonly string[];
}

/**
 * Lists the media playlists that playback begins with: one rendition, and its audio. It is the lowest where nothing is known of
 * the line.
 */
export function firstPlaylists(master: string, baseUrl: string, conditions: StartConditions = {}): FirstPlaylist[] {
  const renditions: (ListedRendition & { readonly uri: string; readonly info: string })[] = [];
  let info: string | undefined;
  const audioLines: string[] = [];
  for (const line of linesOf(master)) {
    if (line.startsWith('#EXT-X-STREAM-INF')) info = line;
    else if (line.startsWith('#EXT-X-MEDIA:TYPE=AUDIO')) audioLines.push(line);
    else if (info !== undefined && !line.startsWith('#')) {
      const bandwidth = Number(/[:,]BANDWIDTH=(\d+)/.exec(info)?.[1] ?? Infinity);
      const [width = 0, height = 0] = (/[:,]RESOLUTION=(\d+)x(\d+)/.exec(info) ?? []).slice(1).map(Number);
      renditions.push({ bandwidth, width, height, uri: line, info });
      info = undefined;
    }
  }
  const first = chooseStartRendition(renditions, conditions);
  if (!first) return [];
  const group = attribute(first.info, 'AUDIO');
  const codecs = attribute(first.info, 'CODECS')?.split(',') ?? [];
  const audio = audioLines.filter((line) => attribute(line, 'GROUP-ID') === group);
  const languageOf = (line: string): string => audioTag(attribute(line, 'LANGUAGE') ?? '', line.includes(DESCRIBES));
  const spoken = findLanguage(audio.map(languageOf), conditions.audio ?? '');
  const wanted = spoken ? audio.find((line) => languageOf(line) === spoken) : undefined;
  const audioUri = attribute(wanted ?? audio.find((line) => line.includes('DEFAULT=YES')) ?? audio[0] ?? '', 'URI');
  const uris = [['video', first.uri] as const, ['audio', audioUri] as const];
  return uris.flatMap(([type, uri]) => urlsOf([uri], baseUrl).map((url) => ({ type, url, codecs })));
}

/**
 * Lists the URLs of what has to be loaded before a position can be shown: the initialisation segment, and the segment
 * that holds it. Lists nothing of a playlist that still grows: where to begin there is the engine's choice.
 *
 * @param time - Position in seconds.
 */
export function segmentUrlsAt(playlist: string, baseUrl: string, time: number): string[] {
  if (!playlist.includes('#EXT-X-ENDLIST')) return [];
  let init: string | undefined;
  let end = 0;
  for (const line of linesOf(playlist)) {
    if (line.startsWith('#EXT-X-BYTERANGE')) return [];
    if (line.startsWith('#EXT-X-MAP')) init ??= attribute(line, 'URI');
    else if (line.startsWith('#EXTINF:')) end += Number.parseFloat(line.slice('#EXTINF:'.length)) || 0;
    else if (!line.startsWith('#') && end > time) return urlsOf([init, line], baseUrl);
  }
  return urlsOf([init], baseUrl);
}

/**
 * URLs that a media playlist lists. Its text is searched when one is asked for: to read all of a long playlist takes long,
 * and most of it is never asked for. Stream's names of files need no escaping.
 */
export class Listing {
  readonly #text: string;
  readonly #baseUrl: string;
  /** Where the last one was found: the next one mostly follows it. */
  #at = 0;
  /** Folder of what is listed first, as in a {@link resourceKey}. */
  readonly folder: string;

  constructor(text: string, baseUrl: string) {
    this.#text = text;
    this.#baseUrl = baseUrl;
    let first: string | undefined;
    let tries = 0;
    for (const line of linesOf(text)) {
      first = this.#urlOn(line);
      tries += 1;
      if (first !== undefined || tries === MAX_TRIES) break;
    }
    this.folder = splitKey(resourceKey(first ?? baseUrl))[0];
  }

  /**
   * Finds the URL under which a resource is listed, whatever token or signature it carries there.
   *
   * @param key - {@link resourceKey} of the resource.
   */
  find(key: string): string | undefined {
    const [, name] = splitKey(key);
    return name ? (this.#search(name, key, this.#at) ?? this.#search(name, key, 0)) : undefined;
  }

  #search(name: string, key: string, from: number): string | undefined {
    const text = this.#text;
    for (let tries = 0, at = text.indexOf(name, from); at >= 0 && tries < MAX_TRIES; tries += 1) {
      const start = text.lastIndexOf('\n', at) + 1;
      const end = text.indexOf('\n', at);
      const url = this.#urlOn(text.slice(start, end < 0 ? undefined : end));
      if (url !== undefined && resourceKey(url) === key) {
        this.#at = start;
        return url;
      }
      at = end < 0 ? -1 : text.indexOf(name, end);
    }
    return undefined;
  }

  #urlOn(line: string): string | undefined {
    if (line.length > MAX_LINE) return undefined;
    return urlsOf([line.startsWith('#') ? attribute(line, 'URI') : line || undefined], this.#baseUrl)[0];
  }
}

/** Splits the key of a resource into the folder and the name of its file. */
export function splitKey(key: string): [folder: string, name: string] {
  const end = key.lastIndexOf('/') + 1;
  return [key.slice(0, end), key.slice(end)];
}

/** Makes URIs absolute, and leaves out those that are missing or cannot be read. */
function urlsOf(uris: readonly (string | undefined)[], baseUrl: string): string[] {
  return uris.flatMap((uri) => (uri === undefined ? [] : (parseUrl(uri, baseUrl)?.href ?? [])));
}

/** Reads a quoted attribute of a tag. */
export function attribute(line: string, name: string): string | undefined {
  return new RegExp(`[:,]${name}="([^"]+)"`).exec(line)?.[1];
}
