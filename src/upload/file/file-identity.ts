/** Bytes read at each of {@link SAMPLES} positions of a file to identify it. */
const SAMPLE_BYTES = 16 * 1024;
/** Number of positions, from start to end: many, because nothing else detects a change that keeps the size. */
const SAMPLES = 65;

/**
 * Facts about a file that are known without reading it.
 *
 * @since 0.1.0
 */
export interface FileInfo {
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Media type according to the system; may be empty. */
  readonly type: string;
  /** Time of the last change, in milliseconds since the epoch. */
  readonly lastModified: number;
}

/** Returns the parts of a file that {@link fingerprintOf} samples: `[start, end)` in bytes. */
export function sampleRanges(size: number): [start: number, end: number][] {
  if (size <= SAMPLES * SAMPLE_BYTES) return [[0, size]];
  return Array.from({ length: SAMPLES }, (_, index) => {
    const start = Math.floor(((size - SAMPLE_BYTES) / (SAMPLES - 1)) * index);
    return [start, start + SAMPLE_BYTES];
  });
}

/**
 * Computes a short text that identifies the content of a file, from its size and samples. It does not change with the
 * name or date of a file: phones give the same video a new date each time that it is chosen.
 *
 * @param samples - The bytes at {@link sampleRanges}, one after the other.
 */
export function fingerprintOf({ size }: Pick<FileInfo, 'size'>, samples: Uint8Array): string {
  // Two 32-bit FNV-1a hashes with different seeds: enough to tell one person's files apart, but not for security.
  let a = 0x811c9dc5;
  let b = 0x9dc5811c;
  // Faster than a loop that has not been optimised yet: this runs once per file.
  samples.forEach((byte) => {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x01000193) ^ (b >>> 15);
  });
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return `${size.toString(36)}-${hex(a)}${hex(b)}`;
}

/** Copies a file's name, size, type and date. */
export function toFileInfo({ name, size, type, lastModified }: FileInfo): FileInfo {
  return { name, size, type, lastModified };
}
