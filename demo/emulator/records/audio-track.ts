import type { Rendition } from './renditions.js';

/**
 * A sound beside the video's own: its language, a comment, a description of the pictures.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/adding-additional-audio-tracks/
 */
export interface AudioTrack {
  readonly uid: string;
  /** Name for viewers; unique within the video. */
  readonly label: string;
  /** Whether a player begins with it; without one, with the video's own. */
  readonly default: boolean;
  readonly status: 'queued' | 'ready' | 'error';
  /** Source URL of a copied track; left out for an uploaded file. */
  readonly url?: string;
  /** Rendition to play, once ready. */
  readonly rendition?: Rendition;
}
