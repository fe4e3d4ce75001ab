/** After so many milliseconds without a move, bytes that came through after the network went are taken for the last. */
const QUIET_MS = 1000;

/** What {@link watchNetwork} asks and tells. */
export interface NetworkWatch {
  /** Anything that changes while bytes move. */
  readonly mark: () => number;
  /** The network went away, and again whenever nothing moves any more. The connection may live through it. */
  readonly onOffline: () => void;
  /** The network is back, and nothing has moved since it went: the connection is dead, though nobody has said so. */
  readonly onDead: () => void;
}

/**
 * Watches the network while something is being sent. A browser may take minutes to notice that a connection did not
 * outlive a change of networks.
 *
 * @returns ends it.
 * @since 0.1.0
 */
export function watchNetwork({ mark, onOffline, onDead }: NetworkWatch): () => void {
  let left: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watchMoves = (seen: number): void => {
    timer = setTimeout(() => {
      const moved = mark();
      // What was on its way is told a little later, and would be the last word until the connection is given up.
      if (moved === seen) onOffline();
      watchMoves(moved);
    }, QUIET_MS);
  };
  const offline = (): void => {
    clearTimeout(timer);
    left = mark();
    onOffline();
    watchMoves(left);
  };
  const online = (): void => {
    clearTimeout(timer);
    if (left === mark()) onDead();
    left = undefined;
  };
  window.addEventListener('offline', offline);
  window.addEventListener('online', online);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', online);
  };
}
