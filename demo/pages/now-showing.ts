import type { CfStreamPlayer } from '../../src/define/player.js';
import { addressOf, uidInAddress, uidInHistory } from './address.js';
import { isUid, readVideo, type Video } from './api.js';
import { announce, find, setText } from './dom.js';
import { describeState, formatDuration } from './texts.js';
import type { VideoLibrary } from './video-library.js';

const SITE = 'cf-stream-elements';

/**
 * Which video the player has. Its `src` attribute is the one place where that stands, because the uploader sets it,
 * too; title, address and list follow it. Sends `change`.
 *
 * @since 0.1.0
 */
export class NowShowing extends EventTarget {
  readonly #player: CfStreamPlayer;
  readonly #library: VideoLibrary;
  readonly #title = find('#title bdi', HTMLElement);
  readonly #about = find('#about bdi', HTMLElement);
  readonly #alone = find('#player-alone', HTMLAnchorElement);
  /** A video that the address names and the list does not hold. */
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

  /** Shows what the address names, otherwise the newest video that can be watched. */
  start(): void {
    new MutationObserver(() => this.#onChange()).observe(this.#player, { attributeFilter: ['src'] });
    this.#library.addEventListener('change', () => {
      this.#showNewest();
      this.#describe();
    });
    addEventListener('popstate', () => this.#showAddress());
    addEventListener('hashchange', () => this.#showAddress());
    this.#showAddress();
  }

  /** Shows a video that was chosen from the list, plays it, and makes it a step in the history. */
  choose(uid: string): void {
    if (uid !== this.uid) {
      history.pushState(null, '', addressOf(uid));
      this.#player.setAttribute('src', uid);
      announce(`In the player: ${this.#listed(uid)?.name ?? 'another video'}`);
    }
    const behaviour = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
    this.#player.scrollIntoView({ block: 'nearest', behavior: behaviour });
    this.#player.focus({ preventScroll: true });
    // A browser may refuse to begin with sound, and a video may not be ready: the player shows both.
    this.#player.play().catch(() => undefined);
  }

  #showAddress(): void {
    const uid = uidInAddress() ?? uidInHistory();
    if (uid) this.#player.setAttribute('src', uid);
    else this.#showNewest();
  }

  /** As long as nobody has chosen anything. */
  #showNewest(): void {
    if (this.uid || this.#library.state.status !== 'listed') return;
    const { videos } = this.#library.state;
    const newest =
      videos.find(({ status }) => status === 'ready') ?? videos.find(({ status }) => status === 'processing');
    if (newest) this.#player.setAttribute('src', newest.uid);
  }

  #onChange(): void {
    const { uid } = this;
    if (uid) {
      const named = uidInAddress();
      // The uploader has handed a video over: the address follows, so that a reload shows it again.
      if (named && named !== uid) history.pushState(null, '', addressOf(uid));
      // An address without a video still leads back to the one that was shown there.
      history.replaceState({ uid }, '');
      this.#alone.href = `./player.html?v=${uid}`;
    }
    this.#unlisted = null;
    this.#describe();
    if (uid && !this.#listed(uid)) void this.#readUnlisted(uid);
    this.dispatchEvent(new Event('change'));
  }

  #listed(uid: string): Video | undefined {
    return this.#library.state.videos.find((video) => video.uid === uid);
  }

  async #readUnlisted(uid: string): Promise<void> {
    const video = await readVideo(uid).catch(() => null);
    if (uid !== this.uid) return;
    this.#unlisted = video;
    this.#describe();
  }

  #describe(): void {
    const { uid } = this;
    const { status } = this.#library.state;
    const video = uid ? (this.#listed(uid) ?? this.#unlisted) : null;
    if (!video) {
      setText(this.#title, uid || status !== 'listed' ? 'Video' : 'Nothing to play yet');
      setText(this.#about, uid || status !== 'listed' ? '' : 'Add a video, and it plays here.');
      document.title = SITE;
      return;
    }
    const duration = video.duration === null ? '' : `${formatDuration(video.duration)} · `;
    setText(this.#title, video.name);
    setText(this.#about, `${video.status === 'ready' ? duration : ''}${describeState(video, undefined)}`);
    document.title = `${video.name} – ${SITE}`;
  }
}
