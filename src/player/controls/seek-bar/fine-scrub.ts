import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { formatRate, type PlayerTexts } from '../../strings/texts.js';

/** Distance above the bar per speed of a drag, in pixels. */
const STEP = 50;
/** Speeds of a drag, relative to a drag on the bar. */
const SPEEDS = [1, 0.5, 0.25, 0.1] as const;

/** Parts of the seek bar that fine scrubbing needs. */
interface ScrubHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly texts: PlayerTexts;
  /** Abandons the drag. */
  abandon(): void;
}

/**
 * Slows a drag of the seek bar, for precision, the farther the pointer is above it; back on the bar, the thumb is under
 * the pointer again. Escape cancels the drag.
 */
export class FineScrub implements ReactiveController {
  readonly #host: ScrubHost;
  #drag: AbortController | undefined;
  /** Index of the speed. */
  #step = 0;
  /** Times of the pointer and the thumb at the last move, in seconds. */
  #last = { pointed: 0, time: 0 };
  /** Whether the drag is over and further `input` events are to be ignored. */
  #isOver = false;

  /** @param event - The `pointerdown` on `input` that began the current drag. */
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

  /** Draws the speed of the drag, unless it is 1. */
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
    // Released before these listeners were added.
    if (buttons === 0) {
      this.#end();
      return;
    }
    const distance = this.#host.getBoundingClientRect().top - clientY;
    // Hysteresis: the speed does not flicker at the border.
    const isNear = distance < (this.#step > 0 ? STEP / 2 : STEP);
    const step = isNear ? 0 : Math.min(SPEEDS.length - 1, Math.max(1, Math.floor(distance / STEP)));
    if (step !== this.#step) this.#host.requestUpdate();
    this.#step = step;
  }

  /** Moves the thumb back from under the pointer to where a slower drag has it. */
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
    // The input has clamped the value.
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

  /** Ends the drag at the thumb's time: Firefox moves the thumb to the pointer on release. */
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
