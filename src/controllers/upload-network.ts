/** What {@link watchNetwork} asks and tells. */
export interface NetworkWatch {
  /** Anything that changes while bytes move. */
  readonly mark: () => number;
  /** The network went away. The connection may live through it. */
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
  const offline = (): void => {
    left = mark();
    onOffline();
  };
  const online = (): void => {
    if (left === mark()) onDead();
    left = undefined;
  };
  window.addEventListener('offline', offline);
  window.addEventListener('online', online);
  return () => {
    window.removeEventListener('offline', offline);
    window.removeEventListener('online', online);
  };
}
