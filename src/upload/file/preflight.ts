import { StreamError } from '../../shared/errors.js';
import { fingerprintOf, sampleRanges } from './file-identity.js';
import { checkFileKind, checkFileSize, SNIFF_BYTES, sniffFileKind } from './file-kind.js';
import { checkMediaFacts, FileLimitError, NO_MEDIA_FACTS, type MediaFacts, type MediaLimits } from './media-facts.js';
import { readMp4Facts, type ReadBytes } from './mp4-facts.js';

/** Bytes read at once from the beginning of a file. */
const HEAD_BYTES = 16 * 1024;

/** Longest time that a browser may take to tell how long a video is, in milliseconds. */
const PROBE_MS = 5_000;

/** Kinds whose boxes say everything, so that no decoder is needed. */
const BOXED = ['video/mp4', 'video/quicktime', 'video/3gpp'];

/** Rules that a file must meet before it is sent. */
export interface PreflightRules extends MediaLimits {
  /** As in `<input accept>`. */
  readonly accept: string;
  /** Largest size in bytes. */
  readonly maxBytes: number;
}

/**
 * Facts read from a file before it is sent: the kind of its content (`null` where that is not known), and what it
 * holds.
 *
 * @since 0.1.0
 */
export interface UploadMedia extends MediaFacts {
  /** Media type of the content, whatever the name says: `video/mp4`. */
  readonly type: string | null;
}

/** Result of {@link checkFile}. */
export interface CheckedFile {
  readonly fingerprint: string;
  readonly media: UploadMedia;
}

/**
 * Checks a file before anything is sent, and reads its kind, length, frame size and whether it has audio. However large
 * the file is, some kilobytes of it are read.
 *
 * @throws {StreamError} `FILE_EMPTY`, `FILE_TOO_LARGE`, `FILE_TOO_SMALL`, `FILE_TYPE`, `FILE_NO_PICTURE`, what `checkMediaFacts` throws, or
 * `FILE_CHANGED` when it can not be read.
 * @throws the signal's reason when it was aborted.
 */
export async function checkFile(file: File, rules: PreflightRules, signal: AbortSignal): Promise<CheckedFile> {
  checkFileSize(file, rules);
  const readPart = await reader(file);
  const kind = sniffFileKind(await readPart(0, SNIFF_BYTES));
  checkFileKind(file, kind, rules);
  if (rules.minBytes && file.size < rules.minBytes)
    throw new FileLimitError('FILE_TOO_SMALL', `${file.size} bytes`, rules.minBytes);
  const samples = await Promise.all(sampleRanges(file.size).map(([start, end]) => readPart(start, end)));
  signal.throwIfAborted();
  const facts = await readMediaFacts(file, kind.media, readPart, signal);
  signal.throwIfAborted();
  checkMediaFacts(facts, rules);
  return { fingerprint: fingerprintOf(file, samples), media: { type: kind.media, ...facts } };
}

/** Reads parts of a file; its beginning once, since that is where most is looked for. */
async function reader(file: File): Promise<ReadBytes> {
  const head = await read(file, 0, HEAD_BYTES);
  return (start, end) =>
    end <= head.length || head.length === file.size
      ? Promise.resolve(head.subarray(start, end))
      : read(file, start, end);
}

async function read(file: File, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new StreamError(
      'FILE_CHANGED',
      'The file cannot be read: it was moved, changed or deleted, or is a folder.',
      {
        cause,
      },
    );
  }
}

/**
 * Reads the length and frame size of a video and whether it has audio: from the file's own headers where they can be
 * read, from the browser's player otherwise.
 *
 * @param media - What the content of the file is.
 * @throws what `read` throws.
 */
export async function readMediaFacts(
  file: Blob,
  media: string | null,
  read: ReadBytes,
  signal: AbortSignal,
): Promise<MediaFacts> {
  const isBoxed = media !== null && BOXED.includes(media);
  const facts = isBoxed ? await readMp4Facts(file.size, read) : NO_MEDIA_FACTS;
  // Where there is no movie in it, the browser's player finds none either.
  if ((facts.seconds !== null && facts.width !== null) || (isBoxed && facts === NO_MEDIA_FACTS)) return facts;
  const played = await probeVideo(file, media, signal);
  return {
    seconds: facts.seconds ?? played.seconds,
    width: facts.width ?? played.width,
    height: facts.height ?? played.height,
    hasAudio: facts.hasAudio ?? played.hasAudio,
  };
}

/** A `<video>` with the properties by which single browsers tell whether it has audio. */
type ProbedVideo = HTMLVideoElement & {
  readonly mozHasAudio?: boolean;
  readonly audioTracks?: { readonly length: number };
};

function probeVideo(file: Blob, media: string | null, signal: AbortSignal): Promise<MediaFacts> {
  const video: ProbedVideo = document.createElement('video');
  if (signal.aborted || (media !== null && video.canPlayType(media) === '')) return Promise.resolve(NO_MEDIA_FACTS);
  const url = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const finish = (facts: MediaFacts): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      video.removeAttribute('src');
      video.load();
      URL.revokeObjectURL(url);
      resolve(facts);
    };
    const stop = (): void => finish(NO_MEDIA_FACTS);
    const timer = setTimeout(stop, PROBE_MS);
    signal.addEventListener('abort', stop);
    video.addEventListener('loadedmetadata', () => {
      finish({
        seconds: Number.isFinite(video.duration) ? video.duration : null,
        width: video.videoWidth || null,
        height: video.videoHeight || null,
        hasAudio: video.mozHasAudio ?? (video.audioTracks ? video.audioTracks.length > 0 : null),
      });
    });
    video.addEventListener('error', stop);
    video.preload = 'metadata';
    video.src = url;
  });
}
