import type { Admission } from './access.js';

/** Some segments out of a video, by their numbers, both included. */
export interface Excerpt {
  readonly first: number;
  readonly last: number;
}

/**
 * The segments that a stretch of time lies in.
 *
 * @param from,to seconds
 */
export function findExcerpt(
  { broadcast, renditions }: Admission,
  from: number,
  to: number,
): Excerpt & { readonly startSeconds: number } {
  const starts = broadcast
    ? Array.from({ length: broadcast.position.segments }, (_, index) => broadcast.timeline.segment(index + 1).start)
    : cumulate(renditions.video[0]?.segments ?? []);
  const first = Math.max(
    0,
    starts.findLastIndex((start) => start <= from + 0.001),
  );
  const last = Math.max(
    first,
    starts.findLastIndex((start) => start < to - 0.001),
  );
  return { first: first + 1, last: last + 1, startSeconds: starts[first] ?? 0 };
}

/** Returns the query of an excerpt's media playlists. */
export function excerptQuery({ first, last }: Excerpt): string {
  return `?segments=${first}-${last}`;
}

/** Parses the query of {@link excerptQuery}. */
export function parseExcerpt(text: string | undefined): Excerpt | undefined {
  const [, first, last] = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '') ?? [];
  return first === undefined || last === undefined
    ? undefined
    : { first: Math.max(1, Number(first)), last: Number(last) };
}

function cumulate(lengths: readonly number[]): number[] {
  let start = 0;
  return lengths.map((length) => (start += length) - length);
}
