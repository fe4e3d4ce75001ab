import Hls, { type ErrorData } from 'hls.js';
import { StreamError } from '../core/errors.js';
import { DeliveryAccess } from './delivery-access.js';
import { describeDeliveryStatus } from './delivery-status.js';
import type { EngineInput, PlaybackEngine } from './engine.js';
import { createTokenLoader } from './token-loader.js';

/** How far ahead is fetched, in seconds: Stream bills what is fetched, watched or not. */
const FORWARD_BUFFER_SECONDS = 30;
const BACK_BUFFER_SECONDS = 30;
/** How often a decoder is set up anew before the viewer is told. */
const MAX_MEDIA_RECOVERIES = 2;

/** Whether hls.js can play here. */
export const isHlsSupported = (): boolean => Hls.isSupported();

/** What a fatal error of hls.js means to a viewer. */
export function describeHlsError({ type, response }: Pick<ErrorData, 'type' | 'response'>): StreamError {
  if (type === Hls.ErrorTypes.MEDIA_ERROR || type === Hls.ErrorTypes.MUX_ERROR) {
    return new StreamError('MEDIA_DECODE', 'The browser could not decode the video.', { retryable: true });
  }
  return describeDeliveryStatus(response?.code ?? 0);
}

/**
 * Plays through hls.js. A renewed token changes the addresses of later requests and nothing else.
 *
 * @since 0.1.0
 */
export class HlsEngine implements PlaybackEngine {
  readonly name = 'hls.js';
  readonly instance: Hls;
  readonly reloading = false;
  readonly #video: HTMLVideoElement;
  #recoveries = 0;

  constructor({ video, manifestUrl, tokens, onError }: EngineInput) {
    this.#video = video;
    const access = new DeliveryAccess(tokens);
    this.instance = new Hls({
      // A worker comes from a blob, which a strict policy forbids; Stream's fMP4 needs no transmuxing anyway.
      enableWorker: false,
      loader: createTokenLoader(Hls.DefaultConfig.loader, access),
      startLevel: 0,
      capLevelToPlayerSize: true,
      maxBufferLength: FORWARD_BUFFER_SECONDS,
      maxMaxBufferLength: FORWARD_BUFFER_SECONDS,
      backBufferLength: BACK_BUFFER_SECONDS,
    });
    this.instance.on(Hls.Events.ERROR, (_event, data) => {
      if (!data.fatal) return;
      if (data.type === Hls.ErrorTypes.MEDIA_ERROR && this.#recoveries < MAX_MEDIA_RECOVERIES) {
        this.#recoveries += 1;
        this.instance.recoverMediaError();
        return;
      }
      onError(describeHlsError(data));
    });
    this.instance.attachMedia(video);
    this.instance.loadSource(manifestUrl);
  }

  get currentTime(): number {
    return this.#video.currentTime;
  }

  tokenRenewed(): void {
    // The loader asks for the token at each request.
  }

  seek(time: number): void {
    this.#video.currentTime = time;
  }

  destroy(): void {
    this.instance.destroy();
  }
}
