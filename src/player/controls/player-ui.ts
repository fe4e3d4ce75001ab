import { css, html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { query } from 'lit/decorators/query.js';
import { state } from 'lit/decorators/state.js';
import { MovableElement } from '../../shared/movable-element.js';
import { onFirstLanguageChange } from '../../shared/i18n/language-change.js';
import { canRetry } from '../model/playback-state.js';
import { EMPTY_MEDIA, type MediaSnapshot } from '../model/media-snapshot.js';
import { ENGLISH } from '../strings/en.js';
import type { PlayerTexts } from '../strings/texts.js';
import type { CfStreamPlayer } from '../stream-player.js';
import { createHandlers, skip, type ActionContext, type Handlers } from './actions.js';
import { onAirPlayAvailability } from './airplay.js';
import { AutoHide } from './auto-hide.js';
import { GhostClickGuard, TouchGestures } from './clicks.js';
import { CaptionTracks } from './captions/caption-tracks.js';
import { CONFIG, configureControls } from './controls-config.js';
import { CONTROL_PARTS, type CfStreamControls } from './controls.js';
import type { PlayerNotice } from './icon-button.js';
import { HoldSpeed } from './hold-speed.js';
import type { PlayerIcon } from './icons.js';
import { EXTRA_PARTS, Extras } from './extras.js';
import { ControlsFocus, KeyboardShortcuts } from './keyboard.js';
import { Preferences } from './preferences.js';
import type { PlayerRequests } from './requests.js';
import { PreviewThumbnails } from './seek-bar/thumbnails.js';
import { readChoices } from './settings/choices.js';
import type { CfStreamShortcuts } from './shortcut-help.js';

/** Duration of a notice, in milliseconds. */
const NOTICE_MS = 900;
/** Duration of a notice about a failure, which takes longer to read, in milliseconds. */
const FAILURE_MS = 5_000;
/** Height of a thumbnail over the seek bar, in device pixels. */
const PREVIEW_HEIGHT = 180;
/** Parts to export to the page. */
const PARTS = ['controls', ...CONTROL_PARTS, 'captions', 'shortcuts', ...EXTRA_PARTS];

/**
 * All of the player's UI that is loaded on demand: controls, captions and the list of shortcuts, with the handling of
 * clicks, keys and taps.
 *
 * @summary UI of the player.
 * @tagname cf-stream-player-ui
 * @slot title - Title at the top of the picture.
 * @slot controls-start - The page's buttons, after the time.
 * @slot controls-end - The page's buttons, before those at the end.
 * @slot ended - Content shown when the video has ended.
 * @csspart next-button - Button of the `next-src` countdown that plays the next video immediately.
 * @csspart cancel-button - Button of the `next-src` countdown that cancels the next video.
 * @csspart resume - Notice shown for a few seconds when playback resumes from a remembered position; see `remember-position`.
 * @csspart start-over-button - Button of the resume notice that starts the video over.
 * @csspart share-button - Button that opens the share panel; shown if `share-url` is set.
 * @csspart share - Share panel, with the link and the embed code.
 * @csspart controls - Layer above the picture with the controls, the title and the captions.
 */
export class CfStreamPlayerUi extends MovableElement implements ActionContext {
  static override readonly styles = css`
    :host {
      display: contents;
    }
  `;

  /** Player that this UI belongs to; never changes. */
  @property({ attribute: false }) player!: CfStreamPlayer;
  /** The `<video>`, once playback is wanted. */
  @property({ attribute: false }) video: HTMLVideoElement | undefined;
  /** Snapshot of the `<video>`; `undefined` before there is one. */
  @property({ attribute: false }) media: MediaSnapshot | undefined;

  @state() notice: PlayerNotice | null = null;
  @state() private canAirPlay = false;
  @state() private hasCaptions = false;
  @state() private hasHelp = false;
  /** The controls, while they are drawn. */
  @query('cf-stream-controls') readonly controls!: CfStreamControls | null;
  @query('[part=cancel-button]') readonly cancelButton!: HTMLElement | null;
  @query('cf-stream-shortcuts') private readonly help!: CfStreamShortcuts | null;

  readonly captions = new CaptionTracks(() => this.requestUpdate());
  readonly preferences: Preferences;
  readonly #handlers: Handlers = createHandlers(this);
  readonly #autoHide: AutoHide;
  readonly #extras = new Extras(this);
  readonly #preview = new PreviewThumbnails(
    () => this.player.duration,
    (time, signal) => this.player.still(time, signal, PREVIEW_HEIGHT),
  );
  /** Controller on the player that redraws the UI whenever the player updates. */
  readonly #playerUpdates: ReactiveController = { hostUpdated: () => this.#updateNow() };
  #life: AbortController | undefined;
  #watched: HTMLVideoElement | undefined;
  #watching: AbortController | undefined;
  #uid: string | undefined;
  /** Captions that were last to be drawn. */
  #askedFor: TextTrack | null = null;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    // Listeners run in the order in which they were added; this one must come first to keep clicks from the others.
    new GhostClickGuard(
      this,
      () => this.#hasCoverButton,
      () => this.controls?.isMenuOpen ?? false,
    );
    this.#autoHide = new AutoHide(this, () => this.#updateNow());
    new HoldSpeed(this, this.#handlers);
    new TouchGestures(this, {
      onTap: () => (this.#autoHide.isHidden ? this.#autoHide.show() : this.#autoHide.hide()),
      onDoubleTap: (direction) => {
        this.#autoHide.show();
        skip(direction * CONFIG.skipSeconds, this);
      },
      onClick: () => this.notify(this.player.paused ? 'pause' : 'play', ''),
      onDoubleClick: (wasEnded) => {
        this.#handlers['fullscreen-request'](null);
        if (wasEnded) this.#handlers['play-request'](null);
      },
    });
    this.preferences = new Preferences(this, this.captions);
    new KeyboardShortcuts(this, this.#handlers);
    new ControlsFocus(this);
    this.addController({ hostConnected: () => this.#arrive(), hostDisconnected: () => this.#leave() });
  }

  get texts(): PlayerTexts {
    return this.player.texts ?? ENGLISH;
  }
  /** Snapshot that the controls draw; empty while there are no controls. */
  get shownMedia(): MediaSnapshot {
    return (this.#hasControls ? this.media : undefined) ?? EMPTY_MEDIA;
  }
  get isPlaying(): boolean {
    return this.video !== undefined && !this.video.paused && !this.video.ended;
  }
  /** Whether a control, including the page's own, has keyboard focus, or something is open or being dragged. */
  get isInUse(): boolean {
    const own = [...this.renderRoot.querySelectorAll('slot')].flatMap((one) => one.assignedElements({ flatten: true }));
    const isOwn = this.shadowRoot?.activeElement?.matches('button:focus-visible, dialog *');
    return (
      !!this.controls?.isInUse || !!isOwn || own.some((one) => one.matches(':focus-visible, :has(:focus-visible)'))
    );
  }
  /** Whether the list of shortcuts is open. */
  get isHelpOpen(): boolean {
    return this.help?.isOpen ?? false;
  }

  /** Whether an event happened on the video itself, not on a control over it. */
  isPicture(event: Event): boolean {
    return !this.player.noControls && this.video !== undefined && event.composedPath()[0] === this.video;
  }

  /** Focuses the controls, unless they have focus; returns whether there are any. */
  focusControls(options?: FocusOptions): boolean {
    if (!this.shadowRoot?.activeElement) this.controls?.focus(options);
    return this.controls !== null;
  }

  notify(icon: PlayerIcon, text: string, skipped = 0, forMs = NOTICE_MS): void {
    this.notice = { icon, text, skipped };
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => (this.notice = null), forMs);
  }

  async showHelp(): Promise<void> {
    if (!(await this.#bring('shortcuts'))) return;
    this.hasHelp = true;
    await this.updateComplete;
    await this.help?.show();
  }

  #arrive(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { player } = this;
    configureControls((player.constructor as typeof CfStreamPlayer).controlsConfig);
    player.addController(this.#playerUpdates);
    player.addEventListener('cf-stream-tracks', () => this.requestUpdate(), { signal });
    if (player.texts) player.localize();
    // An English page loads no languages until a `lang` changes; from then on the player follows by itself.
    else onFirstLanguageChange(() => player.localize(), signal);
    this.requestUpdate();
  }

  #leave(): void {
    this.player.removeController(this.#playerUpdates);
    this.#life?.abort();
    this.#watch(undefined);
    this.#preview.close();
    this.#uid = undefined;
    clearTimeout(this.#noticeTimer);
    this.notice = null;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    for (const name of Object.keys(this.#handlers) as (keyof PlayerRequests)[]) {
      root.addEventListener(name, (event) => this.#handlers[name]((event as CustomEvent<never>).detail));
    }
    this.setAttribute('exportparts', PARTS.join());
    return root;
  }

  protected override willUpdate(): void {
    const { uid, engine } = this.player;
    if (uid !== this.#uid) {
      this.#uid = uid;
      this.#preview.close();
    }
    if (this.isConnected) this.#watch(this.video);
    if (!this.#hasControls) return;
    // Otherwise hls.js would draw its captions, too.
    if (typeof engine === 'object' && engine && 'subtitleDisplay' in engine && engine.subtitleDisplay)
      engine.subtitleDisplay = false;
    void this.#bringCaptions(this.captions.isDrawn ? this.captions.shown : null);
  }

  override render(): TemplateResult {
    return html`${this.#extras.renderEnd()}${this.#hasControls ? this.#renderControls() : nothing}${
      this.hasHelp
        ? html`<cf-stream-shortcuts exportparts="shortcuts" .texts=${this.texts}></cf-stream-shortcuts>`
        : nothing
    }${this.#extras.renderStatistics()}`;
  }

  protected override updated(): void {
    this.player.toggleState('controls-hidden', this.#autoHide.isHidden && this.#hasControls);
  }

  #renderControls(): TemplateResult {
    const { captionStyle, timeLeft } = this.preferences;
    return html`<cf-stream-controls
      part="controls"
      exportparts=${CONTROL_PARTS.join()}
      .media=${this.shownMedia}
      .choices=${readChoices(this.player, this.captions, captionStyle, this.canAirPlay)}
      .texts=${this.texts}
      .preview=${this.#preview} .chapters=${this.player.chapterView}
      .notice=${this.notice} .timeLeft=${timeLeft} .videoTitle=${this.player.videoTitle}
      .isHidden=${this.#autoHide.isHidden} .hasEnd=${this.#extras.hasEnd}
      .loadSettings=${this.#bringSettings}
    >
      <slot name="title" slot="title"></slot><slot name="controls-start" slot="start"></slot>
      <slot name="controls-end" slot="end"></slot>
      ${
        this.hasCaptions
          ? html`<cf-stream-captions
              slot="captions"
              exportparts="captions"
              .track=${this.captions.isDrawn ? this.captions.shown : null}
              .captionStyle=${captionStyle}
            ></cf-stream-captions>`
          : nothing
      }
    </cf-stream-controls>`;
  }

  readonly #bringSettings = async (more?: () => Promise<unknown>): Promise<boolean> =>
    more ? (await this.#bring('captions')) && this.#bring(more) : this.#bring('settings'); // style panels show captions

  /** Loads a part on demand; shows a notice if that fails. */
  async #bring(part: 'settings' | 'captions' | 'shortcuts' | (() => Promise<unknown>)): Promise<boolean> {
    const { player, texts } = this;
    const load = typeof part === 'string' ? (player.constructor as typeof CfStreamPlayer).loaders[part] : part;
    const hasCome = !load || (await player.bring(load)) !== undefined;
    if (!hasCome) this.notify('settings', texts.errors.NETWORK ?? '', 0, FAILURE_MS);
    return hasCome;
  }

  /** Loads the code that draws captions when a track is chosen; if that fails, the next choice tries again. */
  async #bringCaptions(shown: TextTrack | null): Promise<void> {
    if (shown === this.#askedFor) return;
    this.#askedFor = shown;
    if (shown && !this.hasCaptions) this.hasCaptions = await this.#bring('captions');
  }

  #hasLength = false; // kept while the source is reloaded
  get #hasControls(): boolean {
    const { state, noControls } = this.player;
    const { hasBegun = false, duration = Number.NaN } = this.media ?? {};
    this.#hasLength = hasBegun && (this.#hasLength || !Number.isNaN(duration));
    return state.status === 'ready' && !noControls && this.#hasLength;
  }

  /** Whether the large play button or “Try again” is shown. */
  get #hasCoverButton(): boolean {
    const { state, paused } = this.player;
    if (state.status === 'error') return canRetry(state.error.code);
    return paused && !this.media?.hasBegun && /^(idle|loading|ready)$/.test(state.status);
  }

  /** Draws at once, so that hidden controls miss not even the next press. */
  #updateNow(): void {
    this.requestUpdate();
    if (this.hasUpdated) this.performUpdate();
  }

  /** Follows another `<video>`. */
  #watch(video: HTMLVideoElement | undefined): void {
    if (video === this.#watched) return;
    this.#watched = video;
    this.#watching?.abort();
    this.canAirPlay = false;
    this.captions.watch(this.player.noControls ? undefined : video);
    if (!video) return;
    this.#watching = new AbortController();
    onAirPlayAvailability(video, (isAvailable) => (this.canAirPlay = isAvailable), this.#watching.signal);
  }
}
