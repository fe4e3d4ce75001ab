import { StreamError } from '../../shared/errors.js';
import { fingerprintOf, sampleRanges } from './file-identity.js';
import { checkFileKind, checkFileSize, SNIFF_BYTES, sniffFileKind } from './file-kind.js';
import { checkMediaFacts, FileLimitError, NO_MEDIA_FACTS, type MediaFacts, type MediaLimits } from './media-facts.js';
import { readMp4Facts, type ReadBytes } from './mp4-facts.js';

/** Bytes read from the start of a file at once. */
const HEAD_BYTES = 16 * 1024;

/** Longest time that the browser may take to read the metadata of a video, in milliseconds. */
const PROBE_MS = 5_000;

/** Containers whose boxes contain every fact, so that no decoder is needed. */
const BOXED = ['video/mp4', 'video/quicktime', 'video/3gpp'];

/** Rules for a file before it is sent. */
export interface PreflightRules extends MediaLimits {
  /** As in `<input accept>`. */
  readonly accept: string;
  /** Largest size in bytes. */
  readonly maxBytes: number;
}

/**
 * Facts read from a file before it is sent: its kind and what it contains.
 *
 * @since 0.1.0
 */
export interface UploadMedia extends MediaFacts {
  /** Media type of the content, regardless of the name: `video/mp4`; `null` if unknown. */
  readonly type: string | null;
}

/** Result of {@link checkFile}. */
export interface CheckedFile {
  readonly fingerprint: string;
  readonly media: UploadMedia;
}

/**
 * Checks a file before anything is sent, and reads its kind, duration, frame size and whether it has audio. Reads only
 * about a megabyte, however large the file is.
 *
 * @throws {StreamError} `FILE_EMPTY`, `FILE_TOO_LARGE`, `FILE_TOO_SMALL`, `FILE_TYPE`, `FILE_NO_PICTURE`, whatever
 * `checkMediaFacts` throws, or `FILE_CHANGED` if it cannot be read.
 * @throws The signal's reason if it was aborted.
 */
export async function checkFile(file: File, rules: PreflightRules, signal: AbortSignal): Promise<CheckedFile> {
  checkFileSize(file, rules);
  const readPart = await reader(file);
  const kind = sniffFileKind(await readPart(0, SNIFF_BYTES));
  checkFileKind(file, kind, rules);
  if (rules.minBytes && file.size < rules.minBytes)
    throw new FileLimitError('FILE_TOO_SMALL', `${file.size} bytes`, rules.minBytes);
  // One blob of all samples: Chromium reads it in half the time of separate reads.
  const samples = await read(new Blob(sampleRanges(file.size).map((range) => file.slice(...range))));
  signal.throwIfAborted();
  const facts = await readMediaFacts(file, kind.media, readPart, signal);
  signal.throwIfAborted();
  checkMediaFacts(facts, rules);
  return { fingerprint: fingerprintOf(file, samples), media: { type: kind.media, ...facts } };
}

/** Creates a reader for parts of a file that reads the start, where most is found, only once. */
async function reader(file: File): Promise<ReadBytes> {
  const head = await read(file.slice(0, HEAD_BYTES));
  return (start, end) =>
    end <= head.length || head.length === file.size
      ? Promise.resolve(head.subarray(start, end))
      : read(file.slice(start, end));
}

async function read(part: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await part.arrayBuffer());
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
 * Reads duration, frame size and presence of audio: from the file's own headers if possible, otherwise through a
 * `<video>`.
 *
 * @param media - Media type of the content.
 * @throws Whatever `read` throws.
 */
export async function readMediaFacts(
  file: Blob,
  media: string | null,
  read: ReadBytes,
  signal: AbortSignal,
): Promise<MediaFacts> {
  const isBoxed = media !== null && BOXED.includes(media);
  const facts = isBoxed ? await readMp4Facts(file.size, read) : NO_MEDIA_FACTS;
  // In a file without a movie box, a `<video>` finds nothing either.
  if ((facts.seconds !== null && facts.width !== null) || (isBoxed && facts === NO_MEDIA_FACTS)) return facts;
  const played = await probeVideo(file, media, signal);
  return {
    seconds: facts.seconds ?? played.seconds,
    width: facts.width ?? played.width,
    height: facts.height ?? played.height,
    hasAudio: facts.hasAudio ?? played.hasAudio,
  };
}

/** `<video>` with non-standard properties that tell whether it has audio. */
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
