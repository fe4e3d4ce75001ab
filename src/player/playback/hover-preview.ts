import { css } from 'lit';
import { addStyles } from '../../shared/styles/add-styles.js';
import type { VideoDelivery } from '../delivery/video-delivery.js';
import type { PlaybackSessionHost } from './playback-options.js';
import { framesOfGif, framesOfStills, pass, PREVIEW_HEIGHT, type PreviewFrame } from './preview-frames.js';

/** Delay before the preview is fetched, while pointer or focus rests on a player, in milliseconds. */
const REST_MS = 150;
/** Duration of the poster's fade, in milliseconds. */
const FADE_MS = 200;

const previewStyles = css`
  .held:is(.moving, .leaving) ~ .poster {
    transition: opacity 0.2s;
  }
  .held.moving ~ .poster {
    opacity: 0;
  }
`;

/** Preview that is shown, if any: two moving pictures would be distracting. */
const shown = new Set<HoverPreview>();

/**
 * Plays a few seconds of a video that was not played yet while a mouse, a pen or focus rests on its player. They are
 * thumbnails, which Stream does not bill, and are fetched after everything that playback needs.
 */
export class HoverPreview {
  readonly #host: PlaybackSessionHost;
  readonly #delivery: VideoDelivery;
  #isOver: boolean;
  #hasFocus: boolean;
  /** Whether Escape has dismissed it until pointer or focus come back. */
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
    // Without a preview, the poster stays.
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
    // Setting the size clears the canvas.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    if (canvas.classList.contains('moving')) return;
    clearTimeout(this.#fading);
    canvas.classList.add('moving');
    this.#host.onHold(true);
  }

  /** Ends the preview behind the poster, which fades in. */
  leave(): void {
    const canvas = this.#host.heldCanvas();
    const wasShown = canvas?.classList.contains('moving');
    this.#stop();
    if (!wasShown) return;
    canvas?.classList.replace('moving', 'leaving');
    clearTimeout(this.#fading);
    // The preview may have begun again meanwhile.
    this.#fading = setTimeout(() => this.#hide(), FADE_MS);
  }

  /** Ends the preview at once: its canvas covers the video, and may be needed to hold a frame. */
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
