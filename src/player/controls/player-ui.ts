import type { ReactiveController } from 'lit';
import { CaptionTracks } from './captions/caption-tracks.js';
import { AutoHide } from './auto-hide.js';
import { TouchGestures } from './touch-gestures.js';
import { GhostClickGuard } from './ghost-click-guard.js';
import { SKIP_SECONDS } from './shortcuts.js';
import { onAirPlayAvailability } from './airplay-availability.js';
import { fillsBox } from './fit-video.js';
import { onLanguageChange } from '../../shared/i18n/nearest-language.js';
import { PreviewThumbnails } from './seek-bar/thumbnails.js';
import { EMPTY_MEDIA, isLive } from '../model/media-snapshot.js';
import { CAPTION_STYLE, type CaptionStyle } from './settings/choices.js';
import type { CfStreamCaptions } from './captions/captions.js';
import { CONTROL_PARTS, type CfStreamControls, type PlayerNotice } from './controls.js';
import { playerUiStyles } from './player-ui.styles.js';
import type { PlayerIcon } from './icons.js';
import type { PlayerRequests } from './requests.js';
import { ENGLISH } from '../strings/en.js';
import type { PlayerTexts } from '../strings/texts.js';
import type { CfStreamShortcuts } from './shortcut-help.js';
import { createHandlers, skip, type ActionContext, type Handlers } from './actions.js';
import { captionId, readChoices } from './choices.js';
import { ControlsFocus } from './focus.js';
import type { ChromeHost } from './chrome-host.js';
import { KeyboardShortcuts } from './keyboard.js';
import { Preferences } from './preferences.js';
import { MediaSessionBridge } from './media-session-bridge.js';

/** How long it is shown what was done, in milliseconds. */
const NOTICE_MS = 900;
/** Height of a picture over the seek bar, in pixels of a dense screen. */
const PREVIEW_HEIGHT = 180;

/** Loads what is drawn only now and then. */
interface ChromeParts {
  captions(): Promise<unknown>;
  shortcuts(): Promise<unknown>;
}

/**
 * Everything around the controls of a player, of no use before there are any: it hears what they ask for, draws
 * captions, notices and the list of the shortcuts, and gives each of its helpers (keys, focus, taps, memory, the system's
 * media controls) what that needs.
 *
 * @since 0.1.0
 */
class PlayerChrome implements ReactiveController {
  readonly #host: ChromeHost;
  readonly #parts: ChromeParts;
  readonly #captions = new CaptionTracks(() => this.#host.requestUpdate());
  readonly #memory: Preferences;
  readonly #session: MediaSessionBridge;
  readonly #quiet: AutoHide;
  readonly #taps: TouchGestures;
  readonly #focus: ControlsFocus;
  readonly #preview: PreviewThumbnails;
  readonly #around: ActionContext;
  readonly #handlers: Handlers;
  #life: AbortController | undefined;
  #video: HTMLVideoElement | null = null;
  #watching: AbortController | undefined;
  #resize: ResizeObserver | undefined;
  #captionStyle: CaptionStyle = CAPTION_STYLE;
  #canAirPlay = false;
  #notice: PlayerNotice | null = null;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  #uid: string | undefined;
  #isLive = false;

  constructor(host: ChromeHost, parts: ChromeParts) {
    this.#host = host;
    this.#parts = parts;
    this.#memory = new Preferences(host, this.#captions);
    this.#around = {
      captions: this.#captions,
      texts: () => this.#texts,
      media: () => this.#controls?.media ?? EMPTY_MEDIA,
      video: () => this.#video,
      captionId,
      notify: (icon, text) => this.#notify(icon, text),
      setCaptionStyle: (style) => this.#setCaptionStyle(style),
      showHelp: () => void this.#showHelp(),
      onPreference: (chosen) => this.#memory.save(chosen),
    };
    this.#handlers = createHandlers(host, this.#around);
    this.#session = new MediaSessionBridge(host, {
      play: () => this.#handlers['play-request'](null),
      pause: () => this.#handlers['pause-request'](null),
      seek: (time) => this.#handlers['seek-request']({ time }),
    });
    this.#preview = new PreviewThumbnails({
      duration: () => host.duration,
      load: (time, signal) => host.still(time, PREVIEW_HEIGHT, signal),
    });
    const { renderRoot } = host;
    if (renderRoot instanceof ShadowRoot && playerUiStyles.styleSheet) {
      renderRoot.adoptedStyleSheets = [...renderRoot.adoptedStyleSheets, playerUiStyles.styleSheet];
    }
    // Listeners are called in the order in which they were added, and this one keeps clicks from all others: it comes first.
    new GhostClickGuard(host, {
      selector: '[part=play-overlay], [part=retry-button]',
      isBeneath: (event) => this.#isPicture(event),
    });
    this.#quiet = new AutoHide(host, {
      isPlaying: () => this.#video !== null && !this.#video.paused && !this.#video.ended,
      isPicture: (event) => this.#isPicture(event),
      isInUse: () => this.#isInUse(),
      onChange: () => this.#apply(),
    });
    this.#taps = new TouchGestures(host, {
      isPicture: (event) => this.#isPicture(event),
      onTap: () => (this.#quiet.isHidden ? this.#quiet.show() : this.#quiet.hide()),
      onDoubleTap: (direction) => {
        this.#quiet.show();
        skip(host, direction * SKIP_SECONDS, this.#around);
      },
    });
    new KeyboardShortcuts(host, this.#handlers, this.#around);
    this.#focus = new ControlsFocus(host, {
      controls: () => this.#controls,
      isPicture: (event) => this.#isPicture(event),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#life = new AbortController();
    const { signal } = this.#life;
    const host = this.#host;
    const root = host.renderRoot;
    for (const name of Object.keys(this.#handlers) as (keyof PlayerRequests)[]) {
      root.addEventListener(name, (event) => this.#handlers[name]((event as CustomEvent<never>).detail), { signal });
    }
    host.addEventListener('dblclick', (event) => this.#doubleClick(event), { signal });
    host.addEventListener('cf-stream-tracks', () => host.requestUpdate(), { signal });
    for (const name of [
      'play',
      'pause',
      'timeupdate',
      'ratechange',
      'durationchange',
      'ended',
      'volumechange',
      'emptied',
    ]) {
      host.addEventListener(name, () => this.#mediaChanged(name), { signal });
    }
    if (host.texts) host.localize();
    else this.#awaitLanguage(signal);
    addEventListener('pagehide', () => this.#memory.keepPosition(true), { signal });
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(host);
    this.#captionStyle = this.#memory.restore();
    this.#watch();
    // If it played before the controls were loaded, that event was missed.
    if (host.state.status === 'ready') this.#mediaChanged('play');
  }

  /**
   * On an English page, the languages are not loaded. As soon as a `lang` changes they are needed; from then on the player
   * follows each change by itself, and this need not listen any more.
   */
  #awaitLanguage(signal: AbortSignal): void {
    const changed = new AbortController();
    onLanguageChange(
      () => {
        changed.abort();
        this.#host.localize();
      },
      AbortSignal.any([signal, changed.signal]),
    );
  }

  hostDisconnected(): void {
    this.#memory.keepPosition(true);
    this.#life?.abort();
    this.#watching?.abort();
    this.#resize?.disconnect();
    this.#captions.watch(undefined);
    this.#preview.close();
    clearTimeout(this.#noticeTimer);
    this.#notice = null;
    this.#video = null;
    this.#uid = undefined;
    this.#session.leave();
  }

  hostUpdated(): void {
    this.#watch();
    this.#goAlongWithLive();
    this.#apply();
  }

  get #texts(): PlayerTexts {
    return this.#host.texts ?? ENGLISH;
  }

  get #controls(): CfStreamControls | null {
    return this.#host.renderRoot.querySelector('cf-stream-controls');
  }

  get #frame(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.frame');
  }

  /** Takes up another video or another `<video>`. */
  #watch(): void {
    const host = this.#host;
    if (host.uid !== this.#uid) {
      this.#uid = host.uid;
      this.#preview.close();
      this.#session.reset();
      const time = this.#memory.startTime();
      if (time !== undefined && host.currentTime === 0) host.currentTime = time;
    }
    const video = host.renderRoot.querySelector('video');
    if (video === this.#video) return;
    this.#video = video;
    this.#watching?.abort();
    this.#canAirPlay = false;
    this.#captions.watch(host.noControls ? undefined : (video ?? undefined));
    if (!video) return;
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    onAirPlayAvailability(
      video,
      (isAvailable) => {
        this.#canAirPlay = isAvailable;
        host.requestUpdate();
      },
      signal,
    );
    video.addEventListener('resize', () => this.#fit(), { signal });
  }

  /**
   * If a broadcast is played faster than it is sent, it stops for more again and again. So it begins at normal speed,
   * whatever speed the viewer has chosen for recordings.
   */
  #goAlongWithLive(): void {
    const isNowLive = isLive(this.#around.media());
    if (isNowLive && !this.#isLive) this.#host.playbackRate = 1;
    this.#isLive = isNowLive;
  }

  /** Gives the controls what they draw. */
  #apply(): void {
    const controls = this.#controls;
    this.#frame?.toggleAttribute('data-quiet', this.#quiet.isHidden && controls !== null);
    if (!controls) return;
    // hls.js would draw the captions it has loaded, too.
    const { engine } = this.#host;
    if (typeof engine === 'object' && engine && 'subtitleDisplay' in engine && engine.subtitleDisplay)
      engine.subtitleDisplay = false;
    if (!controls.hasAttribute('data-wired')) this.#furnish(controls);
    controls.texts = this.#texts;
    controls.choices = readChoices(this.#host, this.#captions, this.#captionStyle, this.#canAirPlay);
    controls.preview = this.#preview;
    controls.notice = this.#notice;
    controls.quiet = this.#quiet.isHidden;
    this.#drawCaptions(controls);
    this.#fit();
  }

  /** The page's own buttons, and the parts it may style. */
  #furnish(controls: CfStreamControls): void {
    controls.toggleAttribute('data-wired', true);
    controls.setAttribute('exportparts', CONTROL_PARTS.join());
    for (const place of ['start', 'end']) {
      const slot = document.createElement('slot');
      slot.name = `controls-${place}`;
      slot.slot = place;
      controls.append(slot);
    }
  }

  #drawCaptions(controls: CfStreamControls): void {
    let captions = controls.querySelector<CfStreamCaptions>('cf-stream-captions');
    if (!captions) {
      if (!this.#captions.isDrawn) return;
      void this.#parts.captions();
      captions = document.createElement('cf-stream-captions');
      captions.slot = 'captions';
      captions.setAttribute('exportparts', 'captions');
      controls.append(captions);
    }
    captions.track = this.#captions.isDrawn ? this.#captions.shown : null;
    captions.captionStyle = this.#captionStyle;
  }

  #fit(): void {
    const { clientWidth, clientHeight } = this.#host;
    const { videoWidth = 0, videoHeight = 0 } = this.#video ?? {};
    this.#frame?.toggleAttribute('data-flush', fillsBox(videoWidth, videoHeight, clientWidth, clientHeight));
  }

  #setCaptionStyle(style: CaptionStyle): void {
    this.#captionStyle = style;
    this.#apply();
  }

  #notify(icon: PlayerIcon, text: string): void {
    this.#notice = { icon, text };
    this.#apply();
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => {
      this.#notice = null;
      this.#apply();
    }, NOTICE_MS);
  }

  async #showHelp(): Promise<void> {
    await this.#parts.shortcuts();
    const root = this.#host.renderRoot;
    let help = root.querySelector<CfStreamShortcuts>('cf-stream-shortcuts');
    if (!help) {
      help = document.createElement('cf-stream-shortcuts');
      help.setAttribute('exportparts', 'shortcuts');
      this.#frame?.append(help);
    }
    help.texts = this.#texts;
    await help.show();
  }

  /** Whether a control has the focus of the keyboard, or its menu is open, or something is being dragged. */
  #isInUse(): boolean {
    const controls = this.#controls?.shadowRoot;
    const isByKeyboard = controls?.activeElement !== this.#focus.keyTaker;
    return Boolean(controls?.querySelector(`${isByKeyboard ? ':focus-visible, ' : ''}[aria-expanded=true], :active`));
  }

  #isPicture(event: Event): boolean {
    return !this.#host.noControls && this.#video !== null && event.composedPath()[0] === this.#video;
  }

  #doubleClick(event: MouseEvent): void {
    if (this.#isPicture(event) && !this.#taps.isTouch) this.#handlers['fullscreen-request'](null);
  }

  #mediaChanged(name: string): void {
    if (name === 'play' || name === 'volumechange') this.#session.take();
    if (name === 'timeupdate') this.#memory.keepPosition(false);
    if (name === 'pause' || name === 'ended') this.#memory.keepPosition(true);
    this.#session.update();
  }
}

/** Players that have theirs. */
const furnished = new WeakSet<ChromeHost>();

/**
 * Puts everything around a player's controls, once.
 *
 * @since 0.1.0
 */
export function attachChrome(host: ChromeHost, parts: ChromeParts): void {
  if (furnished.has(host)) return;
  furnished.add(host);
  new PlayerChrome(host, parts);
}
