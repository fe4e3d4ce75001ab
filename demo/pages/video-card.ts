import { isOpen, type Video } from './api.js';
import { addressOf } from './address.js';
import { find, setText } from './dom.js';
import { describeState, formatDuration, sayDuration } from './texts.js';
import type { Thumbnails } from './thumbnails.js';

/** What a card shows. */
export interface CardContent {
  readonly video: Video;
  readonly sentPercent: number | undefined;
  /** Whether the player has this video. */
  readonly isShown: boolean;
}

/**
 * One video in the list: picture, name, length, and where it stands.
 *
 * @since 0.1.0
 */
export class VideoCard {
  readonly element: HTMLElement;
  readonly #link: HTMLAnchorElement;
  readonly #image: HTMLImageElement;
  readonly #badge: HTMLElement;
  readonly #name: HTMLElement;
  readonly #state: HTMLElement;
  readonly #progress: HTMLProgressElement;
  readonly #thumbnails: Thumbnails;

  constructor(thumbnails: Thumbnails) {
    const copy = find('#card', HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
    this.element = find('.card', HTMLElement, copy);
    this.#link = find('a', HTMLAnchorElement, copy);
    this.#image = find('img', HTMLImageElement, copy);
    this.#badge = find('.badge', HTMLElement, copy);
    this.#name = find('.card-name bdi', HTMLElement, copy);
    this.#state = find('.card-state bdi', HTMLElement, copy);
    this.#progress = find('progress', HTMLProgressElement, copy);
    this.#thumbnails = thumbnails;
  }

  /** Brings the card up to date. */
  update({ video, sentPercent, isShown }: CardContent): void {
    this.element.dataset.status = video.status;
    this.element.dataset.uid = video.uid;
    this.#updateLink(video, isShown);
    setText(this.#name, video.name);
    setText(this.#state, describeState(video, sentPercent));
    this.#updateBadge(video, isShown);
    this.#updateProgress(video, sentPercent);
    if (video.status === 'ready') this.#thumbnails.show(this.#image, video);
  }

  /** Takes the card out of the list. */
  remove(): void {
    this.#thumbnails.forget(this.#image);
    this.element.remove();
  }

  /** Without an address a link is only a box: a video that failed leads nowhere. */
  #updateLink({ uid, status }: Video, isShown: boolean): void {
    if (status === 'error') this.#link.removeAttribute('href');
    else this.#link.setAttribute('href', addressOf(uid));
    if (isShown) this.#link.setAttribute('aria-current', 'true');
    else this.#link.removeAttribute('aria-current');
  }

  #updateBadge({ duration, status }: Video, isShown: boolean): void {
    const hasDuration = status === 'ready' && duration !== null;
    this.#badge.hidden = !hasDuration && !isShown;
    setText(this.#badge, isShown ? 'In the player' : hasDuration ? formatDuration(duration) : '');
    if (hasDuration && !isShown) this.#badge.setAttribute('title', sayDuration(duration));
    else this.#badge.removeAttribute('title');
  }

  #updateProgress(video: Video, sentPercent: number | undefined): void {
    this.#progress.hidden = !isOpen(video) || (video.status === 'pending' && sentPercent === undefined);
    const percent = video.status === 'pending' ? (sentPercent ?? null) : video.percent;
    if (percent === null) this.#progress.removeAttribute('value');
    else this.#progress.value = percent;
    this.#progress.setAttribute('aria-label', video.status === 'pending' ? 'Sent' : 'Processed');
  }
}
