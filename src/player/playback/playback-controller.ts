import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { loadCode } from '../../shared/load-code.js';
import type { StreamErrorCode } from '../../shared/errors.js';
import { asStreamError } from '../model/playback-errors.js';
import { IDLE_PLAYBACK, nextEarlyState, type PlaybackEvent, type PlaybackState } from '../model/playback-state.js';
import { CONNECTION_LOST } from '../strings/en.js';
import { defer, type Deferred } from '../../shared/defer.js';
import { fetchThumbnail, findEarlyId } from '../delivery/thumbnail.js';
import { CREDENTIALS, requestEarly } from '../token/early-token.js';
import type { PlaybackIntent } from '../model/playback-intent.js';
import type { MediaReading, PlaybackControllerOptions, PlaybackSessionHost } from './playback-options.js';
import type { PlaybackSession } from './playback-session.js';

export type { GetToken } from '../token/token-source.js';

/**
 * Brings source, token and engine together for one `<video>`, and takes them apart when the element leaves. What that
 * takes is loaded on the first intent; until then this remembers what is wanted.
 */
export class PlaybackController implements ReactiveController {
  state: PlaybackState = IDLE_PLAYBACK;
  /** The `<video>`, once there is one. */
  video: HTMLVideoElement | undefined;
  /** Code that comes after the first load, with English texts, once it is there. */
  code: typeof import('./playback-session.js') | undefined;
  /** Session of the source, once somebody needs it. */
  session: PlaybackSession | undefined;
  readonly #host: ReactiveControllerHost & PlaybackSessionHost['element'];
  readonly #options: PlaybackControllerOptions;
  #arriving: Promise<PlaybackSession> | undefined;
  #isLoading = false;
  #intent: PlaybackIntent = { playing: false };
  /** Promise of `play()` that is not settled yet. */
  #played: Deferred<void> | undefined;
  #life = new AbortController();

  constructor(host: ReactiveControllerHost & PlaybackSessionHost['element'], options: PlaybackControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get engine(): PlaybackSession['engine'] {
    return this.session?.engine;
  }

  /** Gets the `<video>`, made now if there is none. */
  ownVideo(): HTMLVideoElement {
    if (this.video) return this.video;
    const video = (this.video = document.createElement('video'));
    video.playsInline = true;
    video.preload = 'auto';
    video.part.add('video');
    // The browser's own controls take clicks themselves.
    video.onclick = () => video.controls || (this.wantsToPlay ? this.pause() : void this.play().catch(() => undefined));
    // A session tells them by itself.
    video.onvolumechange = video.onratechange = ({ type }) => this.reading ?? this.#options.onMedia(type);
    this.#host.requestUpdate();
    return video;
  }

  /** State of the `<video>` for the controls; `undefined` before it is wanted. */
  get reading(): MediaReading | undefined {
    return this.session?.media?.reading;
  }

  /** Whether playback is wanted: also while the source is on its way, as on a media element. */
  get wantsToPlay(): boolean {
    return this.#intent.playing;
  }

  /** Releases everything, but for the place to go on from when it comes back; what happens now is elsewhere then. */
  hostDisconnected(): void {
    const [intent, isLive] = [this.#intent, this.video?.duration === Infinity];
    // It notes the place.
    this.close();
    this.#intent = { ...intent, playing: false, ...(isLive && { position: undefined }) };
  }

  /** Gets the sentence about an error in English. Without its code, there is only the error that it did not arrive. */
  sentence(code: StreamErrorCode): string {
    return this.code ? (this.code.ENGLISH.errors[code] ?? this.code.OTHER_ERROR) : CONNECTION_LOST;
  }

  /** Fetches a thumbnail of a moment in seconds. */
  async thumbnail(time: number | undefined, signal: AbortSignal, height?: number): Promise<ImageBitmap | undefined> {
    const options = this.#options.options();
    const id = !this.code && (await findEarlyId(options));
    signal.throwIfAborted();
    if (id) return fetchThumbnail(options.source.origin, id, { time, height, signal });
    return (await this.#open()).delivery.thumbnail(time, signal, height);
  }

  /** Prepares for somebody who may want to watch soon. What fails now is told then. */
  async warm(): Promise<void> {
    if (this.state.status !== 'idle' || !this.#host.uid) return;
    await this.#open()
      .then((session) => session.warm())
      .catch(() => undefined);
  }

  /** Starts playing as soon as that is possible; resolves when it plays. */
  async play(): Promise<void> {
    this.#intent.playing = true;
    if (this.engine && this.state.status === 'ready') return this.session?.play();
    const { promise } = (this.#played ??= defer());
    if (this.state.status === 'error') this.retry();
    else this.load();
    // Paused while it went on trying: nothing new comes that would begin to play.
    if (this.engine) this.#attached();
    // Inside the gesture of a user: Safari lets a <video> be heard later only if it was touched now.
    const { video } = this;
    if (video?.networkState === HTMLMediaElement.NETWORK_EMPTY) {
      const { playbackRate } = video;
      video.load();
      // load() sets it back to the default.
      video.playbackRate = playbackRate;
    }
    return promise;
  }

  pause(): void {
    this.#intent.playing = false;
    (this.engine ?? this.video)?.pause();
    this.#endPlay(new DOMException('It was paused before it played.', 'AbortError'));
  }

  /** Seeks to a position, in seconds; before there is an engine, that is where playback will start. */
  seek(time: number): void {
    // What happens now is not known yet: a broadcast is joined there by itself.
    this.#intent.position = (time < Infinity && time) || undefined;
    this.session?.media?.seek(time);
  }

  /** Position in seconds. */
  get currentTime(): number {
    return this.engine?.currentTime ?? this.#intent.position ?? 0;
  }

  /** Holder of the quality that was chosen by hand: before there is an engine, what one begins with. */
  get chosen(): { selectedRendition?: string | null } {
    return this.engine ?? this.#intent;
  }

  /** Fetches token, engine and manifest without playing. */
  load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.ownVideo();
    this.#send({ type: 'load' });
    this.#open()
      .then((session) => session.open(this.ownVideo()))
      .catch((error: unknown) => {
        if ((error as Error | undefined)?.name === 'AbortError') return;
        this.#isLoading = false;
        this.#send({ type: 'failed', error: asStreamError(error), retrying: false });
      });
  }

  /** Goes on after an error, from where it was. */
  retry(): void {
    if (this.#isLoading) this.session?.retry(this.state);
    else this.load();
  }

  /** Takes up newer credentials among what has changed; `true` where an idle player may have its poster with them. */
  update(changed: ReadonlyMap<PropertyKey, unknown>): boolean | undefined {
    if (!this.code) return CREDENTIALS.some((name) => changed.has(name));
    return this.code.updateCredentials(this, this.session, this.#options, changed);
  }

  async refreshToken(): Promise<void> {
    await (await this.#open()).delivery.tokens.manager?.refresh();
  }

  /** Releases everything and shows the poster again. */
  close(): void {
    this.#intent = { playing: false };
    this.#isLoading = false;
    this.#life.abort();
    this.#life = new AbortController();
    this.session?.destroy();
    this.#arriving = this.session = undefined;
    this.#endPlay(new DOMException('The source has changed.', 'AbortError'));
    this.#send({ type: 'reset' });
  }

  /** Opens the session of the current source; its code is fetched once somebody needs it. */
  #open(): Promise<PlaybackSession> {
    return (this.#arriving ??= this.#create(this.#life.signal));
  }

  async #create(signal: AbortSignal): Promise<PlaybackSession> {
    try {
      const options = this.#options.options();
      // WebKitGTK stands still where its own HLS begins before the controls are there.
      if (options.engine !== 'native') void requestEarly(options);
      if (!this.code) preconnect(options.source.origin);
    } catch {
      // It is told in words that come with the code.
    }
    try {
      this.code = await loadCode(import('./playback-session.js'));
      signal.throwIfAborted();
      return (this.session = new this.code.PlaybackSession({
        ...this.#options,
        element: this.#host,
        options: this.#options.options(),
        intent: this.#intent,
        send: (event) => this.#send(event),
        pause: () => this.pause(),
        onEngine: () => this.#attached(),
      }));
    } catch (error) {
      signal.throwIfAborted();
      this.#arriving = undefined;
      throw error;
    }
  }

  #attached(): void {
    this.#host.requestUpdate();
    if (!this.#intent.playing) return;
    const played = this.#played;
    const end = (error?: unknown): unknown => played === this.#played && this.#endPlay(error);
    // The engine promises it over a reset, too; what ends with a source is no answer to who plays the next one.
    this.session?.play()?.then(() => end(), end);
  }

  #endPlay(reason?: unknown): void {
    if (reason) this.#played?.reject(reason);
    else this.#played?.resolve();
    this.#played = undefined;
  }

  #send(event: PlaybackEvent): void {
    const next = this.code?.nextPlaybackState(this.state, event) ?? nextEarlyState(event);
    if (next === this.state) return;
    this.state = next;
    if (next.status === 'error' && !next.retrying) this.#endPlay(next.error);
    this.#host.requestUpdate();
    this.#options.onState(next);
  }
}

/** Opens a connection before there is anything to ask for. */
function preconnect(href: string): void {
  const link = Object.assign(document.createElement('link'), { rel: 'preconnect', crossOrigin: '', href });
  document.head.appendChild(link).remove();
}
