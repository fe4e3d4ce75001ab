/** Reads captions that lie in the picture of a broadcast, with code that comes with the first of them; until then they wait. */
export default class {
  /** Does one after the other, once the code is there. */
  #turn;
  #options;
  #parser;

  constructor(...options) {
    this.#options = options;
  }

  addData(time, bytes) {
    if (bytes.length > 0) this.#then(() => this.#parser.addData(time, bytes));
  }

  reset() {
    if (this.#turn) this.#then(() => this.#parser.reset());
  }

  #then(next) {
    // Without its code, and once the player is gone, there is nothing to be done.
    this.#turn = (this.#turn ?? this.#load()).then(next).catch(() => undefined);
  }

  async #load() {
    const { Cea608Parser } = await import('./embedded-captions.mjs');
    this.#parser = new Cea608Parser(...this.#options);
  }
}
