import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fetchToken, checkToken, type ReceivedToken, type VideoNotReady } from '../client/token-client.js';
import { manifestUrl } from '../core/delivery-url.js';
import { chooseEngine, type EnginePreference } from '../core/engine-choice.js';
import { StreamError } from '../core/errors.js';
import { IDLE_PLAYBACK, nextPlaybackState, type PlaybackEvent, type PlaybackState } from '../core/playback-state.js';
import type { StreamSource } from '../core/source.js';
import { parsePlaybackToken, type PlaybackToken } from '../core/token.js';
import type { TokenSource } from '../core/token-source.js';
import { pollDelayMs } from '../core/upload-poll.js';
import type { EngineInput, PlaybackEngine } from '../engines/engine.js';
import { TokenKeeper } from './token-keeper.js';

/** Gets a token in the page's own way. */
export type GetToken = (uid: string, options: { signal: AbortSignal }) => Promise<string>;

/** What the element says about its source, read when a source is opened. */
export interface PlaybackOptions {
  readonly source: StreamSource;
  readonly engine: EnginePreference;
  readonly token?: string | undefined;
  readonly tokenEndpoint?: string | undefined;
  readonly getToken?: GetToken | undefined;
  readonly marginSeconds?: number | undefined;
}

/** Whom the controller tells, besides asking its host for an update. */
export interface PlaybackListener {
  options(): PlaybackOptions;
  onState(state: PlaybackState): void;
  onToken(token: PlaybackToken): void;
  holdFrame(): () => void;
}

const PUBLIC_VIDEO: TokenSource = {
  value: undefined,
  fresh: () => Promise.resolve(undefined),
  replace: () => Promise.reject(new StreamError('TOKEN_REJECTED', 'Stream wants a token and the player has none.')),
};

const asStreamError = (error: unknown): StreamError =>
  error instanceof StreamError
    ? error
    : new StreamError('ENGINE_UNSUPPORTED', 'The player could not be started.', { cause: error, retryable: true });

/**
 * Brings source, token and engine together for one `<video>`, and takes them apart when the element leaves.
 *
 * @since 0.1.0
 */
export class PlaybackController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #listener: PlaybackListener;
  #state: PlaybackState = IDLE_PLAYBACK;
  #session: AbortController | undefined;
  #keeper: TokenKeeper | undefined;
  #tokens: TokenSource | undefined;
  #engine: PlaybackEngine | undefined;
  #video: HTMLVideoElement | undefined;
  #wantsToPlay = false;
  #startAt = 0;
  #endPause: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, listener: PlaybackListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  get state(): PlaybackState {
    return this.#state;
  }

  get engine(): PlaybackEngine | undefined {
    return this.#engine;
  }

  get video(): HTMLVideoElement | undefined {
    return this.#video;
  }

  get tokenExpiresAt(): number | undefined {
    return this.#keeper?.expiresAt;
  }

  hostDisconnected(): void {
    this.close();
  }

  /** Name under which the video may be asked for now: a token that is good, or the uid of a public one. */
  async deliveryId(options: PlaybackOptions): Promise<string | undefined> {
    const tokens = this.#tokens ?? this.#tokensFor(options);
    if (this.#keeper && this.#keeper.value === undefined) {
      const answer = await this.#keeper.acquire();
      return answer.status === 'token' ? answer.token.value : undefined;
    }
    return (await tokens.fresh()) ?? options.source.uid;
  }

  /** Starts playing as soon as that is possible. */
  async play(): Promise<void> {
    this.#wantsToPlay = true;
    if (this.#state.status === 'ready') {
      await this.#video?.play();
      return;
    }
    if (this.#state.status === 'error') this.retry();
    else this.load();
  }

  pause(): void {
    this.#wantsToPlay = false;
    this.#video?.pause();
  }

  /** Goes to a position, in seconds; before there is an engine, that is where playback will start. */
  seek(time: number): void {
    if (this.#engine) this.#engine.seek(time);
    else this.#startAt = time;
  }

  /** Position in seconds. */
  get currentTime(): number {
    return this.#engine?.currentTime ?? this.#startAt;
  }

  /** Fetches token, engine and manifest without playing. */
  load(): void {
    if (this.#session) return;
    const session = new AbortController();
    this.#session = session;
    this.#send({ type: 'load' });
    this.#open(session.signal).catch((error: unknown) => {
      if (session.signal.aborted) return;
      this.#fail(asStreamError(error));
    });
  }

  /** Goes on after an error, from where it was. */
  retry(): void {
    if (this.#keeper && this.#state.status === 'error' && this.#state.retrying) {
      this.#keeper.retryNow();
      this.#endPause?.();
      return;
    }
    this.#startAt = this.currentTime;
    this.#end();
    this.load();
  }

  async refreshToken(): Promise<void> {
    await this.#keeper?.renew();
  }

  /** Lets go of everything and shows the poster again. */
  close(): void {
    this.#wantsToPlay = false;
    this.#startAt = 0;
    this.#end();
    this.#send({ type: 'reset' });
  }

  /** Told by the element when the `<video>` has said something. */
  mediaChanged(type: string): void {
    const video = this.#video;
    if (!video || !this.#keeper) return;
    this.#keeper.watching = !video.paused && !video.ended;
    if (type === 'play' || type === 'seeking') void this.#keeper.fresh().catch(() => undefined);
    if (type === 'playing') this.#send({ type: 'recovered' });
  }

  async #open(signal: AbortSignal): Promise<void> {
    const options = this.#listener.options();
    const video = (this.#video ??= this.#createVideo());
    const loading = loadEngine(options.engine);
    loading.catch(() => undefined);
    const tokens = this.#tokens ?? this.#tokensFor(options);
    if (this.#keeper && this.#keeper.value === undefined) await this.#firstToken(this.#keeper, signal);
    // Engines start with the token at hand, which may have ended since the poster was fetched with it.
    else await tokens.fresh();
    const Engine = await loading;
    signal.throwIfAborted();
    const input: EngineInput = {
      video,
      tokens,
      manifestUrl: manifestUrl(options.source.origin, tokens.value ?? options.source.uid),
      onError: (error) => this.#engineFailed(error),
      holdFrame: () => this.#listener.holdFrame(),
    };
    this.#engine = new Engine(input);
    const startAt = this.#startAt;
    this.#startAt = 0;
    if (startAt > 0) video.addEventListener('loadedmetadata', () => this.seek(startAt), { once: true, signal });
    this.#send({ type: 'attached' });
    this.#host.requestUpdate();
    if (this.#wantsToPlay) await video.play().catch(() => undefined);
  }

  #tokensFor(options: PlaybackOptions): TokenSource {
    return (this.#tokens = this.#createTokens(options));
  }

  #createTokens(options: PlaybackOptions): TokenSource {
    const { source, tokenEndpoint, getToken } = options;
    const given = options.token ?? source.token;
    if (!tokenEndpoint && !getToken) {
      return given === undefined ? PUBLIC_VIDEO : { value: given, fresh: () => Promise.resolve(given), replace: refuseGivenToken };
    }
    let first = given;
    this.#keeper = new TokenKeeper({
      marginSeconds: options.marginSeconds,
      request: async (abort): Promise<ReceivedToken | VideoNotReady> => {
        const once = first;
        first = undefined;
        const value = once ?? (getToken ? await askPage(getToken, source.uid, abort) : undefined);
        if (value === undefined) return fetchToken(tokenEndpoint ?? '', source.uid, { signal: abort });
        const token = checkToken(parsePlaybackToken(value), source.uid, Date.now());
        return { status: 'token', token, clockOffsetMs: 0 };
      },
      onToken: (token) => {
        this.#engine?.tokenRenewed();
        this.#listener.onToken(token);
      },
      onFailure: (error) => {
        // What is buffered is played to its end before anybody is told.
        if (this.#session && this.#starved) this.#send({ type: 'failed', error, retrying: true });
      },
    });
    return this.#keeper;
  }

  /** Whether there is nothing left to show. */
  get #starved(): boolean {
    return !this.#video || this.#video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  async #firstToken(keeper: TokenKeeper, signal: AbortSignal): Promise<void> {
    for (let asked = 1; ; asked += 1) {
      try {
        const answer = await keeper.acquire();
        if (answer.status === 'token') return;
        this.#send({ type: 'not-ready', percent: answer.percent });
      } catch (error) {
        signal.throwIfAborted();
        const failure = asStreamError(error);
        if (!failure.retryable) throw failure;
        this.#send({ type: 'failed', error: failure, retrying: true });
      }
      await this.#pause(pollDelayMs(asked), signal);
      if (this.#state.status === 'error') this.#send({ type: 'load' });
    }
  }

  async #pause(delayMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', this.#endPause, { once: true });
    });
    this.#endPause = undefined;
    signal.throwIfAborted();
  }

  #createVideo(): HTMLVideoElement {
    const video = document.createElement('video');
    video.playsInline = true;
    video.preload = 'auto';
    this.#host.requestUpdate();
    return video;
  }

  #engineFailed(error: StreamError): void {
    if (error.code !== 'VIDEO_PROCESSING') {
      this.#fail(error);
      return;
    }
    const { signal } = this.#session ?? {};
    this.#engine?.destroy();
    this.#engine = undefined;
    this.#send({ type: 'not-ready', percent: null });
    if (signal) {
      void this.#pause(pollDelayMs(9), signal).then(
        () => this.retry(),
        () => undefined,
      );
    }
  }

  #fail(error: StreamError): void {
    this.#send({ type: 'failed', error, retrying: false });
  }

  #end(): void {
    this.#session?.abort();
    this.#session = undefined;
    this.#keeper?.destroy();
    this.#keeper = undefined;
    this.#tokens = undefined;
    this.#engine?.destroy();
    this.#engine = undefined;
  }

  #send(event: PlaybackEvent): void {
    const next = nextPlaybackState(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    this.#host.requestUpdate();
    this.#listener.onState(next);
  }
}

function refuseGivenToken(): Promise<never> {
  return Promise.reject(new StreamError('TOKEN_EXPIRED', 'The token that was given once has ended.'));
}

/** The page's own function may fail in any way; what it fails with is kept as the cause. */
async function askPage(getToken: GetToken, uid: string, signal: AbortSignal): Promise<string> {
  try {
    return await getToken(uid, { signal });
  } catch (cause) {
    if (signal.aborted || cause instanceof StreamError) throw cause;
    throw new StreamError('TOKEN_ENDPOINT_UNREACHABLE', 'getToken() failed.', { retryable: true, cause });
  }
}

type EngineClass = new (input: EngineInput) => PlaybackEngine;

/** Nothing of an engine is loaded before it is wanted. */
async function loadEngine(preference: EnginePreference): Promise<EngineClass> {
  const native = await import('../engines/native-engine.js');
  const hasMediaSource = 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis;
  const hls = preference !== 'native' && hasMediaSource ? await import('../engines/hls-engine.js') : undefined;
  const name = chooseEngine(preference, {
    mediaSource: hls?.isHlsSupported() ?? false,
    nativeHls: native.hasNativeHls(),
  });
  if (name === 'hls.js' && hls) return hls.HlsEngine;
  if (name === 'native') return native.NativeEngine;
  throw new StreamError('ENGINE_UNSUPPORTED', 'This browser can play HLS neither through hls.js nor by itself.');
}
