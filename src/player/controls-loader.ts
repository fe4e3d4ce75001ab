import { PREFERENCES_KEY, type ViewerMemory } from './model/viewer-memory.js';

/** Player, as far as it says when its controls are needed. */
interface ControlsHost extends HTMLElement {
  readonly noControls: boolean;
  readonly paused: boolean;
  readonly startTime: string | undefined;
  readonly rememberPosition: boolean;
}

/**
 * Loads the code of the controls: after the first frame, which they would delay, unless somebody has come by keyboard, or
 * they decide how playback begins.
 */
export class ControlsLoader {
  readonly #host: ControlsHost;
  readonly #load: () => Promise<void>;

  constructor(host: ControlsHost, load: () => Promise<void>) {
    this.#host = host;
    this.#load = load;
    host.addEventListener('pointerenter', () => host.paused || this.load());
    host.addEventListener('canplay', () => this.load());
    host.addEventListener('focusin', () => host.shadowRoot?.activeElement?.matches(':focus-visible') && this.load());
  }

  load(): void {
    // If it fails, it is tried again when they are needed next.
    if (!this.#host.noControls) this.#load().catch(() => undefined);
  }

  /** Loads them at once where they say at which position playback begins, or how loud it is. */
  opening(memory: ViewerMemory | null | undefined): void {
    if (this.#host.startTime || this.#host.rememberPosition || keepsPreferences(memory)) this.load();
  }
}

/** Tells whether there may be preferences of this viewer. */
function keepsPreferences(memory: ViewerMemory | null | undefined): boolean {
  try {
    return Boolean(memory) || (memory === undefined && PREFERENCES_KEY in localStorage);
  } catch {
    // Storage may be forbidden.
    return false;
  }
}
