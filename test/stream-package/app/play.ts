import { createRequire } from 'node:module';
import type { Page } from 'playwright/test';

const HLS = createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js');

/** Plays a URL in a page of its own, and returns the seconds that were played, or the error. */
export async function play(page: Page, url: string): Promise<number | string> {
  await page.setContent('<video muted></video>');
  await page.addScriptTag({ path: HLS });
  return page.evaluate(
    (source) =>
      new Promise<number | string>((resolve) => {
        const { Hls } = window as unknown as { Hls: new () => any };
        const video = document.querySelector('video')!;
        const hls = new Hls();
        hls.on('hlsError', (_: unknown, { fatal, details }: { fatal: boolean; details: string }) => {
          if (fatal) resolve(details);
        });
        video.addEventListener('timeupdate', () => {
          if (video.currentTime > 0.2) resolve(video.currentTime);
        });
        hls.loadSource(source);
        hls.attachMedia(video);
        void video.play();
      }),
    url,
  );
}
