import { RETRY } from '../model/retry-policy.js';

/** What {@link watchNetwork} asks and tells. */
export interface NetworkWatchOptions {
  /** A number that changes whenever bytes have moved. */
  readonly mark: () => number;
  /**
   * The network went away, though the connection may outlive it. Called again each time that bytes no longer move,
   * because progress that is reported in between takes “offline” off the screen.
   */
  readonly onOffline: () => void;
  /** The network is back, and no byte has moved since it went: the connection is dead, though no error was reported. */
  readonly onDead: () => void;
}

/**
 * Watches the network while something is being sent. A browser may take minutes to notice that a connection did not
 * outlive a change of networks.
 *
 * @returns ends it.
 */
export function watchNetwork({ mark, onOffline, onDead }: NetworkWatchOptions): () => void {
  /** The mark when the network went; `undefined` while it is there. */
  let left: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watchMoves = (seen: number): void => {
    timer = setTimeout(() => {
      const moved = mark();
      // Progress that was reported after the network went would stay on the screen until the connection is given up, as
      // if bytes were still moving.
      if (moved === seen) onOffline();
      watchMoves(moved);
    }, RETRY.quietMs);
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
