import { StreamError } from '../core/errors.js';
import { checkFileKind, checkFileSize } from '../core/file-accept.js';
import { fingerprintOf, sampleRanges } from '../core/file-identity.js';
import { SNIFF_BYTES, sniffFileKind } from '../core/file-kind.js';

/** Longest that a browser may take to tell how long a video is, in milliseconds. */
const PROBE_MS = 5_000;

/** What a file has to be before it is sent. */
export interface PreflightRules {
  /** As in `<input accept>`. */
  readonly accept: string;
  /** Largest size in bytes. */
  readonly maxBytes: number;
  /** Longest duration in seconds, where there is a limit. */
  readonly maxSeconds: number | null;
}

/**
 * Looks at a file before anything is sent: its size, what its content is, and how long it is where that is limited.
 * However large the file is, some kilobytes of it are read.
 *
 * @returns the file's fingerprint.
 * @throws {StreamError} `FILE_EMPTY`, `FILE_TOO_LARGE`, `FILE_TYPE`, `FILE_TOO_LONG`, or `FILE_CHANGED` when it can not
 * be read.
 * @throws the signal's reason when it was aborted.
 * @since 0.1.0
 */
export async function checkFile(file: File, rules: PreflightRules, signal: AbortSignal): Promise<string> {
  checkFileSize(file, rules);
  const head = await read(file, 0, SNIFF_BYTES);
  checkFileKind(file, sniffFileKind(head), rules);
  const samples = await Promise.all(sampleRanges(file.size).map(([start, end]) => read(file, start, end)));
  signal.throwIfAborted();
  if (rules.maxSeconds !== null) {
    const seconds = await probeDuration(file, signal);
    signal.throwIfAborted();
    if (seconds !== null && seconds > rules.maxSeconds) {
      throw new StreamError(
        'FILE_TOO_LONG',
        `The video lasts ${Math.ceil(seconds)} s; at most ${rules.maxSeconds} s are allowed.`,
      );
    }
  }
  return fingerprintOf(file, samples);
}

async function read(file: File, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new StreamError('FILE_CHANGED', 'The file cannot be read: it was moved, changed or deleted, or is a folder.', {
      cause,
    });
  }
}

/**
 * How long a video is, in seconds, as the browser reads it; `null` where it cannot.
 *
 * @since 0.1.0
 */
export function probeDuration(file: Blob, signal: AbortSignal): Promise<number | null> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  return new Promise<number | null>((resolve) => {
    const timer = setTimeout(() => finish(null), PROBE_MS);
    const stop = (): void => finish(null);
    const finish = (seconds: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      video.removeAttribute('src');
      URL.revokeObjectURL(url);
      resolve(seconds);
    };
    signal.addEventListener('abort', stop);
    video.addEventListener('loadedmetadata', () => finish(Number.isFinite(video.duration) ? video.duration : null));
    video.addEventListener('error', stop);
    video.preload = 'metadata';
    video.src = url;
  });
}
