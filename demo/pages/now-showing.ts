import type { CfStreamPlayer } from '../../src/define/player.js';
import { uidFromHistory, uidFromUrl, urlForVideo } from './page-url.js';
import { isUid, readVideo, type Video } from './api.js';
import { announce, find, setText } from './dom.js';
import { describeStatus, formatDuration } from './texts.js';
import type { VideoLibrary } from './video-library.js';

const SITE = 'cf-stream-elements';

/**
 * The video in the player, whose `src` attribute is the source of truth, since the uploader sets it, too. Heading, URL
 * and history follow it. Dispatches `change`.
 */
export class NowShowing extends EventTarget {
  readonly #player: CfStreamPlayer;
  readonly #library: VideoLibrary;
  readonly #title = find('#title bdi', HTMLElement);
  readonly #details = find('#about bdi', HTMLElement);
  readonly #playerPageLink = find('#player-alone', HTMLAnchorElement);
  /** The video in the player, when the list does not contain it. */
  #unlisted: Video | null = null;

  constructor(player: CfStreamPlayer, library: VideoLibrary) {
    super();
    this.#player = player;
    this.#library = library;
  }

  /** Uid of the video, or `null` before there is one. */
  get uid(): string | null {
    const src = this.#player.getAttribute('src');
    return isUid(src) ? src : null;
  }

  /** Shows the video in the URL, otherwise the newest one that is ready or processing. */
  start(): void {
    new MutationObserver(() => this.#onSrcChange()).observe(this.#player, { attributeFilter: ['src'] });
    this.#library.addEventListener('change', () => {
      this.#showNewest();
      this.#updateHeading();
    });
    addEventListener('popstate', () => this.#showFromUrl());
    addEventListener('hashchange', () => this.#showFromUrl());
    this.#showFromUrl();
  }

  /** Plays a video that was chosen from the list, and pushes a history entry for it. */
  choose(uid: string): void {
    if (uid !== this.uid) {
      history.pushState(null, '', urlForVideo(uid));
      this.#player.setAttribute('src', uid);
      announce(`Now playing: ${this.#findListed(uid)?.name ?? 'another video'}`);
    }
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    this.#player.scrollIntoView({ block: 'nearest', behavior });
    this.#player.focus({ preventScroll: true });
    // Autoplay may be blocked, or the video not be ready: the player shows either itself.
    this.#player.play().catch(() => undefined);
  }

  #showFromUrl(): void {
    const uid = uidFromUrl() ?? uidFromHistory();
    if (uid) this.#player.setAttribute('src', uid);
    else this.#showNewest();
  }

  /** Shows the newest video unless there is already one in the player. */
  #showNewest(): void {
    if (this.uid || this.#library.state.status !== 'listed') return;
    const { videos } = this.#library.state;
    const newest =
      videos.find(({ status }) => status === 'ready') ?? videos.find(({ status }) => status === 'processing');
    if (newest) this.#player.setAttribute('src', newest.uid);
  }

  #onSrcChange(): void {
    const { uid } = this;
    if (uid) {
      const uidInUrl = uidFromUrl();
      // The uploader has set a video: update the URL, so that a reload shows the same video.
      if (uidInUrl && uidInUrl !== uid) history.pushState(null, '', urlForVideo(uid));
      // The URL may name no video: remember which one was shown, for when the user comes back to this entry.
      history.replaceState({ uid }, '');
      this.#playerPageLink.href = `./player.html?v=${uid}`;
    }
    this.#unlisted = null;
    this.#updateHeading();
    if (uid && !this.#findListed(uid)) void this.#readUnlisted(uid);
    this.dispatchEvent(new Event('change'));
  }

  #findListed(uid: string): Video | undefined {
    return this.#library.state.videos.find((video) => video.uid === uid);
  }

  async #readUnlisted(uid: string): Promise<void> {
    const video = await readVideo(uid).catch(() => null);
    if (uid !== this.uid) return;
    this.#unlisted = video;
    this.#updateHeading();
  }

  #updateHeading(): void {
    const { uid } = this;
    const { status } = this.#library.state;
    const video = uid ? (this.#findListed(uid) ?? this.#unlisted) : null;
    if (!video) {
      setText(this.#title, uid || status !== 'listed' ? 'Video' : 'No video yet');
      setText(this.#details, uid || status !== 'listed' ? '' : 'Add a video and it plays here.');
      document.title = SITE;
      return;
    }
    const duration = video.duration === null ? '' : `${formatDuration(video.duration)} · `;
    setText(this.#title, video.name);
    setText(this.#details, `${video.status === 'ready' ? duration : ''}${describeStatus(video, undefined)}`);
    document.title = `${video.name} – ${SITE}`;
  }
}
