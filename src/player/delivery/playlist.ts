import { audioTag, DESCRIBES, findLanguage } from '../model/playback-intent.js';
import { linesOf, MAX_LINE } from '../model/text-lines.js';
import { parseUrl, resourceKey } from './delivery-url.js';
import { chooseStartRendition, type ListedRendition, type StartConditions } from './start-rendition.js';

/** Most lines to search for one resource. */
const MAX_TRIES = 1_000;

/** Media playlist that playback begins with. */
export interface FirstPlaylist {
  readonly type: 'video' | 'audio';
  readonly url: string;
  /** Codecs of the rendition as stated in the master playlist; empty if it does not. */
  readonly codecs: readonly string[];
}

/**
 * Lists the media playlists that playback begins with: one rendition and its audio. Without a bandwidth estimate, it is
 * the lowest rendition.
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
 * Lists the URLs to load before a position can be shown: the initialization segment and the segment at that position.
 * Lists nothing for a playlist that still grows: the engine chooses where to begin there.
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
 * URLs that a media playlist lists. Its text is only searched on request: parsing a long playlist takes long, and most
 * URLs are never asked for. Stream's file names need no escaping.
 */
export class Listing {
  readonly #text: string;
  readonly #baseUrl: string;
  /** Position of the last match: the next one usually follows it. */
  #at = 0;
  /** Folder of the first URL, as in a {@link resourceKey}. */
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
   * Finds the listed URL of a resource, whatever its token or signature.
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

/** Splits a resource key into folder and file name. */
export function splitKey(key: string): [folder: string, name: string] {
  const end = key.lastIndexOf('/') + 1;
  return [key.slice(0, end), key.slice(end)];
}

/** Resolves URIs against a base URL and omits missing or invalid ones. */
function urlsOf(uris: readonly (string | undefined)[], baseUrl: string): string[] {
  return uris.flatMap((uri) => (uri === undefined ? [] : (parseUrl(uri, baseUrl)?.href ?? [])));
}

/** Reads a quoted attribute of a playlist tag. */
export function attribute(line: string, name: string): string | undefined {
  return new RegExp(`[:,]${name}="([^"]+)"`).exec(line)?.[1];
}
