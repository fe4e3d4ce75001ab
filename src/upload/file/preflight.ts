import { StreamError } from '../../shared/errors.js';
import { checkFileKind, checkFileSize } from './file-accept.js';
import { fingerprintOf, sampleRanges } from './file-identity.js';
import { SNIFF_BYTES, sniffFileKind } from './file-kind.js';
import type { MediaFacts } from './media-facts.js';
import type { ReadBytes } from './mp4-facts.js';
import { readMediaFacts } from './read-media-facts.js';

/** How much of the beginning of a file is read at once, in bytes. */
const HEAD_BYTES = 16 * 1024;

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
 * What was found out about a file: the kind of its content (`null` where that is not known), and what it holds.
 *
 * @since 0.1.0
 */
export interface UploadMedia extends MediaFacts {
  /** Media type of the content, whatever the name says: `video/mp4`. */
  readonly type: string | null;
}

/** What {@link checkFile} gives. */
export interface CheckedFile {
  readonly fingerprint: string;
  readonly media: UploadMedia;
}

/**
 * Looks at a file before anything is sent: its size, what its content is, how long it is, how large its picture, and
 * whether it has sound. However large the file is, some kilobytes of it are read.
 *
 * @throws {StreamError} `FILE_EMPTY`, `FILE_TOO_LARGE`, `FILE_TYPE`, `FILE_TOO_LONG`, or `FILE_CHANGED` when it can not
 * be read.
 * @throws the signal's reason when it was aborted.
 */
export async function checkFile(file: File, rules: PreflightRules, signal: AbortSignal): Promise<CheckedFile> {
  checkFileSize(file, rules);
  const readPart = await reader(file);
  const kind = sniffFileKind(await readPart(0, SNIFF_BYTES));
  checkFileKind(file, kind, rules);
  const samples = await Promise.all(sampleRanges(file.size).map(([start, end]) => readPart(start, end)));
  signal.throwIfAborted();
  const facts = await readMediaFacts(file, kind.media, readPart, signal);
  signal.throwIfAborted();
  if (rules.maxSeconds !== null && facts.seconds !== null && facts.seconds > rules.maxSeconds) {
    throw new StreamError(
      'FILE_TOO_LONG',
      `The video lasts ${Math.ceil(facts.seconds)} s; at most ${rules.maxSeconds} s are allowed.`,
    );
  }
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
