import type { PageDriver } from './page-driver.js';
import { until } from './until.js';

/** Console message of Chromium for the token of a video that is still processing, which the page puts into its player. */
export const NOT_READY = /Failed to load resource: .* 409 .*\/api\/videos\/\w+\/token\)$/;

/** Waits until the page's uploader reports that its video is ready, and returns the video's uid. */
export function untilUploaded(
  page: PageDriver,
  limits: { readonly timeoutMs: number; readonly intervalMs: number },
): Promise<string> {
  return until(
    'the video is ready',
    () =>
      page.evaluate(() => {
        const { state } = document.querySelector('cf-stream-upload')!;
        return state.status === 'ready' && state.uid;
      }),
    limits,
  );
}
