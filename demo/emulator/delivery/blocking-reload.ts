import { setTimeout as wait } from 'node:timers/promises';
import type { Broadcast } from '../live/broadcast.js';
import type { Broadcasts } from '../live/broadcasts.js';
import { AccessError } from './access-error.js';

/** How often the clock is looked at while an answer is held back, in milliseconds. */
const TICK_MS = 20;

/** A request for something further ahead than this many segments is a mistake. */
const MAX_AHEAD = 2;

/** A part or a segment that a player wants to be told of. */
export interface Awaited {
  readonly number: number;
  /** Nothing stands for the whole segment. */
  readonly part: number | undefined;
}

/** Reads `_HLS_msn` and `_HLS_part`; nothing where a playlist is not to be held back. */
export function parseAwaited(query: (name: string) => string | undefined): Awaited | undefined {
  const [msn, part] = [query('_HLS_msn'), query('_HLS_part')];
  if (msn === undefined && part === undefined) return undefined;
  if (!/^\d{1,9}$/.test(msn ?? '') || !/^\d{0,4}$/.test(part ?? ''))
    throw new AccessError(400, '400 _HLS_msn and _HLS_part must be numbers');
  return { number: Number(msn), part: part === undefined || part === '' ? undefined : Number(part) };
}

/** Dependencies of blocking reloads. */
export interface ReloadContext {
  readonly live: Broadcasts;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}

/**
 * Waits until a broadcast has reached the requested position or ended. Follows the local Stream's clock, which tests
 * can advance.
 *
 * @throws {AccessError} 400 for what is too far ahead, 503 when nothing comes.
 */
export async function waitFor(context: ReloadContext, uid: string, awaited: Awaited, gone: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([context.closing, gone]);
  const deadline = performance.now() + 60_000;
  for (;;) {
    const broadcast = await context.live.ofVideo(uid);
    if (!broadcast || broadcast.hasEnded || isThere(broadcast, awaited)) return;
    if (awaited.number > broadcast.position.segments + MAX_AHEAD)
      throw new AccessError(400, '400 _HLS_msn is too far ahead');
    if (performance.now() > deadline) throw new AccessError(503, '503 nothing new yet');
    await wait(TICK_MS, undefined, { signal, ref: false });
  }
}

function isThere({ position, timeline }: Broadcast, { number, part }: Awaited): boolean {
  if (number <= position.segments) {
    // A part behind the last one of a segment is the first one of the next.
    const isNext = part !== undefined && number === position.segments && part >= timeline.parts(number).length;
    return !isNext || position.parts > 0;
  }
  return part !== undefined && number === position.segments + 1 && part < position.parts;
}
