import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../../harness/browser-options.js';
import { noteRequests, type SentRequest } from './requests.js';

/** What a page has seen of itself; times in milliseconds from its navigation. */
export interface Watched {
  /** When the first frame of a video was on the screen. */
  readonly firstFrame?: number;
  readonly firstHeight?: number;
  /** Heights of the video, and when each began. */
  readonly heights: readonly { readonly at: number; readonly height: number }[];
  readonly click?: number;
  /** How often it has waited after its first frame. */
  readonly stalls: number;
  readonly tasks: readonly { readonly at: number; readonly ms: number }[];
  readonly largestPaint?: number;
}

/** A page in a new browser with an ordinary profile of its own. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  read(): Promise<Watched>;
  /** Gives what the page has asked for since its navigation. */
  requests(): readonly SentRequest[];
  /** Empties the browser's cache. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

/** Opens an empty page whose main thread is so many times slower. */
export async function openWatchedPage({ cpu = 1, width = 1_000, height = 800 } = {}): Promise<WatchedPage> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-profile-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: await chromiumPath(),
    // A background that other benches do not have, and a certificate that nobody has signed.
    args: [...chromiumArguments, '--ignore-certificate-errors', '--disable-background-networking'],
    viewport: { width, height },
  });
  // The compiler names inner functions with a helper that pages do not have.
  await context.addInitScript('window.__name = (named) => named');
  await context.addInitScript(watch);
  const page = context.pages()[0] ?? (await context.newPage());
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  const requests = await noteRequests(cdp);
  return {
    page,
    context,
    requests,
    forget: () => cdp.send('Network.clearBrowserCache').then(() => undefined),
    read: () => page.evaluate(() => (window as unknown as { watched: Watched }).watched),
    close: async () => {
      await context.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Notes what happens in a page, before its own scripts. Every video is seen when it gets a source, wherever it is. */
function watch(): void {
  const watched = { tasks: [], heights: [], stalls: 0 } as {
    stalls: number;
    firstFrame?: number;
    firstHeight?: number;
    click?: number;
    largestPaint?: number;
    tasks: { at: number; ms: number }[];
    heights: { at: number; height: number }[];
  };
  let watchedVideo: HTMLVideoElement | undefined;
  Object.assign(window, {
    watched,
    watchedVideo: () => watchedVideo,
    seekTo: (seconds: number) => seekTo(watchedVideo!, seconds),
  });
  /** Goes to a place; gives the milliseconds until a frame of it is on the screen. */
  const seekTo = (video: HTMLVideoElement, seconds: number): Promise<number> =>
    new Promise((resolve) => {
      const player = document.querySelector<HTMLVideoElement>('cf-stream-player, hls-video') ?? video;
      const begun = performance.now();
      const look = (): number =>
        video.requestVideoFrameCallback((_, { mediaTime, presentationTime }) => {
          if (Math.abs(mediaTime - seconds) < 1) resolve(presentationTime - begun);
          else look();
        });
      look();
      player.currentTime = seconds;
    });
  const seen = new WeakSet<HTMLVideoElement>();
  const look = (media: HTMLMediaElement): void => {
    if (!(media instanceof HTMLVideoElement) || seen.has(media)) return;
    seen.add(media);
    watchedVideo = media;
    media.addEventListener('resize', () => watched.heights.push({ at: performance.now(), height: media.videoHeight }));
    media.addEventListener('waiting', () => (watched.stalls += watched.firstFrame === undefined ? 0 : 1));
    media.requestVideoFrameCallback((_, { presentationTime, height }) => {
      watched.firstFrame ??= presentationTime;
      watched.firstHeight ??= height;
    });
  };
  for (const name of ['src', 'srcObject'] as const) {
    const accessor = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, name)!;
    Object.defineProperty(HTMLMediaElement.prototype, name, {
      ...accessor,
      set(this: HTMLMediaElement, value: unknown) {
        look(this);
        accessor.set!.call(this, value);
      },
    });
  }
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    look(this);
    return play.call(this);
  };
  addEventListener('click', ({ timeStamp }) => (watched.click ??= timeStamp), { capture: true });
  const observe = (type: string, note: (entry: PerformanceEntry) => void): void =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('longtask', ({ startTime, duration }) => watched.tasks.push({ at: startTime, ms: duration }));
  observe('largest-contentful-paint', ({ startTime }) => (watched.largestPaint = startTime));
}
