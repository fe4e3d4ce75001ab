import type { StreamCalls } from './running-stream.js';

/** Part of a live input that tests look at. */
export interface LiveInputJson {
  uid: string;
  status: string | null;
  enabled: boolean;
  modified: string;
  keysRotatedAt?: string;
  meta: Record<string, unknown>;
  deleteRecordingAfterDays: number | null;
  rtmps: { url: string; streamKey: string };
  recording: { mode: string; requireSignedURLs: boolean; timeoutSeconds: number };
}

/** A live input, and what can be done with it. */
export class LiveInput {
  readonly uid: string;
  readonly #stream: StreamCalls;

  private constructor(stream: StreamCalls, uid: string) {
    this.#stream = stream;
    this.uid = uid;
  }

  static async create(
    stream: StreamCalls,
    recording: Record<string, unknown> = {},
    rest: Record<string, unknown> = {},
  ): Promise<LiveInput> {
    const body = JSON.stringify({ recording: { mode: 'automatic', ...recording }, ...rest });
    const { uid } = await stream.result<LiveInputJson>('/live_inputs', { method: 'POST', body });
    return new LiveInput(stream, uid);
  }

  json(): Promise<LiveInputJson> {
    return this.#stream.result<LiveInputJson>(`/live_inputs/${this.uid}`);
  }

  /** Starts a broadcast, and returns its uid. */
  async start(options: Record<string, unknown> = {}): Promise<string> {
    return ((await this.command('start', options)) as { videoUID: string }).videoUID;
  }

  command(name: 'start' | 'stop' | 'disconnect' | 'fail', body: Record<string, unknown> = {}): Promise<unknown> {
    return this.#stream.sim('POST', `live/${this.uid}/${name}`, body);
  }

  async lifecycle(): Promise<{ isInput: boolean; videoUID: string | null; live: boolean }> {
    return (await (await fetch(`${this.#stream.origin}/${this.uid}/lifecycle`)).json()) as never;
  }
}

/** A media playlist, taken apart. */
export interface Playlist {
  readonly url: string;
  readonly text: string;
  readonly init: string;
  readonly segments: readonly {
    readonly number: number;
    readonly seconds: number;
    readonly url: string;
    readonly date: number;
  }[];
  readonly parts: readonly { readonly url: string; readonly seconds: number }[];
  /** Number of the first segment. */
  readonly first: number;
  readonly hasEnded: boolean;
}

/** The media playlists of a master playlist: audio first, then video. */
export async function openPlaylists(master: string): Promise<Playlist[]> {
  const text = await (await fetch(master)).text();
  const children = [...text.matchAll(/stream_\w+\.m3u8[^"\n]*/g)].map(([name]) => new URL(name, master).href);
  return Promise.all(children.map(readPlaylist));
}

export async function readPlaylist(url: string): Promise<Playlist> {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  const first = Number(/^#EXT-X-MEDIA-SEQUENCE:(\d+)$/m.exec(text)?.[1]);
  const absolute = (uri: string | undefined) => new URL(uri ?? '', url).href;
  const segments = [
    ...text.matchAll(/^(?:#EXT-X-PROGRAM-DATE-TIME:(\S+)\n(?:#EXT-X-PART:.*\n)*)?#EXTINF:([\d.]+),\n(.+)$/gm),
  ];
  return {
    url,
    text,
    init: absolute(/#EXT-X-MAP:URI="([^"]+)"/.exec(text)?.[1]),
    segments: segments.map(([, date = '', seconds, uri], index) => {
      return { number: first + index, seconds: Number(seconds), url: absolute(uri), date: Date.parse(date) };
    }),
    parts: [...text.matchAll(/^#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"/gm)].map(([, seconds, uri]) => {
      return { seconds: Number(seconds), url: absolute(uri) };
    }),
    first,
    hasEnded: text.endsWith('#EXT-X-ENDLIST\n'),
  };
}

export async function bytesOf(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for ${new URL(url).pathname}`);
  return new Uint8Array(await response.arrayBuffer());
}
