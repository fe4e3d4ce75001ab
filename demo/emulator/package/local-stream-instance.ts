import type { LocalStream } from '../options.js';
import type { SeenRequest } from '../sim/request-log.js';
import type { Settings } from '../state/settings.js';
import { askApi, askSim, type CallTarget } from './calls.js';
import { ClockControls, FaultControls, LiveControls } from './controls.js';
import { readSample } from './sample.js';
import { untilReady, upload, type UploadOptions, type UploadSource, type Video } from './uploads.js';

/** Options of a sample video. */
export interface SampleOptions extends UploadOptions {
  /** Length in seconds; any other than the default needs ffmpeg. @defaultValue 5 */
  readonly seconds?: number;
}

/** Options of a token; the rest is as in Cloudflare's API. */
export interface TokenOptions {
  /** Seconds that it is valid, by the local Stream's clock; at most 86400. @defaultValue 3600 */
  readonly seconds?: number;
  /** Whether downloads may be had with it. @defaultValue false */
  readonly downloadable?: boolean;
  /** At most five, as Cloudflare describes them. */
  readonly accessRules?: readonly Readonly<Record<string, unknown>>[];
}

/** A local Stream that runs for tests. */
export class LocalStreamInstance implements CallTarget, AsyncDisposable {
  /** Where delivery, uploads and controls are, without a slash at the end: in place of `https://customer-….cloudflarestream.com`. */
  readonly origin: string;
  /** Base of the accounts API, in place of `https://api.cloudflare.com/client/v4`. */
  readonly apiBase: string;
  readonly accountId: string;
  readonly apiToken: string;
  /** Name of the transcoder, as part of a sentence. */
  readonly transcoderName: string;
  /** Folder that keeps everything. */
  readonly dataDir: string;
  /** Begins and ends broadcasts. */
  readonly live: LiveControls;
  /** Lets requests go wrong. */
  readonly faults: FaultControls;
  /** Turns time forward. */
  readonly clock: ClockControls;
  readonly #initial: Promise<Settings>;
  readonly #stop: () => Promise<void>;
  #stopped: Promise<void> | undefined;

  constructor(stream: LocalStream, dataDir: string, stop: () => Promise<void>) {
    this.origin = stream.origin;
    this.apiBase = stream.apiBase;
    this.accountId = stream.accountId;
    this.apiToken = stream.apiToken;
    this.transcoderName = stream.transcoderName;
    this.dataDir = dataDir;
    this.live = new LiveControls(this);
    this.faults = new FaultControls(this);
    this.clock = new ClockControls(this);
    this.#stop = stop;
    this.#initial = this.settings();
    // Handled by callers of `reset()`.
    this.#initial.catch(() => undefined);
  }

  /** Environment for a program with Cloudflare's SDK. Contains the token: not for logs. */
  get env(): {
    readonly CLOUDFLARE_BASE_URL: string;
    readonly CLOUDFLARE_ACCOUNT_ID: string;
    readonly CLOUDFLARE_API_TOKEN: string;
  } {
    return {
      CLOUDFLARE_BASE_URL: this.apiBase,
      CLOUDFLARE_ACCOUNT_ID: this.accountId,
      CLOUDFLARE_API_TOKEN: this.apiToken,
    };
  }

  /** Calls the API below `/stream` with the token, and returns `result` of the response. */
  api<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    return askApi<T>(this, method, path, body);
  }

  /** Uploads a file as a browser would, and waits until it can be played. */
  upload(source: UploadSource, options?: UploadOptions): Promise<Video> {
    return upload(this, source, options);
  }

  /** Uploads a small video that comes with the package, and waits until it can be played. */
  async createVideo({ seconds, ...options }: SampleOptions = {}): Promise<Video> {
    return upload(this, await readSample(seconds), { name: 'Sample', ...options });
  }

  /** Asks for a video. */
  video(uid: string): Promise<Video> {
    return askApi(this, 'GET', `/${uid}`);
  }

  /** Waits until a video that something else uploads can be played. */
  untilReady(uid: string, timeoutMs?: number): Promise<Video> {
    return untilReady(this, uid, timeoutMs);
  }

  /** Has a token signed for a video or a live input. */
  async createToken(uid: string, { seconds = 3600, ...claims }: TokenOptions = {}): Promise<string> {
    const exp = Math.floor((await this.clock.now()) / 1000) + seconds;
    return (await askApi<{ readonly token: string }>(this, 'POST', `/${uid}/token`, { exp, ...claims })).token;
  }

  /** Returns the URL of the HLS manifest of a video or live input, by its uid or a token for it. */
  hlsUrl(uidOrToken: string): string {
    return `${this.origin}/${uidOrToken}/manifest/video.m3u8`;
  }

  /** Sets the account's webhook, on this machine or elsewhere, and returns the secret of its signatures. */
  async setWebhook(url: string): Promise<string> {
    return (await askApi<{ readonly secret: string }>(this, 'PUT', '/webhook', { notificationUrl: url })).secret;
  }

  /** Returns the settings, after changing the given ones. */
  settings(change?: Partial<Settings>): Promise<Settings> {
    return change === undefined ? askSim(this, 'GET', 'settings') : askSim(this, 'PUT', 'settings', change);
  }

  /** Lists requests since the start or the last `reset()`, at most the last 5000, without secrets. */
  async requests(): Promise<readonly SeenRequest[]> {
    return (await askSim<{ readonly requests: readonly SeenRequest[] }>(this, 'GET', 'requests')).requests;
  }

  /** Ends all faults, puts the switches back as they were at the start, and forgets requests. Videos and the time stay. */
  async reset(): Promise<void> {
    await this.faults.clear();
    await this.settings(await this.#initial);
    await askSim(this, 'DELETE', 'requests');
  }

  /** Ends it, and removes its folder if it made one. */
  stop(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
