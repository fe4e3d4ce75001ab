import { SYSTEM_CLOCKS } from './clocks.js';
import { isFinal } from './video-state.js';
import { type Video } from './videos.js';

/** What {@link createEventStream} may be told, for tests. */
export interface EventTimes {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Milliseconds after which something is sent, so that proxies keep the connection. */
  readonly keepAliveMs: number;
  /** Milliseconds after which the stream ends. The browser connects again by itself. */
  readonly lifeMs: number;
}

const TIMES: EventTimes = { everyMs: 1_000, keepAliveMs: 15_000, lifeMs: 600_000 };

/** A body of server-sent events: the video each time it changed, until it is final. */
export function createEventStream(
  look: () => Promise<Video | undefined>,
  times: Partial<EventTimes> = {},
): ReadableStream<Uint8Array> {
  const { everyMs, keepAliveMs, lifeMs } = { ...TIMES, ...times };
  const { monotonicNow } = SYSTEM_CLOCKS;
  const encoder = new TextEncoder();
  const startedAt = monotonicNow();
  let sentAt = startedAt;
  let sent = '';
  let cancelled = false;
  let wake: (() => void) | undefined;

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
        const video = await look();
        if (cancelled) return;
        const data = JSON.stringify(video);
        if (video && data !== sent) {
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
