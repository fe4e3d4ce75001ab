import type { Transcoder, TranscoderChoice } from './encode/transcoder.js';
import type { SegmentAccess, Settings } from './state/settings.js';

export type { SegmentAccess, TranscoderChoice };

/** Options of {@link createLocalStream}. */
export interface LocalStreamOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Loopback address to listen on. @defaultValue '127.0.0.1' */
  readonly host?: string;
  /** Folder that keeps videos, keys and the webhook across restarts. Created if missing. */
  readonly dataDir: string;
  /** Account id of the API paths, 32 hex digits. @defaultValue made once and kept in `dataDir` */
  readonly accountId?: string;
  /** Bearer token of the API. @defaultValue made once and kept in `dataDir` */
  readonly apiToken?: string;
  /** @defaultValue 'lenient' */
  readonly segmentAccess?: SegmentAccess;
  /** Switches that are not to have their defaults, as in `PUT /__sim/settings`. */
  readonly settings?: Partial<Settings>;
  /** Length of a segment in seconds. @defaultValue 4 */
  readonly segmentSeconds?: number;
  /** Whether a video is `ready` with its lowest quality or with all of them. @defaultValue 'all' */
  readonly readyAfter?: 'all' | 'first';
  /** Milliseconds after which a job is given up. @defaultValue two minutes and 30 times the length of the video */
  readonly jobTimeoutMs?: number;
  /** @defaultValue 'auto' */
  readonly transcoder?: TranscoderChoice | Transcoder;
  /** Gets one line per thing worth telling. Never a token, key or upload URL. @defaultValue says nothing */
  readonly log?: (line: string) => void;
  /** Clock in milliseconds since the epoch, for tests of expiry. @defaultValue Date.now */
  readonly now?: () => number;
}

/** A running local Stream. */
export interface LocalStream {
  /** Where delivery, uploads and controls are, without a slash at the end. */
  readonly origin: string;
  /** Base of the accounts API, `<origin>/client/v4`. */
  readonly apiBase: string;
  readonly accountId: string;
  readonly apiToken: string;
  /** Which transcoder is used, as part of a sentence. */
  readonly transcoderName: string;
  /** Ends requests, the running job and the listener. Everything is taken up again at the next start. */
  close(): Promise<void>;
}
