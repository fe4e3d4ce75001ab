import { find, setText } from './dom.js';
import type { Thumbnails } from './thumbnails.js';
import { VideoCard } from './video-card.js';
import type { VideoLibrary } from './video-library.js';

/** View of the library: its cards, or a message if it is empty, loading or unavailable. */
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
  #uidInPlayer: string | null = null;

  /** @param onChoose Called with the uid of the video whose card was clicked. */
  constructor(library: VideoLibrary, thumbnails: Thumbnails, onChoose: (uid: string) => void) {
    this.#library = library;
    this.#thumbnails = thumbnails;
    library.addEventListener('change', () => this.#update());
    find('#videos-retry', HTMLButtonElement).addEventListener('click', () => void library.refresh());
    this.#list.addEventListener('click', (event) => {
      // A modified click opens the link in a new tab or window, as usual.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      const uid = link?.closest<HTMLElement>('[data-uid]')?.dataset.uid;
      if (!uid) return;
      event.preventDefault();
      onChoose(uid);
    });
  }

  /** Marks the video that is in the player. */
  mark(uid: string | null): void {
    this.#uidInPlayer = uid;
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
      card.update({ video, sentPercent: sent.get(video.uid), isInPlayer: video.uid === this.#uidInPlayer });
      const current = this.#list.children.item(index);
      // Reinserting a card that is already in place would take the focus from it.
      if (current !== card.element) this.#list.insertBefore(card.element, current);
    });
  }
}
