import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CfStreamPlayer } from '../stream-player.js';

/** Shapes that differ by less count as the same. */
const TOLERANCE = 0.01;

/** The player's UI as far as the picture's shape goes. */
interface FitHost extends ReactiveControllerHost {
  readonly player: CfStreamPlayer;
  readonly video: HTMLVideoElement | undefined;
}

/**
 * State of a player whose picture fills it but for a hair: 854 × 480 pixels in 16:9, for instance. Drawn whole, it
 * would leave a dark line at an edge.
 */
export class VideoFit implements ReactiveController {
  readonly #host: FitHost;
  #resize: ResizeObserver | undefined;

  constructor(host: FitHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { player } = this.#host;
    // One of another window says that it could not tell of all changes in time.
    const { defaultView } = player.ownerDocument;
    this.#resize = defaultView ? new defaultView.ResizeObserver(() => this.hostUpdated()) : undefined;
    this.#resize?.observe(player);
  }

  hostDisconnected(): void {
    this.#resize?.disconnect();
  }

  hostUpdated(): void {
    const { player, video } = this.#host;
    const { clientWidth, clientHeight } = player;
    const { videoWidth = 0, videoHeight = 0 } = video ?? {};
    player.toggleState('flush', isSameShape(videoWidth, videoHeight, clientWidth, clientHeight));
  }
}

function isSameShape(width: number, height: number, boxWidth: number, boxHeight: number): boolean {
  if (!(width && height && boxWidth && boxHeight)) return false;
  return Math.abs((width * boxHeight) / (height * boxWidth) - 1) < TOLERANCE;
}
