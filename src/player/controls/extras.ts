import { nothing, type ReactiveController } from 'lit';
import type { EndScreen } from './end-screen.js';
import { RESUMED } from '../model/stored-preferences.js';
import { hasEndSlot, type Counts, type ExtrasHost } from './extras-host.js';
import type { ResumeNotice } from './resume-notice.js';
import type { Share } from './share.js';
import type { Statistics } from './statistics.js';

/** Parts of these extras that page style sheets may name. */
export const EXTRA_PARTS = ['next-button', 'cancel-button', 'resume', 'start-over-button', 'share-button', 'share'];

/** Rarely used parts of the UI, loaded on demand. */
export class Extras implements ReactiveController {
  readonly #host: ExtrasHost;
  #end: EndScreen | undefined;
  #isAsked = false;
  #resume: ResumeNotice | undefined;
  #share: Share | undefined;
  /** Share link for which the code was last requested. */
  #sharedUrl: string | undefined;
  #statistics: Statistics | undefined;
  readonly #counts: Counts = { renewals: 0, fetchedSeconds: 0, watchedSeconds: 0 };
  #life: AbortController | undefined;

  constructor(host: ExtrasHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { player } = this.#host;
    const on: HTMLElement['addEventListener'] = (type: string, listener: EventListenerOrEventListenerObject) =>
      player.addEventListener(type, listener, this.#life);
    on('cf-stream-token', () => (this.#counts.renewals += 1));
    on('cf-stream-delivery', ({ detail }) => Object.assign(this.#counts, detail));
    on('emptied', () => (this.#counts.renewals = 0));
    on('keydown', (event) => this.#press(event));
  }

  hostDisconnected(): void {
    this.#life?.abort();
  }

  hostUpdate(): void {
    const { player, shownMedia } = this.#host;
    if (!shownMedia.ended) this.#isAsked = false;
    else if (!this.#end && !this.#isAsked && (player.nextSrc ?? hasEndSlot(player))) void this.#bringEnd();
    // The duration tells recordings from live streams, once there are controls.
    if (player.shareUrl !== this.#sharedUrl && shownMedia.duration > 0) void this.#bringShare();
    if (RESUMED.has(player) && shownMedia.duration < Infinity) void this.#bringResume();
  }

  /** Whether an end screen replaces the large replay button. */
  get hasEnd(): boolean {
    return this.#end?.isShown ?? false;
  }

  /** Draws the extras below the controls. */
  renderEnd(): unknown {
    return [this.#end, this.#resume, this.#share].map((part) => part?.render() ?? nothing);
  }

  /** Draws the extras above the controls. */
  renderStatistics(): unknown {
    return this.#statistics?.render() ?? nothing;
  }

  #press(event: KeyboardEvent): void {
    const { code, shiftKey, altKey, ctrlKey, metaKey, defaultPrevented } = event;
    const [target] = event.composedPath();
    const isTyped =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('input:not([type=range]), textarea'));
    if (this.#host.player.noControls || defaultPrevented || isTyped || altKey || ctrlKey || metaKey) return;
    if (shiftKey && code === 'KeyD') void this.toggleStatistics();
    else if (code === 'Escape' && (this.#statistics?.close() || this.#resume?.close())) event.preventDefault();
  }

  /** Opens or closes the playback statistics. */
  async toggleStatistics(): Promise<void> {
    const code = await this.#host.player.bring(() => import('./statistics.js'));
    if (code) (this.#statistics ??= new code.Statistics(this.#host, this.#counts)).toggle();
  }

  async #bringEnd(): Promise<void> {
    this.#isAsked = true;
    const code = await this.#host.player.bring(() => import('./end-screen.js'));
    if (!code || this.#end) return;
    this.#end = new code.EndScreen(this.#host);
    this.#host.requestUpdate();
  }

  async #bringShare(): Promise<void> {
    const { player } = this.#host;
    this.#sharedUrl = player.shareUrl;
    const code = await player.bring(() => import('./share.js'));
    if (code) this.#share ??= new code.Share(this.#host);
  }

  async #bringResume(): Promise<void> {
    const { player } = this.#host;
    const { uid } = player;
    const time = RESUMED.get(player);
    RESUMED.delete(player);
    const code = await player.bring(() => import('./resume-notice.js'));
    if (code && time !== undefined && player.uid === uid && player.isConnected)
      this.#resume = new code.ResumeNotice(this.#host, time);
  }
}
