import type { Rendition } from './renditions.js';

/**
 * A sound beside the video's own: its language, a comment, a description of the pictures.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/adding-additional-audio-tracks/
 */
export interface AudioTrack {
  readonly uid: string;
  /** What viewers choose it by; unlike all others of its video. */
  readonly label: string;
  /** Whether a player begins with it; without one, with the video's own. */
  readonly default: boolean;
  readonly status: 'queued' | 'ready' | 'error';
  /** Where it is copied from; of a file that was sent, nothing. */
  readonly url?: string;
  /** What it is played from, once it is ready. */
  readonly rendition?: Rendition;
}
