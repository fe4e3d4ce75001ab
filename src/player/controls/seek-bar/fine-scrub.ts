import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { formatRate, type PlayerTexts } from '../../strings/texts.js';

/** Way upwards from the bar after which a drag takes the next of the speeds, in pixels. */
const STEP = 50;
/** Speeds of a drag against the one on the bar itself. */
const SPEEDS = [1, 0.5, 0.25, 0.1] as const;

/** The seek bar as far as such a drag goes. */
interface ScrubHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly texts: PlayerTexts;
  /** Forgets a drag. */
  abandon(): void;
}

/**
 * Makes a drag of the seek bar slower, and so finer, the farther the pointer is above it; on the bar, the thumb is under the
 * pointer again. Escape takes the drag back.
 */
export class FineScrub implements ReactiveController {
  readonly #host: ScrubHost;
  #drag: AbortController | undefined;
  /** Index of the speed. */
  #step = 0;
  /** Times that the pointer and the thumb were at last, in seconds. */
  #last = { pointed: 0, time: 0 };
  /** Whether what the browser still says of a drag means nothing any more. */
  #isOver = false;

  /** @param event - The press on `input` with which the drag began that is under way. */
  constructor(host: ScrubHost, event: PointerEvent, input: HTMLInputElement) {
    this.#host = host;
    host.addController(this);
    input.addEventListener('pointerdown', (press) => this.#begin(press, input));
    host.renderRoot.addEventListener('input', (moved) => this.#correct(moved), { capture: true });
    this.#begin(event, input);
  }

  hostDisconnected(): void {
    this.#end();
  }

  /** Draws how fast the drag is, while it is slower than on the bar. */
  label(): TemplateResult | typeof nothing {
    const speed = SPEEDS[this.#step] ?? 1;
    if (speed === 1) return nothing;
    const { texts } = this.#host;
    return html`<bdi class="name">${texts.precise} ${formatRate(texts, speed)}</bdi>`;
  }

  #begin({ pointerId }: PointerEvent, { valueAsNumber }: HTMLInputElement): void {
    this.#end();
    this.#isOver = false;
    this.#last = { pointed: valueAsNumber, time: valueAsNumber };
    const options = { signal: (this.#drag = new AbortController()).signal, capture: true };
    const { defaultView } = this.#host.ownerDocument;
    defaultView?.addEventListener(
      'pointermove',
      (event) => event.pointerId === pointerId && this.#move(event),
      options,
    );
    for (const name of ['pointerup', 'pointercancel'] as const)
      defaultView?.addEventListener(name, (event) => event.pointerId === pointerId && this.#release(), options);
    defaultView?.addEventListener('keydown', (event) => this.#press(event), options);
  }

  #move({ clientY, buttons }: PointerEvent): void {
    // Let go before this was there to hear it.
    if (buttons === 0) {
      this.#end();
      return;
    }
    const distance = this.#host.getBoundingClientRect().top - clientY;
    // Who goes on at the border means neither side of it.
    const isNear = distance < (this.#step > 0 ? STEP / 2 : STEP);
    const step = isNear ? 0 : Math.min(SPEEDS.length - 1, Math.max(1, Math.floor(distance / STEP)));
    if (step !== this.#step) this.#host.requestUpdate();
    this.#step = step;
  }

  /** Takes the time to which the browser has moved the thumb, under the pointer, back to where it should be. */
  #correct(event: Event): void {
    if (this.#isOver) {
      event.stopImmediatePropagation();
      this.#host.requestUpdate();
    }
    if (!this.#drag || this.#isOver) return;
    const input = event.target as HTMLInputElement;
    const pointed = input.valueAsNumber;
    if (this.#step > 0)
      input.valueAsNumber = this.#last.time + (pointed - this.#last.pointed) * (SPEEDS[this.#step] ?? 1);
    // It has clamped it.
    this.#last = { pointed, time: input.valueAsNumber };
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#isOver = true;
    this.#step = 0;
    this.#host.abandon();
  }

  /** Ends with the time of the thumb: Firefox moves it under the pointer when that is let go. */
  #release(): void {
    this.#isOver ||= this.#step > 0;
    this.#end();
    setTimeout(() => (this.#isOver = false));
  }

  #end(): void {
    this.#drag?.abort();
    this.#drag = undefined;
    this.#step = 0;
  }
}
