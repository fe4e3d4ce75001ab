/** Events of the page itself, such as `online`, in Node, where the global object has none. */
export const globalEvents = new EventTarget();

Object.assign(globalThis, {
  addEventListener: globalEvents.addEventListener.bind(globalEvents),
  removeEventListener: globalEvents.removeEventListener.bind(globalEvents),
});
