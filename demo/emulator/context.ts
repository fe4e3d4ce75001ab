import type { Copier } from './copies/copier.js';
import type { DownloadMaker } from './downloads/download-maker.js';
import type { EncodeQueue } from './encode/encode-queue.js';
import type { Transcoder } from './encode/transcoder.js';
import type { Broadcasts } from './live/broadcasts.js';
import type { Account } from './state/account.js';
import type { KeyStore } from './state/key-store.js';
import type { Clock } from './state/clock.js';
import type { LiveInputStore } from './state/live-input-store.js';
import type { Settings } from './state/settings.js';
import type { VideoStore } from './state/video-store.js';
import type { WatermarkStore } from './state/watermark-store.js';
import type { WebhookStore } from './state/webhook-store.js';
import type { TusStore } from './uploads/tus-store.js';

/**
 * What the parts of one local Stream share.
 *
 * @since 0.1.0
 */
export interface StreamContext {
  /** Where it can be reached, without a slash at the end. */
  readonly origin: string;
  readonly account: Account;
  readonly dataDir: string;
  readonly segmentSeconds: number;
  readonly settings: Settings;
  /** Longest time for one job; by the length of the video where it is not set. */
  readonly jobTimeoutMs: number | undefined;
  readonly videos: VideoStore;
  readonly liveInputs: LiveInputStore;
  readonly live: Broadcasts;
  readonly keys: KeyStore;
  readonly webhook: WebhookStore;
  readonly watermarks: WatermarkStore;
  readonly tus: TusStore;
  readonly transcoder: Transcoder;
  readonly queue: EncodeQueue;
  readonly copies: Copier;
  readonly downloads: DownloadMaker;
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}
