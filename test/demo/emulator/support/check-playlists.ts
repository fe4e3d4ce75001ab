import assert from 'node:assert/strict';
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';

interface Variant {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly codecs: string;
}

interface Track {
  /** Start of each segment according to its contents, in seconds. */
  readonly starts: readonly number[];
  /** Length of each segment according to the playlist, in seconds. */
  readonly lengths: readonly number[];
}

export interface Played {
  readonly variants: readonly Variant[];
  readonly hasAudio: boolean;
  /** Length of the picture, in seconds. */
  readonly seconds: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/**
 * Reads a video as a player does, to its last segment, and makes sure that it can be played: every segment begins with
 * a key frame, at the same time in each quality, where its playlist says.
 */
export async function checkPlaylists(master: string): Promise<Played> {
  const text = await fetchText(master);
  const children = [...text.matchAll(/^#EXT-X-STREAM-INF:(.+)\n(.+)$/gm)];
  const variants = children.map(([, attributes = '']) => {
    const [, width, height] = /RESOLUTION=(\d+)x(\d+)/.exec(attributes) ?? [];
    return {
      width: Number(width),
      height: Number(height),
      frameRate: Number(/FRAME-RATE=([\d.]+)/.exec(attributes)?.[1]),
      codecs: /CODECS="([^"]+)"/.exec(attributes)?.[1] ?? '',
    };
  });
  const tracks = await Promise.all(children.map(([, , uri = '']) => readTrack(new URL(uri, master).href)));
  const [first] = tracks;
  assert.ok(first, 'it has a picture');
  for (const track of tracks) {
    assert.deepEqual(track, first, 'segments begin and end at the same time in each quality');
    for (const [index, start] of track.starts.entries()) {
      assert.ok(
        Math.abs(start - first.starts[0]! - sum(track.lengths.slice(0, index))) < 0.05,
        `segment ${index} begins where the playlist says`,
      );
    }
  }
  const audioUri = /^#EXT-X-MEDIA:TYPE=AUDIO.*URI="([^"]+)"/m.exec(text)?.[1];
  if (audioUri !== undefined) {
    const audio = await readTrack(new URL(audioUri, master).href);
    assert.ok(
      Math.abs(sum(audio.lengths) - sum(first.lengths)) < 0.15,
      `sound (${sum(audio.lengths)} s) as long as the picture (${sum(first.lengths)} s)`,
    );
    assert.ok(Math.abs(audio.starts[0]! - first.starts[0]!) < 0.1, 'sound begins with the picture');
  }
  return { variants, hasAudio: audioUri !== undefined, seconds: sum(first.lengths) };
}

async function readTrack(playlist: string): Promise<Track> {
  const text = await fetchText(playlist);
  assert.match(text, /#EXT-X-ENDLIST/);
  const init = await fetchBytes(new URL(/#EXT-X-MAP:URI="([^"]+)"/.exec(text)?.[1] ?? '', playlist).href);
  const segments = [...text.matchAll(/^#EXTINF:([\d.]+),\n(.+)$/gm)];
  const starts: number[] = [];
  for (const [, , uri = ''] of segments) {
    const bytes = Buffer.concat([init, await fetchBytes(new URL(uri, playlist).href)]);
    const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: [MP4] });
    try {
      const track = (await input.getPrimaryVideoTrack()) ?? (await input.getPrimaryAudioTrack());
      const packet = track && (await new EncodedPacketSink(track).getFirstPacket());
      assert.equal(packet?.type, 'key', `${uri.replace(/\?.*/, '')} begins with a key frame`);
      starts.push(Math.round(packet.timestamp * 1000) / 1000);
    } finally {
      input.dispose();
    }
  }
  return { starts, lengths: segments.map(([, length]) => Number(length)) };
}

async function fetchText(url: string): Promise<string> {
  return (await fetchBytes(url)).toString();
}

async function fetchBytes(url: string): Promise<Buffer> {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return Buffer.from(await response.arrayBuffer());
}
