import path from 'node:path';
import type { Page } from 'playwright';

/** State and history of a bare hls.js player. */
export interface BarePlayback {
  readonly time: number;
  readonly ended: boolean;
  readonly seekableStart: number;
  readonly seekableEnd: number;
  /** Stalls after playback began, and errors, in order. */
  readonly interruptions: readonly string[];
  /** Number of buffered ranges. */
  readonly bufferedRangeCount: number;
}

interface BareWindow {
  Hls: new (config: object) => BareHls;
  player: { video: HTMLVideoElement; hls: BareHls; interruptions: string[] };
}

interface BareHls {
  on(event: string, listener: (event: string, data: { details: string; fatal: boolean }) => void): void;
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
  readonly latency: number;
  readonly targetLatency: number;
  readonly subtitleTracks: readonly unknown[];
  subtitleTrack: number;
}

const HLS = path.resolve(import.meta.dirname, '../../../node_modules/hls.js/dist/hls.js');

/** Plays a manifest with only hls.js, on a page of the manifest's own origin. */
export async function playBare(page: Page, manifest: string): Promise<void> {
  await page.route('**/bare', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><link rel="icon" href="data:,"><title>Bare</title>',
    }),
  );
  await page.goto(new URL('/bare', manifest).href);
  await page.addScriptTag({ path: HLS });
  await page.evaluate((url) => {
    const window = globalThis as unknown as BareWindow;
    const video = document.body.appendChild(document.createElement('video'));
    video.muted = true;
    const hls = new window.Hls({});
    const interruptions: string[] = [];
    window.player = { video, hls, interruptions };
    video.addEventListener(
      'playing',
      () => {
        for (const type of ['waiting', 'stalled'])
          video.addEventListener(type, () => interruptions.push(`${type} at ${video.currentTime}`));
      },
      { once: true },
    );
    hls.on('hlsError', (_, { details, fatal }) => interruptions.push(`${fatal ? 'fatal ' : ''}${details}`));
    hls.loadSource(url);
    hls.attachMedia(video);
    void video.play();
  }, manifest);
}

/** Reads the current state of the bare player. */
export function readBare(page: Page): Promise<BarePlayback> {
  return page.evaluate(() => {
    const { video, interruptions } = (globalThis as unknown as BareWindow).player;
    const { seekable } = video;
    return {
      time: video.currentTime,
      ended: video.ended,
      seekableStart: seekable.length > 0 ? seekable.start(0) : NaN,
      seekableEnd: seekable.length > 0 ? seekable.end(0) : NaN,
      interruptions: [...interruptions],
      bufferedRangeCount: video.buffered.length,
    };
  });
}

/** Reads the latency to the live edge and the target that the playlist sets, in seconds. */
export function readLatency(page: Page): Promise<{ readonly actual: number; readonly target: number }> {
  return page.evaluate(() => {
    const { hls } = (globalThis as unknown as BareWindow).player;
    return { actual: hls.latency, target: hls.targetLatency };
  });
}

/** Seeks, and clears the interruptions up to then. */
export function seekBare(page: Page, time: number): Promise<void> {
  return page.evaluate((to) => {
    const { video, interruptions } = (globalThis as unknown as BareWindow).player;
    return new Promise<void>((resolve) => {
      video.addEventListener(
        'seeked',
        () => {
          // A seek waits for data: that is not a stall.
          interruptions.length = 0;
          resolve();
        },
        { once: true },
      );
      video.currentTime = to;
    });
  }, time);
}

/** Turns on the first subtitles and reads the cues of all text tracks. Times are rounded, as they had a 90 kHz clock. */
export async function readCues(
  page: Page,
): Promise<{ readonly language: string; readonly start: number; readonly end: number; readonly text: string }[]> {
  const cues = await page.evaluate(() => {
    const { video, hls } = (globalThis as unknown as BareWindow).player;
    // Through hls.js: it may miss a track whose mode is set while it still builds its tracks.
    if (hls.subtitleTracks.length > 0 && hls.subtitleTrack < 0) hls.subtitleTrack = 0;
    return [...video.textTracks].flatMap((track) => {
      return [...(track.cues ?? [])].map((cue) => {
        return { language: track.language, start: cue.startTime, end: cue.endTime, text: (cue as VTTCue).text };
      });
    });
  });
  const round = (time: number) => Math.round(time * 100) / 100;
  return cues.map((cue) => ({ ...cue, start: round(cue.start), end: round(cue.end) }));
}
