/**
 * Tells whether an element is in view, before the browser reports it. Always `false` in a frame, which may itself be out
 * of view.
 */
export function isInView(element: Element): boolean {
  const { top, bottom, left, right } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth && parent === self;
}

/**
 * Requests the `poster` of players in view before they are defined: on a slow processor, creating and drawing them takes
 * longer than opening a connection. Their `<img>` joins the request, and raises its priority. Without the style sheet of
 * the package, undefined players have no width, and would all seem to be in view.
 */
export function requestPosters(): void {
  // Servers import this module, too; the `document` that Lit has there finds nothing.
  const page = globalThis.document as Partial<Document> | undefined;
  page?.querySelectorAll?.('cf-stream-player[poster]:not(:defined)').forEach((player) => {
    if (player.clientWidth && isInView(player))
      Object.assign(document.createElement('img'), { src: player.getAttribute('poster') });
  });
}
