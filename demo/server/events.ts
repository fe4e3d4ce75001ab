import { SYSTEM_CLOCKS } from './clocks.js';
import { isFinal } from './video-state.js';
import { type Video } from './videos.js';

/** Options of {@link createEventStream}. The times are for tests. */
export interface EventOptions {
  /** Called with the first of consecutive errors. */
  readonly onError?: (error: unknown) => void;
  /** @defaultValue the system's */
  readonly monotonicNow?: () => number;
  /** Interval between two reads, in milliseconds. */
  readonly everyMs?: number;
  /** Silence after which a comment is sent, so that proxies keep the connection, in milliseconds. */
  readonly keepAliveMs?: number;
  /** Duration of the stream, in milliseconds. The browser reconnects by itself. */
  readonly lifeMs?: number;
}

const TIMES = { everyMs: 1_000, keepAliveMs: 15_000, lifeMs: 600_000 };

/**
 * Creates a body of server-sent events: the video whenever it changes, until its state is final. A failed read counts
 * as no change: after an error response, a browser would not reconnect.
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

  /** Returns the video, `undefined` if it is gone, or `'failed'`. */
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
    // Only called while the client reads, so a closed connection costs nothing.
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
