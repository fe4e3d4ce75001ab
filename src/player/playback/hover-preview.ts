import { css } from 'lit';
import { addStyles } from '../../shared/styles/add-styles.js';
import type { VideoDelivery } from '../delivery/video-delivery.js';
import type { PlaybackSessionHost } from './playback-options.js';
import { framesOfGif, framesOfStills, pass, PREVIEW_HEIGHT, type PreviewFrame } from './preview-frames.js';

/** Time for which a pointer or the focus rests on a player before its preview is fetched, in milliseconds. */
const REST_MS = 150;
/** Time in which the poster fades, in milliseconds. */
const FADE_MS = 200;

const previewStyles = css`
  .held:is(.moving, .leaving) ~ .poster {
    transition: opacity 0.2s;
  }
  .held.moving ~ .poster {
    opacity: 0;
  }
`;

/** The one that is shown, if any: what moves in two places is hard to look at. */
const shown = new Set<HoverPreview>();

/**
 * Shows some seconds of a video that was not played yet while a mouse, a pen or the focus rests on its player. They are
 * pictures, which Stream does not bill, and are fetched behind all that a press will need.
 */
export class HoverPreview {
  readonly #host: PlaybackSessionHost;
  readonly #delivery: VideoDelivery;
  #isOver: boolean;
  #hasFocus: boolean;
  /** Whether Escape has ended it, until the next visit. */
  #isDismissed = false;
  #run: AbortController | undefined;
  #fading: ReturnType<typeof setTimeout> | undefined;

  constructor(host: PlaybackSessionHost, delivery: VideoDelivery, signal: AbortSignal) {
    this.#host = host;
    this.#delivery = delivery;
    const { element } = host;
    addStyles(element, previewStyles);
    this.#isOver = element.matches(':hover') && matchMedia('(any-hover: hover)').matches;
    this.#hasFocus = element.matches(':focus-within');
    const look = (change: () => unknown) => (): void => {
      change();
      this.#look();
    };
    const on: HTMLElement['addEventListener'] = (type: string, listener: EventListenerOrEventListenerObject) =>
      element.addEventListener(type, listener, { signal });
    on('pointerenter', ({ pointerType }) => look(() => (this.#isOver = pointerType !== 'touch'))());
    on(
      'pointerleave',
      look(() => (this.#isOver = false)),
    );
    on(
      'focusin',
      look(() => (this.#hasFocus = true)),
    );
    on(
      'focusout',
      look(() => (this.#hasFocus = false)),
    );
    on('keydown', ({ key }) => key === 'Escape' && look(() => (this.#isDismissed = true))());
    on(
      'cf-stream-state',
      look(() => undefined),
    );
    signal.addEventListener('abort', () => this.#end());
    if (!signal.aborted) this.#look();
  }

  #look(): void {
    const { hoverPreview, state } = this.#host.element;
    const isVisited = this.#isOver || this.#hasFocus;
    if (!isVisited) this.#isDismissed = false;
    if (state.status !== 'idle') this.#end();
    else if (!isVisited || this.#isDismissed || !hoverPreview) this.leave();
    else if (!this.#run) this.#begin();
  }

  #begin(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const other of shown) other.leave();
    shown.add(this);
    const run = (this.#run = new AbortController());
    // Without pictures there still is the poster.
    this.#play(run.signal).catch(() => undefined);
  }

  async #play(signal: AbortSignal): Promise<void> {
    await pass(REST_MS, signal);
    const { posterTime } = this.#host.element;
    const frames =
      'ImageDecoder' in globalThis
        ? framesOfGif(await this.#delivery.baseUrl(), posterTime, signal)
        : framesOfStills((time) => this.#delivery.thumbnail(time, signal, PREVIEW_HEIGHT), posterTime);
    for await (const frame of frames) {
      if (!signal.aborted) this.#draw(frame);
      frame.image.close();
      await pass(frame.forMs, signal);
    }
  }

  #draw({ image, width, height }: PreviewFrame): void {
    const canvas = this.#host.heldCanvas();
    if (!canvas) return;
    // To set a size clears it.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    if (canvas.classList.contains('moving')) return;
    clearTimeout(this.#fading);
    canvas.classList.add('moving');
    this.#host.onHold(true);
  }

  /** Ends it behind the poster, which fades in. */
  leave(): void {
    const canvas = this.#host.heldCanvas();
    const wasShown = canvas?.classList.contains('moving');
    this.#stop();
    if (!wasShown) return;
    canvas?.classList.replace('moving', 'leaving');
    clearTimeout(this.#fading);
    // Meanwhile it may have begun again.
    this.#fading = setTimeout(() => this.#hide(), FADE_MS);
  }

  /** Ends it at once: the canvas lies over the video, and may be wanted for that. */
  #end(): void {
    this.#stop();
    this.#hide();
  }

  #hide(): void {
    clearTimeout(this.#fading);
    const canvas = this.#host.heldCanvas();
    if (!canvas?.matches('.moving, .leaving')) return;
    canvas.classList.remove('moving', 'leaving');
    this.#host.onHold(false);
  }

  #stop(): void {
    this.#run?.abort();
    this.#run = undefined;
    shown.delete(this);
  }
}
