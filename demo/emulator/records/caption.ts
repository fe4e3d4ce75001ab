/**
 * Captions of a video in one language, as the API shows them.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/adding-captions/
 */
export interface Caption {
  /** BCP 47, in its canonical form: `pt-BR`. */
  readonly language: string;
  /** Its name in that language itself. */
  readonly label: string;
  readonly generated: boolean;
  readonly status: 'ready' | 'inprogress' | 'error';
}
