import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { query } from 'lit/decorators/query.js';
import { state } from 'lit/decorators/state.js';
import { MovableElement } from '../../../shared/movable-element.js';
import { NO_CHOICES, type PlayerChoices } from './choices.js';
import { playerIcon } from '../icons.js';
import { ENGLISH } from '../../strings/en.js';
import type { PlayerTexts } from '../../strings/texts.js';
import { settingsMenuStyles } from './settings-menu.styles.js';
import {
  itemIcon,
  panelOf,
  type Ask,
  type Panel,
  type PanelItem,
  type PanelName,
  type PanelSource,
} from './settings-panels.js';

/** Pixels between the popover and the edges of the viewport. */
const GAP = 8;
/** Least height of the popover, in pixels. */
const LEAST_HEIGHT = 96;
/** Pixels between the popover and the bar below it. */
const BAR_GAP = 12;

/**
 * The settings of `<cf-stream-player>`: a popover with pages of menu items. Arrow keys move as in any menu.
 *
 * @summary Settings of the player.
 * @tagname cf-stream-settings
 * @fires {CustomEvent<{ id: string | null }>} quality-request - Requests a rendition, or automatic selection.
 * @fires {CustomEvent<{ playbackRate: number }>} rate-request - Requests a playback speed.
 * @fires {CustomEvent<{ id: string | null }>} captions-request - Requests the captions of a track, or none.
 * @fires {CustomEvent<{ id: string }>} audio-request - Requests an audio track.
 * @fires {CustomEvent<CaptionStyle>} caption-style-request - Requests a caption style.
 * @fires {CustomEvent<{ time: number }>} seek-request - Requests a seek to the start of a chapter, in seconds.
 * @fires {CustomEvent<{ edge: 'start' | 'end' | null }>} loop-request - Requests that a loop starts or ends here, or no loop.
 * @fires help-request - Requests the list of keyboard shortcuts.
 * @csspart menu - Settings menu.
 * @csspart menu-item - Item of the settings menu.
 */
export class CfStreamSettings extends MovableElement {
  static override readonly styles = settingsMenuStyles;

  /** Choices to show. */
  @property({ attribute: false }) choices: PlayerChoices = NO_CHOICES;
  /** Current playback rate. */
  @property({ attribute: false }) rate = 1;
  /** Whether the video is live. */
  @property({ attribute: false }) isLive = false;
  /** Texts and their language. */
  @property({ attribute: false }) texts: PlayerTexts = ENGLISH;

  /** Loads code on demand; resolves to `false` if that fails. */
  @property({ attribute: false }) bring: ((load: () => Promise<unknown>) => Promise<unknown>) | undefined;

  /** Creates the pages for caption styles, once loaded. */
  @state() stylePanel: PanelSource['stylePanel'];
  @state() private panel: PanelName = 'main';
  @query('.menu') private readonly menu!: HTMLElement | null;

  #button: HTMLElement | undefined;
  #bar: HTMLElement | undefined;
  /** Page that the button leads to, which Escape closes. */
  #first: PanelName = 'main';
  #placing: AbortController | undefined;
  /** Whether the button was pressed while the menu was open; the browser has closed it by the time of the click. */
  #isClosing = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Browsers close a moved popover without an event.
    if (this.menu && !this.menu.matches(':popover-open')) this.left();
  }

  protected override left(): void {
    this.#placing?.abort();
    this.#isClosing = false;
    if (this.#button) this.#button.ariaExpanded = 'false';
  }

  /** Opens above a button, clear of a bar around or above it; closes if open. */
  toggle(button: HTMLElement, bar = button, panel: PanelName = 'main'): void {
    const { menu } = this;
    const isClosing = this.#isClosing;
    this.#isClosing = false;
    if (!menu?.isConnected) return;
    if (isClosing || menu.matches(':popover-open')) {
      menu.hidePopover();
      return;
    }
    this.#button = button;
    this.#bar = bar;
    this.#first = this.panel = panel;
    menu.showPopover();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    // These pages have texts of their own, which need the new language.
    if (changed.has('texts') && this.stylePanel) void this.#bringStyle();
  }

  override render(): TemplateResult {
    const panel = panelOf(this.panel, this);
    return html`<div
      class="menu"
      part="menu"
      popover
      role="menu"
      aria-label=${panel.title}
      @toggle=${this.#toggled}
      @keydown=${this.#press}
    >
      ${this.#renderTitle(panel)} ${panel.sample} ${panel.items.map((item) => this.#renderItem(item))}
    </div>`;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const focused = this.shadowRoot?.activeElement;
    super.update(changed);
    // A line that is of no use any more goes, and the focus would go with it.
    if (focused?.isConnected === false) focusLine(this.#items.at(-1));
  }

  #renderTitle({ title, parent }: Panel): TemplateResult | typeof nothing {
    if (parent === null) return nothing;
    return html`<button type="button" class="item title" part="menu-item" role="menuitem" tabindex="-1" aria-label=${`${this.texts.back}: ${title}`} @click=${() => void this.#open(parent)}>
      <span class="mark mirrored">${playerIcon('back')}</span><span>${title}</span>
    </button>`;
  }

  #renderItem(item: PanelItem): TemplateResult {
    const icon = itemIcon(item);
    const isRadio = item.isChosen !== undefined;
    return html`<button
      type="button"
      class="item"
      part="menu-item"
      tabindex="-1"
      role=${isRadio ? 'menuitemradio' : 'menuitem'}
      aria-checked=${isRadio ? String(item.isChosen) : nothing}
      aria-haspopup=${item.opens ? 'menu' : nothing}
      @click=${() => this.#choose(item)}
    >
      ${isRadio ? html`<span class="mark">${icon ? playerIcon(icon) : nothing}</span>` : nothing}
      <span class="label" lang=${item.language ?? nothing}>${item.badge ? html`${`${item.label} `}<sup role=${item.badgeName ? 'img' : nothing} aria-label=${item.badgeName ?? nothing}>${item.badge}</sup>` : item.label}</span>
      ${item.value ? html`<span class="value">${item.value}</span>` : nothing}
      ${!isRadio && icon ? html`<span class="mark mirrored">${playerIcon(icon)}</span>` : nothing}
    </button>`;
  }

  #choose({ opens, asks }: PanelItem): void {
    if (opens) void this.#open(opens);
    if (!asks) return;
    this.#ask(asks);
    if (!/^(caption-style|loop)/.test(asks.name)) this.menu?.hidePopover();
  }

  /** Sends a request from the host of the controls, so that it reaches the player's shadow root. */
  #ask({ name, detail }: Ask): void {
    const { host } = this.getRootNode() as ShadowRoot;
    (host instanceof HTMLElement ? host : this).dispatchEvent(
      new CustomEvent(name, { bubbles: true, composed: false, detail }),
    );
  }

  async #open(panel: PanelName): Promise<void> {
    const from = this.panel;
    if (panel === 'style' && !this.stylePanel) {
      // Opens nothing if loading fails or the viewer has moved on meanwhile.
      if ((await this.#bringStyle()) === false || this.panel !== from) return;
    }
    this.panel = panel;
    await this.updateComplete;
    const opener = panelOf(panel, this).items.findIndex(({ opens }) => opens === from);
    const items = this.#items;
    const isBack = opener >= 0;
    focusLine(isBack ? items[opener + (panel === 'main' ? 0 : 1)] : (this.#chosen ?? items[1] ?? items[0]));
  }

  #bringStyle(): Promise<unknown> {
    const load = async (): Promise<unknown> => {
      const code = await import('./caption-style-panels.js');
      return (this.stylePanel = await code.loadStylePanel(this));
    };
    return this.bring ? this.bring(load) : load();
  }

  get #items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  get #chosen(): HTMLElement | undefined {
    return this.#items.find((item) => item.ariaChecked === 'true');
  }

  #toggled(event: ToggleEvent): void {
    const { menu } = this;
    const button = this.#button;
    if (!menu || !button) return;
    const isOpen = event.newState === 'open';
    button.ariaExpanded = String(isOpen);
    this.#placing?.abort();
    if (isOpen) {
      this.#placing = new AbortController();
      placePopover(menu, button, this.#bar ?? button, this.#placing.signal);
      button.addEventListener('pointerdown', () => (this.#isClosing = true), this.#placing);
      focusLine(this.#chosen ?? this.#items[0]);
    } else if (this.shadowRoot?.activeElement || this.ownerDocument.activeElement === this.ownerDocument.body) {
      button.focus();
    }
  }

  /** Focuses the next item that begins with a letter, as menus do; returns whether there is one. */
  #focusLetter({ key, ctrlKey, altKey, metaKey }: KeyboardEvent, items: HTMLElement[], at: number): boolean {
    if (key.length !== 1 || key === ' ' || ctrlKey || altKey || metaKey) return false;
    const letter = key.toLocaleLowerCase();
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find(({ textContent }) =>
      textContent.trim().toLocaleLowerCase().startsWith(letter),
    );
    focusLine(next);
    return next !== undefined;
  }

  #press(event: KeyboardEvent): void {
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const key = isRtl ? (MIRRORED[event.key] ?? event.key) : event.key;
    const items = this.#items;
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const { parent, items: lines } = panelOf(this.panel, this);
    const line = lines[at - (parent === null ? 0 : 1)];
    if (key === 'ArrowDown') focusLine(items[(at + 1) % items.length]);
    else if (key === 'ArrowUp') focusLine(items.at(at - 1));
    else if (key === 'Home') focusLine(items[0]);
    else if (key === 'End') focusLine(items.at(-1));
    else if (key === 'ArrowRight' && line?.opens) void this.#open(line.opens);
    else if (parent && (key === 'ArrowLeft' || (key === 'Escape' && this.panel !== this.#first)))
      void this.#open(parent);
    else if (key === 'Tab') this.menu?.hidePopover();
    else if (!this.#focusLetter(event, items, at)) return;
    if (key !== 'Tab') event.preventDefault();
  }
}

/** Focuses an item and scrolls all of it into view: Firefox may leave it partly hidden. */
function focusLine(line: HTMLElement | undefined): void {
  line?.focus();
  line?.scrollIntoView({ block: 'nearest' });
}

const MIRRORED: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/**
 * Places an open popover above a button and its bar, or below the button if there is more room, and keeps it there
 * until the signal aborts. In the top layer, a small player does not clip it.
 */
function placePopover(popover: HTMLElement, button: HTMLElement, bar: HTMLElement, signal: AbortSignal): void {
  const place = (): void => {
    const anchor = button.getBoundingClientRect();
    const { clientWidth, clientHeight } = button.ownerDocument.documentElement;
    const isRtl = getComputedStyle(button).direction === 'rtl';
    const { width } = popover.getBoundingClientRect();
    // With CSS `zoom` on the page, pixels of the popover differ from those of the viewport.
    const zoom = width / popover.offsetWidth || 1;
    const set = (name: string, pixels: number): void => popover.style.setProperty(name, `${pixels / zoom}px`);
    const left = isRtl ? anchor.left : anchor.right - width;
    const top = Math.min(anchor.top, bar.getBoundingClientRect().top) - BAR_GAP;
    const above = top - GAP;
    const below = clientHeight - anchor.bottom - 2 * GAP;
    const isAbove = above >= Math.min(popover.scrollHeight * zoom, 160) || above >= below;
    set('--_left', Math.max(GAP, Math.min(left, clientWidth - width - GAP)));
    set(
      isAbove ? '--_bottom' : '--_top',
      isAbove ? Math.max(GAP, clientHeight - Math.max(top, LEAST_HEIGHT + GAP)) : anchor.bottom + GAP,
    );
    popover.style.removeProperty(isAbove ? '--_top' : '--_bottom');
    set('--_room', Math.max(isAbove ? above : below, LEAST_HEIGHT));
  };
  place();
  const { defaultView } = button.ownerDocument;
  defaultView?.addEventListener('resize', place, { signal });
  defaultView?.addEventListener('scroll', place, { signal, capture: true, passive: true });
}
