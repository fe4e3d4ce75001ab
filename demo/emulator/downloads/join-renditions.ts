import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
  type EncodedPacket,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';
import type { Rendition, Renditions } from '../records/renditions.js';
import type { DownloadKind } from '../records/download.js';

interface JoinJob {
  readonly mediaDir: string;
  readonly renditions: Renditions;
  readonly kind: DownloadKind;
  readonly outFile: string;
  readonly signal: AbortSignal;
  /** Told the part that is done, 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** A track on its way into the file. */
interface Feed {
  readonly input: Input;
  readonly packets: AsyncGenerator<EncodedPacket, void, unknown>;
  readonly add: (packet: EncodedPacket) => Promise<void>;
  next: EncodedPacket | undefined;
}

/**
 * Joins the segments of the best video and the audio, or of the audio alone, into one ordinary file without
 * re-encoding. Its index comes first, so that it plays while loading.
 *
 * @throws {Error} when a codec cannot stand in an MP4, or there is no sound where that was asked for.
 */
export async function joinRenditions({
  mediaDir,
  renditions,
  kind,
  outFile,
  signal,
  onProgress,
}: JoinJob): Promise<void> {
  const best = renditions.video.at(-1);
  const wanted = [
    ...(kind === 'default' && best ? [{ track: 'video', rendition: best } as const] : []),
    ...(renditions.audio ? [{ track: 'audio', rendition: renditions.audio } as const] : []),
  ];
  if (wanted.length === 0) throw new Error('The video has no sound.');
  const seconds = Math.max(
    ...wanted.map(({ rendition }) => rendition.segments.reduce((sum, length) => sum + length, 0)),
  );
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'reserve' }),
    target: new FilePathTarget(outFile),
  });
  const feeds: Feed[] = [];
  const parts: string[] = [];
  try {
    for (const { track, rendition } of wanted) {
      const part = `${outFile}.${track}`;
      parts.push(part);
      await concatenate(join(mediaDir, track, rendition.name), rendition, part, signal);
      feeds.push(await openFeed(output, track, part));
    }
    await output.start();
    await interleave(feeds, signal, (at) => onProgress(Math.min(1, at / seconds)));
    await output.finalize();
  } catch (error) {
    if (output.state === 'started') await output.cancel().catch(() => undefined);
    throw error;
  } finally {
    for (const { input } of feeds) input.dispose();
    await Promise.all(parts.map((part) => rm(part, { force: true })));
  }
}

/** The beginning and the segments of a rendition, one after the other, are a fragmented MP4. */
async function concatenate(dir: string, { segments }: Rendition, file: string, signal: AbortSignal): Promise<void> {
  const names = ['init.mp4', ...segments.map((_, index) => `seg_${index + 1}.mp4`)];
  await rm(file, { force: true });
  for (const name of names) {
    await pipeline(createReadStream(join(dir, name)), createWriteStream(file, { flags: 'a' }), { signal });
  }
}

async function openFeed(output: Output, kind: 'video' | 'audio', file: string): Promise<Feed> {
  const input = new Input({ source: new FilePathSource(file), formats: [MP4] });
  try {
    const track = kind === 'video' ? await input.getPrimaryVideoTrack() : await input.getPrimaryAudioTrack();
    if (!track) throw new Error(`The ${kind} rendition cannot be read.`);
    const { packetCount } = await track.computePacketStats();
    const add =
      kind === 'video'
        ? await addVideo(output, track as InputVideoTrack, packetCount)
        : await addAudio(output, track as InputAudioTrack, packetCount);
    return { input, packets: new EncodedPacketSink(track).packets(), add, next: undefined };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

async function addVideo(output: Output, track: InputVideoTrack, maximumPacketCount: number): Promise<Feed['add']> {
  const [codec, decoderConfig, rotation] = await Promise.all([
    track.getCodec(),
    track.getDecoderConfig(),
    track.getRotation(),
  ]);
  if (!codec || !decoderConfig) throw new Error('The picture is in an unknown codec.');
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { rotation, maximumPacketCount });
  return (packet) => source.add(packet, { decoderConfig });
}

async function addAudio(output: Output, track: InputAudioTrack, maximumPacketCount: number): Promise<Feed['add']> {
  const [codec, decoderConfig] = await Promise.all([track.getCodec(), track.getDecoderConfig()]);
  if (!codec || !decoderConfig) throw new Error('The sound is in an unknown codec.');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source, { maximumPacketCount });
  return (packet) => source.add(packet, { decoderConfig });
}

/** Hands over the packets of all tracks in the order of their times, so that none has to be held back. */
async function interleave(
  feeds: readonly Feed[],
  signal: AbortSignal,
  onTime: (seconds: number) => void,
): Promise<void> {
  const advance = async (feed: Feed) => {
    const result = await feed.packets.next();
    feed.next = result.done ? undefined : result.value;
  };
  for (const feed of feeds) await advance(feed);
  for (;;) {
    signal.throwIfAborted();
    const [first] = feeds
      .filter(({ next }) => next)
      .sort((a, b) => (a.next?.timestamp ?? 0) - (b.next?.timestamp ?? 0));
    if (!first?.next) return;
    await first.add(first.next);
    onTime(first.next.timestamp);
    await advance(first);
  }
}
