import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BufferSource, Input, MP4 } from 'mediabunny';
import type { Rendition, Renditions } from '../records/renditions.js';

/** Reads the output of a transcoder, so that playlists state the actual qualities rather than the requested ones. */
export async function readRenditions(mediaDir: string): Promise<Renditions> {
  const names = await readdir(join(mediaDir, 'video'));
  const video = await Promise.all(
    names.map(async (name) => {
      const dir = join(mediaDir, 'video', name);
      const { input, ...rendition } = await readRendition(dir, name);
      try {
        const track = await input.getPrimaryVideoTrack();
        if (!track) throw new Error(`Rendition ${name} has no picture.`);
        const stats = await track.computePacketStats();
        return {
          ...rendition,
          codec: (await track.getCodecParameterString()) ?? 'avc1.42c01e',
          width: await track.getDisplayWidth(),
          height: await track.getDisplayHeight(),
          frameRate: Math.round(stats.averagePacketRate * 1000) / 1000,
        };
      } finally {
        input.dispose();
      }
    }),
  );
  video.sort((a, b) => Number(a.name) - Number(b.name));
  return { video, audio: await readAudio(mediaDir) };
}

async function readAudio(mediaDir: string): Promise<Rendition | null> {
  const [name] = await readdir(join(mediaDir, 'audio')).catch(() => [] as string[]);
  if (name === undefined) return null;
  return readAudioRendition(join(mediaDir, 'audio', name), name);
}

/** Reads a folder of audio; `name` identifies it in URLs. */
export async function readAudioRendition(dir: string, name: string): Promise<Rendition> {
  const { input, ...rendition } = await readRendition(dir, name);
  try {
    const track = await input.getPrimaryAudioTrack();
    return { ...rendition, codec: (await track?.getCodecParameterString()) ?? 'mp4a.40.2' };
  } finally {
    input.dispose();
  }
}

async function readRendition(dir: string, name: string) {
  const playlist = await readFile(join(dir, 'stream.m3u8'), 'utf8');
  const segments = [...playlist.matchAll(/^#EXTINF:([\d.]+)/gm)].map((match) => Number(match[1]));
  if (segments.length === 0) throw new Error(`Rendition ${name} has no segments.`);
  const sizes = await Promise.all(segments.map((_, index) => stat(join(dir, `seg_${index + 1}.mp4`))));
  const peak = Math.max(...segments.map((seconds, index) => ((sizes[index]?.size ?? 0) * 8) / Math.max(seconds, 0.5)));
  const context = [await readFile(join(dir, 'init.mp4')), await readFile(join(dir, 'seg_1.mp4'))];
  const input = new Input({ source: new BufferSource(new Uint8Array(Buffer.concat(context))), formats: [MP4] });
  return { name, peakBitsPerSecond: Math.ceil(peak), segments, input };
}
