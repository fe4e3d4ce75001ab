import { SYSTEM_CLOCKS } from './clocks.js';
import { isFinal } from './video-state.js';
import { type Video } from './videos.js';

/** What {@link createEventStream} takes. The times are for tests. */
export interface EventOptions {
  /** Told of the first of several looks in a row that fail. */
  readonly onError?: (error: unknown) => void;
  /** @defaultValue the system's */
  readonly monotonicNow?: () => number;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
  /** Milliseconds after which something is sent, so that proxies keep the connection. */
  readonly keepAliveMs?: number;
  /** Milliseconds after which the stream ends. The browser connects again by itself. */
  readonly lifeMs?: number;
}

const TIMES = { everyMs: 1_000, keepAliveMs: 15_000, lifeMs: 600_000 };

/**
 * Makes a body of server-sent events: the video each time it changed, until it is final. A look that fails is taken for
 * one that found nothing new: a browser that was answered an error instead would not connect again.
 */
export function createEventStream(
  look: () => Promise<Video | undefined>,
  options: EventOptions = {},
): ReadableStream<Uint8Array> {
  const { everyMs, keepAliveMs, lifeMs, monotonicNow, onError } = { ...TIMES, ...SYSTEM_CLOCKS, ...options };
  const encoder = new TextEncoder();
  const startedAt = monotonicNow();
  let sentAt = startedAt;
  let sent = '';
  let cancelled = false;
  let isFailing = false;
  let wake: (() => void) | undefined;

  /** Answers the video, `undefined` where there is none any more, or `'failed'`. */
  async function tryLook(): Promise<Video | undefined | 'failed'> {
    try {
      const video = await look();
      isFailing = false;
      return video;
    } catch (error) {
      if (!isFailing) onError?.(error);
      isFailing = true;
      return 'failed';
    }
  }

  const wait = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 3000\n\n'));
    },
    // Only called while someone takes what is sent, so a reader that is gone costs nothing.
    async pull(controller) {
      for (;;) {
        const video = await tryLook();
        if (cancelled) return;
        const data = video === 'failed' ? sent : JSON.stringify(video);
        if (video && video !== 'failed' && data !== sent) {
          sent = data;
          sentAt = monotonicNow();
          controller.enqueue(encoder.encode(`id: ${video.status}\ndata: ${data}\n\n`));
          if (isFinal(video.status)) controller.close();
          return;
        }
        if (!video || monotonicNow() - startedAt >= lifeMs) {
          controller.close();
          return;
        }
        if (monotonicNow() - sentAt >= keepAliveMs) {
          sentAt = monotonicNow();
          controller.enqueue(encoder.encode(': still here\n\n'));
          return;
        }
        await wait();
      }
    },
    cancel() {
      cancelled = true;
      wake?.();
    },
  });
}
