/** Tells whether an element is in view, before the browser reports it. In a frame, which may be out of view: `false`. */
export function isInView(element: Element): boolean {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && parent === self;
}

/**
 * Requests the `poster` of players in view that wait in the page for their definition: creating and drawing them takes
 * longer on a slow processor than opening the connection. Their `<img>` then takes over the request.
 */
export function requestPosters(): void {
  // Servers import this module, too.
  (globalThis as { document?: Document }).document?.querySelectorAll('cf-stream-player[poster]').forEach((player) => {
    if (isInView(player)) Object.assign(document.createElement('img'), { src: player.getAttribute('poster') });
  });
}
