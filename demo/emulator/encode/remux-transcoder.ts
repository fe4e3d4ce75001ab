import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ALL_FORMATS,
  CmafOutputFormat,
  Conversion,
  FilePathSource,
  HlsOutputFormat,
  Input,
  Output,
  PathedTarget,
  StreamTarget,
} from 'mediabunny';
import { AUDIO_KBPS } from './ffmpeg-arguments.js';
import { fileSink } from './file-sink.js';
import { EncodeError, type AudioJob, type EncodeJob, type Transcoder } from './transcoder.js';

/** Codecs that at least some browsers play out of a fragmented MP4. Sound in another one is left out. */
const PLAYED = new Set(['avc', 'hevc', 'vp9', 'av1', 'aac', 'mp3', 'opus', 'flac']);

/**
 * Cuts the file into segments without encoding: one quality, in its own codec, with segments at key frames of the
 * source. The last resort if no encoder works; without a decoder, there are no thumbnails.
 */
export class RemuxTranscoder implements Transcoder {
  readonly name = 'repackaging only, without an encoder (one quality)';

  async encode(job: EncodeJob): Promise<void> {
    if (job.part === 'rest') return;
    // Pictures between key frames cannot be cut without an encoder.
    if (job.startSeconds !== undefined) throw new EncodeError('ERR_UNKNOWN', 'a clip needs an encoder');
    const hasAudio = await check(job);
    const side = String(Math.min(job.source.width, job.source.height));
    await copyTrack(job, 'video', join(job.outDir, 'video', side), hasAudio ? 0.5 : 1, 0);
    if (hasAudio) await copyTrack(job, 'audio', join(job.outDir, 'audio', String(AUDIO_KBPS)), 0.5, 0.5);
  }

  /** Keeps the duration: it cannot pad or cut audio. */
  async encodeAudio(job: AudioJob): Promise<void> {
    if (!PLAYED.has((await audioCodecOf(job.inputFile)) ?? ''))
      throw new EncodeError('ERR_UNKNOWN', 'no browser plays its sound out of MP4');
    await copyTrack({ ...job, onProgress: () => undefined }, 'audio', job.outDir, 1, 0);
  }

  still(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Answers whether its sound can be kept. */
async function check({ inputFile }: EncodeJob): Promise<boolean> {
  const input = new Input({ source: new FilePathSource(inputFile), formats: ALL_FORMATS });
  try {
    const codec = (await (await input.getPrimaryVideoTrack())?.getCodec()) ?? 'unknown to it';
    if (!PLAYED.has(codec)) throw new EncodeError('ERR_UNKNOWN', `no browser plays its codec (${codec}) out of MP4`);
    return PLAYED.has((await (await input.getPrimaryAudioTrack())?.getCodec()) ?? '');
  } finally {
    input.dispose();
  }
}

async function audioCodecOf(inputFile: string): Promise<string | null | undefined> {
  const input = new Input({ source: new FilePathSource(inputFile), formats: ALL_FORMATS });
  try {
    return await (await input.getPrimaryAudioTrack())?.getCodec();
  } finally {
    input.dispose();
  }
}

async function copyTrack(
  {
    inputFile,
    segmentSeconds,
    signal,
    onProgress,
  }: Pick<EncodeJob, 'inputFile' | 'segmentSeconds' | 'signal' | 'onProgress'>,
  kind: 'video' | 'audio',
  dir: string,
  share: number,
  before: number,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const ended = new AbortController();
  const input = new Input({ source: new FilePathSource(inputFile), formats: ALL_FORMATS });
  try {
    const format = new HlsOutputFormat({
      segmentFormat: new CmafOutputFormat(),
      targetDuration: segmentSeconds,
      getPlaylistPath: () => 'stream.m3u8',
      getInitPath: () => 'init.mp4',
      getSegmentPath: ({ n }) => `seg_${n}.mp4`,
    });
    let fail: (error: unknown) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => (fail = reject));
    // It may fail before anyone waits for it.
    failed.catch(() => undefined);
    const target = new PathedTarget(
      'master.m3u8',
      ({ path }) => new StreamTarget(fileSink(join(dir, path), fail), { chunked: true }),
    );
    const only = kind === 'video' ? { audio: { discard: true } } : { video: { discard: true } };
    const conversion = await Conversion.init({
      input,
      output: new Output({ format, target }),
      showWarnings: false,
      ...only,
    });
    if (!conversion.isValid) throw new EncodeError('ERR_MALFORMED_VIDEO', `its ${kind} cannot be repackaged`);
    conversion.onProgress = (fraction) => onProgress(before + fraction * share);
    signal.throwIfAborted();
    // A cancelled conversion may fail on its own files and never end; nothing waits for that.
    const stop = () => void conversion.cancel().catch(() => undefined);
    failed.catch(stop);
    const stopped = once(signal, 'abort', { signal: ended.signal }).then(stop);
    await Promise.race([conversion.execute(), stopped, failed]);
    signal.throwIfAborted();
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof EncodeError ? error : new EncodeError('ERR_MALFORMED_VIDEO', error);
  } finally {
    ended.abort();
    input.dispose();
  }
}
