import type { PageDriver } from './page-driver.js';

/** Record of one playback. */
export interface Journal {
  /** Tokens received after playback began. */
  readonly renewals: number;
  /** Positions of the `waiting` events once playback had begun and a few seconds were buffered, except in seeks. */
  readonly waitingAt: readonly number[];
  /** Changes of the position by more than a second from the expected one, except in seeks. */
  readonly jumps: readonly { readonly from: number; readonly to: number }[];
  /** Longest time that the position did not move, except in seeks. */
  readonly longestStallMs: number;
  /** Time from each seek until the position advanced. */
  readonly seekDurationsMs: readonly number[];
  /** Codes of the errors that ended playback. */
  readonly errors: readonly string[];
  /** Codes of the errors that the player recovered from by itself. */
  readonly recoveredErrors: readonly string[];
  readonly time: number;
  readonly hasPlayed: boolean;
  /** Whether a few seconds were buffered, from which on waits are counted. */
  readonly isSteady: boolean;
  readonly hasEnded: boolean;
  /** Whether hls.js is in use. */
  readonly hasEngine: boolean;
  /** Whether the engine is the one that playback began with. */
  readonly isSameEngine: boolean;
}

/** A seek to make once a position is reached, in seconds. */
export interface PlannedSeek {
  readonly at: number;
  readonly to: number;
}

/** Starts muted playback with the given seeks, and records it. */
export async function startJournal(page: PageDriver, seeks: readonly PlannedSeek[]): Promise<void> {
  await page.evaluate(recordJournal, seeks);
}

/** Reads the record so far. */
export function readJournal(page: PageDriver): Promise<Journal> {
  return page.evaluate(() => (window as unknown as { journal(): Journal }).journal());
}

/** Plays, seeks and records. Runs in the page. */
function recordJournal(seeks: readonly PlannedSeek[]): void {
  const player = document.querySelector('cf-stream-player')!;
  const remaining = [...seeks];
  const waitingAt: number[] = [];
  const jumps: { from: number; to: number }[] = [];
  const seekDurationsMs: number[] = [];
  const errors: string[] = [];
  const recoveredErrors: string[] = [];
  let renewals = 0;
  let longestStallMs = 0;
  let hasPlayed = false;
  // A busy machine may stall the first seconds, which says nothing about renewals.
  let isSteady = false;
  let hasEnded = false;
  let engine: unknown;
  let seek: { readonly to: number; readonly since: number } | undefined;
  let last: { readonly time: number; readonly now: number } | undefined;
  let stalledSince: number | undefined;

  player.addEventListener('cf-stream-token', () => (renewals += hasPlayed ? 1 : 0));
  player.addEventListener('playing', () => {
    hasPlayed = true;
  });
  player.addEventListener('waiting', () => {
    if (isSteady && !seek) waitingAt.push(player.currentTime);
  });
  player.addEventListener('ended', () => (hasEnded = true));
  player.addEventListener('cf-stream-error', ({ detail }) =>
    (detail.retrying ? recoveredErrors : errors).push(detail.error.code),
  );

  const sample = (): void => {
    // The player shows its first frames before there is an engine.
    if (hasPlayed) engine ??= player.engine;
    const time = player.currentTime;
    const { buffered } = player;
    // WebKitGTK's native HLS does not report what it has buffered.
    const isAhead = buffered.length > 0 && buffered.end(buffered.length - 1) > time + 4;
    isSteady ||= hasPlayed && (isAhead || player.getAttribute('engine') === 'native');
    const now = performance.now();
    if (seek) {
      // A seek is over once the position has advanced beyond its target.
      if (time > seek.to + 0.05 && time < seek.to + 3 && !player.seeking) {
        seekDurationsMs.push(Math.round(now - seek.since));
        seek = undefined;
      }
      last = undefined;
      stalledSince = undefined;
      return;
    }
    if (last && hasPlayed && !player.ended) {
      const elapsed = (now - last.now) / 1000;
      const moved = time - last.time;
      // A position that does not move is not a jump: stalls are measured separately.
      if (moved < -1 || moved > elapsed + 1) jumps.push({ from: last.time, to: time });
      stalledSince = moved === 0 ? (stalledSince ?? last.now) : undefined;
      if (stalledSince !== undefined) longestStallMs = Math.max(longestStallMs, Math.round(now - stalledSince));
    }
    last = { time, now };
    const next = remaining[0];
    if (next && time >= next.at) {
      remaining.shift();
      seek = { to: next.to, since: now };
      player.currentTime = next.to;
    }
  };
  setInterval(sample, 50);
  Object.assign(window, {
    journal: (): Journal => ({
      renewals,
      waitingAt,
      jumps,
      longestStallMs,
      seekDurationsMs,
      errors,
      recoveredErrors,
      hasPlayed,
      isSteady,
      hasEnded,
      time: player.currentTime,
      hasEngine: player.engine !== undefined && player.engine !== null,
      isSameEngine: player.engine === engine,
    }),
  });
  player.muted = true;
  player.play().catch((error: unknown) => errors.push(String(error)));
}
