/** Events of the window, such as `online`, for Node, whose global object has none. */
export const globalEvents = new EventTarget();

Object.assign(globalThis, {
  addEventListener: globalEvents.addEventListener.bind(globalEvents),
  removeEventListener: globalEvents.removeEventListener.bind(globalEvents),
});
