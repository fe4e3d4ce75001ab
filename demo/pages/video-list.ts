import { find, setText } from './dom.js';
import type { Thumbnails } from './thumbnails.js';
import { VideoCard } from './video-card.js';
import type { VideoLibrary } from './video-library.js';

/**
 * Shows the library: the cards, or that there are none, or why they cannot be shown.
 *
 * @since 0.1.0
 */
export class VideoList {
  readonly #library: VideoLibrary;
  readonly #thumbnails: Thumbnails;
  readonly #cards = new Map<string, VideoCard>();
  readonly #list = find('#cards', HTMLElement);
  readonly #count = find('#count bdi', HTMLElement);
  readonly #notice = find('#videos-notice', HTMLElement);
  readonly #empty = find('#videos-empty', HTMLElement);
  readonly #error = find('#videos-error', HTMLElement);
  readonly #loading = find('#videos-loading', HTMLElement);
  #shownUid: string | null = null;

  /** @param onChoose Called with the uid of a video that a person wants to watch. */
  constructor(library: VideoLibrary, thumbnails: Thumbnails, onChoose: (uid: string) => void) {
    this.#library = library;
    this.#thumbnails = thumbnails;
    library.addEventListener('change', () => this.#update());
    find('#videos-retry', HTMLButtonElement).addEventListener('click', () => void library.refresh());
    this.#list.addEventListener('click', (event) => {
      // With a key held the link opens elsewhere, as links do.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const uid = link?.closest<HTMLElement>('[data-uid]')?.dataset.uid;
      if (!uid) return;
      event.preventDefault();
      onChoose(uid);
    });
  }

  /** Marks the video that the player has. */
  mark(uid: string | null): void {
    this.#shownUid = uid;
    this.#update();
  }

  #update(): void {
    const { status, stale, videos } = this.#library.state;
    this.#notice.hidden = !stale;
    this.#empty.hidden = status !== 'listed' || videos.length > 0;
    this.#error.hidden = status !== 'failed';
    this.#loading.hidden = status !== 'loading';
    this.#list.hidden = status === 'failed' || (status === 'listed' && videos.length === 0);
    setText(this.#count, videos.length < 2 ? '' : `${videos.length} videos`);
    if (status === 'listed') this.#updateCards();
  }

  #updateCards(): void {
    const { videos, sent } = this.#library.state;
    for (const skeleton of this.#list.querySelectorAll('.skeleton')) skeleton.remove();
    for (const [uid, card] of this.#cards) {
      if (videos.some((video) => video.uid === uid)) continue;
      card.remove();
      this.#cards.delete(uid);
    }
    videos.forEach((video, index) => {
      const card = this.#cards.get(video.uid) ?? new VideoCard(this.#thumbnails);
      this.#cards.set(video.uid, card);
      card.update({ video, sentPercent: sent.get(video.uid), isShown: video.uid === this.#shownUid });
      const before = this.#list.children.item(index);
      // Moving a card that is in its place would take the focus from it.
      if (before !== card.element) this.#list.insertBefore(card.element, before);
    });
  }
}
