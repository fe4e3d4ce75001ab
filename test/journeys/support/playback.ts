import type { PageDriver } from './page-driver.js';
import { until } from './until.js';

/** State of the playback on a page. */
export interface Playback {
  readonly time: number;
  readonly duration: number;
  readonly frames: number;
  readonly isPaused: boolean;
  readonly isSeeking: boolean;
}

/** Reads the state from the player and its `<video>`. */
export function readPlayback(page: PageDriver): Promise<Playback> {
  return page.evaluate(() => {
    const player = document.querySelector('cf-stream-player')!;
    const video = player.shadowRoot!.querySelector('video');
    return {
      time: player.currentTime,
      duration: player.duration,
      frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      isPaused: player.paused,
      isSeeking: video?.seeking ?? false,
    };
  });
}

/** Waits until both the position and the frame count have advanced. */
export async function untilPlaying(page: PageDriver): Promise<void> {
  const first = await until('playback starts', async () => {
    const now = await readPlayback(page);
    return !now.isPaused && !now.isSeeking && now.time > 0 && now;
  });
  await until('position and frames advance', async () => {
    const now = await readPlayback(page);
    return now.time > first.time + 1 && now.frames > first.frames + 10;
  });
}

/** Seeks, and waits until playback continues from there. */
export async function seek(page: PageDriver, to: number): Promise<void> {
  await page.evaluate((time) => void (document.querySelector('cf-stream-player')!.currentTime = time), to);
  await until(`playback continues from ${to} s`, async () => {
    const now = await readPlayback(page);
    return !now.isSeeking && now.time > to + 0.5 && now.time < to + 3;
  });
}
