import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { EncodeError, type SourceInfo, type Transcoder } from './transcoder.js';

/**
 * Looks at an uploaded file without decoding it. Answers nothing when it holds no moving picture.
 *
 * @throws {EncodeError} `ERR_MALFORMED_VIDEO` for a container that cannot be read to its end.
 * @since 0.1.0
 */
export async function inspect(
  file: string,
  transcoder: Transcoder,
  signal: AbortSignal,
): Promise<SourceInfo | undefined> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS });
  try {
    // Containers this reader does not know (AVI, FLV, MXF …) are left to a transcoder that might.
    if (!(await input.canRead())) return await transcoder.probe?.(file, signal);
    return await read(input);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new EncodeError('ERR_MALFORMED_VIDEO', error);
  } finally {
    input.dispose();
  }
}

async function read(input: Input): Promise<SourceInfo | undefined> {
  const video = await input.getPrimaryVideoTrack();
  if (!video) return undefined;
  const stats = await video.computePacketStats(240);
  return {
    duration: await input.computeDuration(),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    frameRate: stats.averagePacketRate,
    hasAudio: (await input.getPrimaryAudioTrack()) !== null,
  };
}
