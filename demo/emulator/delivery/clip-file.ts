import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { AccessError } from './access-error.js';
import type { Admission } from './access.js';
import type { Clip } from './clip-request.js';
import { readSegment, type SegmentContext } from './read-segment.js';
import type { SegmentPath } from './segment-url.js';

/** A clip as an ordinary MP4 file, in the best quality there is. */
export async function clipFile(
  context: SegmentContext,
  admission: Admission,
  clip: Clip,
): Promise<Uint8Array<ArrayBuffer>> {
  const { record, renditions } = admission;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const open = async (track: SegmentPath['track'], rendition: string) => {
    const names = [
      'init.mp4',
      ...Array.from({ length: clip.last - clip.first + 1 }, (_, index) => `seg_${clip.first + index}.mp4`),
    ];
    const parts = await Promise.all(
      names.map((file) => readSegment(context, record.uid, { track, rendition, file }, context.closing)),
    );
    const found = parts.filter((part) => part !== undefined);
    if (found.length < parts.length) throw new AccessError(404, '404 not found');
    return new Input({ source: new BufferSource(new Uint8Array(Buffer.concat(found))), formats: [MP4] });
  };
  const inputs = [
    await open('video', renditions.video.at(-1)?.name ?? ''),
    ...(renditions.audio ? [await open('audio', renditions.audio.name)] : []),
  ];
  try {
    const copies = await Promise.all(inputs.map((input) => addTrack(output, input, clip.startSeconds)));
    await output.start();
    for (const copy of copies) await copy();
    await output.finalize();
  } finally {
    for (const input of inputs) input.dispose();
  }
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}

/** Adds the single track of a file; the returned function copies its packets, shifted to begin at 0. */
async function addTrack(output: Output, input: Input, startSeconds: number): Promise<() => Promise<void>> {
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  if (video) {
    const [codec, decoderConfig] = await Promise.all([video.getCodec(), video.getDecoderConfig()]);
    if (!codec || !decoderConfig) throw new AccessError(404, '404 the picture cannot be clipped');
    const source = new EncodedVideoPacketSource(codec);
    output.addVideoTrack(source);
    return async () => {
      for await (const packet of new EncodedPacketSink(video).packets()) {
        await source.add(packet.clone({ timestamp: Math.max(0, packet.timestamp - startSeconds) }), { decoderConfig });
      }
      source.close();
    };
  }
  const [codec, decoderConfig] = await Promise.all([audio?.getCodec(), audio?.getDecoderConfig()]);
  if (!audio || !codec || !decoderConfig) throw new AccessError(404, '404 the sound cannot be clipped');
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  return async () => {
    for await (const packet of new EncodedPacketSink(audio).packets()) {
      await source.add(packet.clone({ timestamp: Math.max(0, packet.timestamp - startSeconds) }), { decoderConfig });
    }
    source.close();
  };
}
