/** Names of events with a `detail`. */
type DetailEvents = {
  [Name in keyof HTMLElementEventMap]: HTMLElementEventMap[Name] extends CustomEvent ? Name : never;
}[keyof HTMLElementEventMap];

type DetailOf<Name extends DetailEvents> = HTMLElementEventMap[Name] extends CustomEvent<infer Detail> ? Detail : never;

/**
 * Dispatches one of our `cf-stream-*` events, which bubble and are composed.
 *
 * @returns `false` if a listener called `preventDefault()` on a cancelable event.
 */
export function dispatch<Name extends DetailEvents>(
  target: EventTarget,
  name: Name,
  detail: DetailOf<Name>,
  options: { cancelable?: boolean } = {},
): boolean {
  return target.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail, ...options }));
}
