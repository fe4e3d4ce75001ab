import type { PageDriver } from './page-driver.js';

/** What a page wrote down while a video played. */
export interface Journal {
  /** Tokens that came after it had begun to play. */
  readonly renewals: number;
  /** Positions at which the player said `waiting` after the start, other than for a seek. */
  readonly waits: readonly number[];
  /** Where the position moved by more than a second from where it had to be, seeks apart. */
  readonly jumps: readonly { readonly from: number; readonly to: number }[];
  /** Longest time in milliseconds the position stood still, seeks apart. */
  readonly longestStop: number;
  /** Milliseconds from each seek until the position moved on. */
  readonly seekStops: readonly number[];
  /** Codes of what ended it. */
  readonly errors: readonly string[];
  /** Codes of what the player went on from by itself. */
  readonly troubles: readonly string[];
  readonly time: number;
  readonly hasPlayed: boolean;
  readonly hasEnded: boolean;
  /** Whether hls.js plays. */
  readonly hasEngine: boolean;
  /** Whether it is the very engine that began. */
  readonly isSameEngine: boolean;
}

/** A seek that is made when the position comes by. Seconds. */
export interface Turn {
  readonly at: number;
  readonly to: number;
}

/** Begins to play without sound, seeks at the given positions, and writes down what happens. */
export async function beginJournal(page: PageDriver, turns: readonly Turn[]): Promise<void> {
  await page.evaluate(keepJournal, turns);
}

/** What was written down so far. */
export function readJournal(page: PageDriver): Promise<Journal> {
  return page.evaluate(() => (window as unknown as { journal(): Journal }).journal());
}

/** Runs in the page. */
function keepJournal(turns: readonly Turn[]): void {
  const player = document.querySelector('cf-stream-player')!;
  const left = [...turns];
  const waits: number[] = [];
  const jumps: { from: number; to: number }[] = [];
  const seekStops: number[] = [];
  const errors: string[] = [];
  const troubles: string[] = [];
  let renewals = 0;
  let longestStop = 0;
  let hasPlayed = false;
  let hasEnded = false;
  let engine: unknown;
  let seek: { readonly to: number; readonly since: number } | undefined;
  let last: { readonly time: number; readonly now: number } | undefined;
  let stoodSince: number | undefined;

  player.addEventListener('cf-stream-token', () => (renewals += hasPlayed ? 1 : 0));
  player.addEventListener('playing', () => {
    if (!hasPlayed) engine = player.engine;
    hasPlayed = true;
  });
  player.addEventListener('waiting', () => {
    if (hasPlayed && !seek) waits.push(player.currentTime);
  });
  player.addEventListener('ended', () => (hasEnded = true));
  player.addEventListener('cf-stream-error', ({ detail }) =>
    (detail.retrying ? troubles : errors).push(detail.error.code),
  );

  const sample = (): void => {
    const time = player.currentTime;
    const now = performance.now();
    if (seek) {
      // A seek is over when the position has moved on from where it led.
      if (time > seek.to + 0.05 && time < seek.to + 3 && !player.seeking) {
        seekStops.push(Math.round(now - seek.since));
        seek = undefined;
      }
      last = undefined;
      stoodSince = undefined;
      return;
    }
    if (last && hasPlayed && !player.ended) {
      const passed = (now - last.now) / 1000;
      const moved = time - last.time;
      // Standing still is not jumping: it is measured apart.
      if (moved < -1 || moved > passed + 1) jumps.push({ from: last.time, to: time });
      stoodSince = moved === 0 ? (stoodSince ?? last.now) : undefined;
      if (stoodSince !== undefined) longestStop = Math.max(longestStop, Math.round(now - stoodSince));
    }
    last = { time, now };
    const next = left[0];
    if (next && time >= next.at) {
      left.shift();
      seek = { to: next.to, since: now };
      player.currentTime = next.to;
    }
  };
  setInterval(sample, 50);
  Object.assign(window, {
    journal: (): Journal => ({
      renewals,
      waits,
      jumps,
      longestStop,
      seekStops,
      errors,
      troubles,
      hasPlayed,
      hasEnded,
      time: player.currentTime,
      hasEngine: player.engine !== undefined && player.engine !== null,
      isSameEngine: player.engine === engine,
    }),
  });
  player.muted = true;
  player.play().catch((error: unknown) => errors.push(String(error)));
}
