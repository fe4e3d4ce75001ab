/** Listeners in the order in which they came, as those of the package `eventemitter3`. */
export class EventEmitter {
  /** By the name of the event. Each list stays as it is, so that events under way go on with it. */
  #lists = new Map();

  on(event, listener, context = this, once = false) {
    this.#lists.set(event, [...this.#of(event), { listener, context, once }]);
  }

  once(event, listener, context) {
    this.on(event, listener, context, true);
  }

  off(event, listener, context, once) {
    const isOther = (it) => it.listener !== listener || (once && !it.once) || (context && it.context !== context);
    this.#lists.set(event, listener ? this.#of(event).filter(isOther) : []);
  }

  emit(event, ...details) {
    const list = this.#of(event);
    for (const { listener, context, once } of list) {
      if (once) this.off(event, listener, undefined, true);
      listener.apply(context, details);
    }
    return list.length > 0;
  }

  listeners(event) {
    return this.#of(event).map(({ listener }) => listener);
  }

  listenerCount(event) {
    return this.#of(event).length;
  }

  removeAllListeners(event) {
    if (event) this.off(event);
    else this.#lists.clear();
  }

  #of(event) {
    return this.#lists.get(event) ?? [];
  }
}
