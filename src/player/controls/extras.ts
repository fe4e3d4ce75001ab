import { nothing, type ReactiveController } from 'lit';
import type { EndScreen } from './end-screen.js';
import { hasEndSlot, type ExtrasHost } from './extras-host.js';

/** Parts of the UI that are loaded when something seldom is wanted. */
export class Extras implements ReactiveController {
  readonly #host: ExtrasHost;
  #end: EndScreen | undefined;
  #isAsked = false;

  constructor(host: ExtrasHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const { player, shownMedia } = this.#host;
    if (!shownMedia.ended) this.#isAsked = false;
    else if (!this.#end && !this.#isAsked && (player.nextSrc ?? hasEndSlot(player))) void this.#bringEnd();
  }

  /** Whether something else than the large button to replay is there at the end. */
  get hasEnd(): boolean {
    return this.#end?.isShown ?? false;
  }

  render(): unknown {
    return this.#end?.render() ?? nothing;
  }

  async #bringEnd(): Promise<void> {
    this.#isAsked = true;
    const code = await this.#host.player.bring(() => import('./end-screen.js'));
    if (!code || this.#end) return;
    this.#end = new code.EndScreen(this.#host);
    this.#host.requestUpdate();
  }
}
