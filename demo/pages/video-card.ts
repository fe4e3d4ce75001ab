import { isUnfinished, type Video } from './api.js';
import { urlForVideo } from './page-url.js';
import { find, setText } from './dom.js';
import { describeStatus, formatDuration, formatSpokenDuration } from './texts.js';
import type { Thumbnails } from './thumbnails.js';

/** Content of a card. */
export interface CardContent {
  readonly video: Video;
  readonly sentPercent: number | undefined;
  /** Whether this video is in the player. */
  readonly isInPlayer: boolean;
}

/** A video in the list: thumbnail, name, duration and status. */
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

  /** Updates the card. */
  update({ video, sentPercent, isInPlayer }: CardContent): void {
    this.element.dataset.status = video.status;
    this.element.dataset.uid = video.uid;
    this.#updateLink(video, isInPlayer);
    setText(this.#name, video.name);
    setText(this.#state, describeStatus(video, sentPercent));
    this.#updateBadge(video, isInPlayer);
    this.#updateProgress(video, sentPercent);
    if (video.status === 'ready') this.#thumbnails.show(this.#image, video);
  }

  /** Removes the card from the list. */
  remove(): void {
    this.#thumbnails.release(this.#image);
    this.element.remove();
  }

  /** Updates the link; a video that failed gets no `href`, since there is nothing to play. */
  #updateLink({ uid, status }: Video, isInPlayer: boolean): void {
    if (status === 'error') this.#link.removeAttribute('href');
    else this.#link.setAttribute('href', urlForVideo(uid));
    if (isInPlayer) this.#link.setAttribute('aria-current', 'true');
    else this.#link.removeAttribute('aria-current');
  }

  #updateBadge({ duration, status }: Video, isInPlayer: boolean): void {
    const hasDuration = status === 'ready' && duration !== null;
    this.#badge.hidden = !hasDuration && !isInPlayer;
    setText(this.#badge, isInPlayer ? 'Now playing' : hasDuration ? formatDuration(duration) : '');
    if (hasDuration && !isInPlayer) this.#badge.setAttribute('title', formatSpokenDuration(duration));
    else this.#badge.removeAttribute('title');
  }

  #updateProgress(video: Video, sentPercent: number | undefined): void {
    this.#progress.hidden = !isUnfinished(video) || (video.status === 'pending' && sentPercent === undefined);
    const percent = video.status === 'pending' ? (sentPercent ?? null) : video.percent;
    if (percent === null) this.#progress.removeAttribute('value');
    else this.#progress.value = percent;
    this.#progress.setAttribute('aria-label', video.status === 'pending' ? 'Sent' : 'Processed');
  }
}
