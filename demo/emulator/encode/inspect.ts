import { FilePathSource, Input, MATROSKA, MP4, MPEG_TS, OGG, QTFF, WEBM } from 'mediabunny';
import { EncodeError, type SourceInfo, type Transcoder } from './transcoder.js';

/** Accepted containers, without playlists: their URLs point elsewhere, such as to this machine's files. */
const FORMATS = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS, OGG];

/** Tolerance for a container's stated duration: in a truncated file, packets end earlier. */
const DOUBTFUL_SECONDS = 0.1;

/**
 * Looks at an uploaded file without decoding it. Answers nothing when it holds no moving picture.
 *
 * @throws {EncodeError} `ERR_MALFORMED_VIDEO` for a container that cannot be read to its end.
 */
export async function inspect(
  file: string,
  transcoder: Transcoder,
  signal: AbortSignal,
): Promise<SourceInfo | undefined> {
  const input = new Input({ source: new FilePathSource(file), formats: FORMATS });
  const secondOpinion = async () => transcoder.probe?.(file, signal);
  try {
    // Containers this reader does not know (AVI, FLV, MXF …) are left to a transcoder that might.
    // A file shorter than any header makes it throw: that is no container, either.
    if (!(await input.canRead().catch(() => false))) return await secondOpinion();
    const found = await read(input);
    if (found && found.duration >= DOUBTFUL_SECONDS) return found;
    const probed = await secondOpinion();
    if (probed ?? found) return probed ?? found;
    // The index of an MP4 is at its end, often: cut off, the file is still an MP4, but with nothing in it.
    if ((await input.getTracks()).length === 0) throw new EncodeError('ERR_MALFORMED_VIDEO', 'it has no tracks');
    return undefined;
  } catch (error) {
    if (signal.aborted) throw error;
    throw error instanceof EncodeError ? error : new EncodeError('ERR_MALFORMED_VIDEO', error);
  } finally {
    input.dispose();
  }
}

async function read(input: Input): Promise<SourceInfo | undefined> {
  const video = await input.getPrimaryVideoTrack();
  if (!video) return undefined;
  return {
    duration: await input.computeDuration(),
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    frameRate: (await video.computeFrameRateMetrics()).bestGuessFrameRate,
    hasAudio: (await input.getPrimaryAudioTrack()) !== null,
  };
}
