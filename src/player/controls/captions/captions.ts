import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { state } from 'lit/decorators/state.js';
import { MovableElement } from '../../../shared/movable-element.js';
import type { CaptionStyle } from '../../model/caption-style.js';
import { layoutCue, spreadCues, type CueBox } from '../../model/cue-layout.js';
import { cueText, MAX_CUES } from '../../model/cues.js';
import { baseStyles } from '../../../shared/styles/base.styles.js';
import { captionProperties, hasOwnColors } from './caption-properties.js';

/**
 * Draws the captions of a text track over the picture, in the viewer's style and clear of the controls at the bottom.
 * The browser's own captions can do neither.
 *
 * @summary Captions of the player.
 * @tagname cf-stream-captions
 * @csspart captions - Box of each caption.
 */
export class CfStreamCaptions extends MovableElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 1;
        container-type: size;
        font: var(--_font);
        pointer-events: none;
      }
      .area {
        position: absolute;
        inset: 4cqb 4cqi calc(4cqb + var(--_safe, 0px));
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        /* Cues count from the left, whatever the page's direction; each line has its own. */
        direction: ltr;
        gap: 0.25em;
        font-size: calc(
          clamp(13px, 2.2cqi + 1.2cqb, 48px) * var(--cf-stream-caption-size, 1) * var(--_size, 1) * var(--_fit, 1)
        );
        /* What viewers choose holds in forced colours, too: it lies over a picture, which has none of them. */
        forced-color-adjust: none;
        --_behind: color-mix(
          in srgb,
          var(--_window, var(--cf-stream-caption-window-color, #000))
            var(--_window-opacity, var(--cf-stream-caption-window-opacity, 0%)),
          transparent
        );
        line-height: 1.35;
        transition: inset 0.2s;
      }
      .cue {
        inline-size: fit-content;
        max-inline-size: 100%;
        margin-inline: auto;
        padding-inline: 0.5em;
        border-radius: 0.2em;
        background: var(--_behind);
        text-align: center;
        text-wrap: balance;
      }
      .area[data-window] .cue {
        padding-block: 0.25em;
        /* Also before what a page gives the part. */
        background: var(--_behind) !important;
      }
      /* Firefox forgets what each line has beside it where it asks how wide the longest is, and would break that. */
      .lines {
        min-inline-size: calc(100% + 1em);
        position: relative;
        inset-inline-start: -0.5em;
      }
      .cue[data-side] {
        position: absolute;
        inset-inline: 0;
        translate: calc(var(--_before) + var(--_moved, 0px));
      }
      .cue[data-side='top'] {
        translate: 0 calc(var(--_before) + var(--_moved, 0px));
      }
      .cue[data-align='start'] {
        margin-inline-start: 0;
        text-align: start;
      }
      .cue[data-align='end'] {
        margin-inline-end: 0;
        text-align: end;
      }
      .cue[data-align='left'] {
        margin-left: 0;
        text-align: left;
      }
      .cue[data-align='right'] {
        margin-right: 0;
        text-align: right;
      }
      .cue[data-column] {
        margin-inline: 0;
        align-self: flex-start;
      }
      .region {
        position: absolute;
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        overflow: hidden;
      }
      .text {
        white-space: pre-line;
        overflow-wrap: anywhere;
        padding: 0.08em 0.4em;
        border-radius: 0.2em;
        -webkit-box-decoration-break: clone;
        box-decoration-break: clone;
        font-family: var(--_family, var(--cf-stream-caption-font, inherit));
        font-variant-caps: var(--_caps, inherit);
        color: color-mix(
          in srgb,
          var(--_color, var(--cf-stream-caption-color, #fff)) var(--_opacity, var(--cf-stream-caption-opacity, 100%)),
          transparent
        );
        background: color-mix(
          in srgb,
          var(--_background, var(--cf-stream-caption-background-color, #000))
            var(--_background-opacity, var(--cf-stream-caption-background-opacity, 76%)),
          transparent
        );
        text-shadow: var(--_edge, var(--cf-stream-caption-edge, none));
      }
    `,
  ];

  /** Track to draw; its `mode` is not changed. */
  @property({ attribute: false }) track: TextTrack | null = null;
  /** The viewer's caption style. */
  @property({ attribute: false }) captionStyle: CaptionStyle = {};

  @state() private cues: readonly VTTCue[] = [];
  /** Cues of the previous rendering. */
  #before: readonly VTTCue[] = [];
  #listening: AbortController | undefined;
  readonly #resizes = new ResizeObserver(() => this.#fit());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  protected override left(): void {
    this.#listening?.abort();
    this.#resizes.disconnect();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('track')) this.#listen();
  }

  override render(): TemplateResult {
    const { track, captionStyle } = this;
    // A cue without visible text would draw an empty box.
    const cues = this.cues
      .map((cue) => ({ cue, text: readMarkup(cue, hasOwnColors(captionStyle)), box: layoutCue(cue) }))
      .filter(({ text }) => /[^\s\p{Cf}]/u.test(text.textContent))
      .sort(({ box: { order: one = 0 } }, { box: { order: other = 0 } }) => one - other);
    const drawn = (region?: string): TemplateResult[] =>
      cues
        .filter(({ box }) => box.region === region)
        .map(({ cue, text, box }) => renderCue(text, box, !this.#before.includes(cue)));
    const regions = new Set(cues.flatMap(({ box }) => box.region ?? []));
    return html`<div class="area" ?data-window=${captionStyle.window ?? captionStyle.windowOpacity} lang=${track?.language ?? nothing}>
      ${[...regions].map((css) => html`<div class="region" .style=${css}>${drawn(css)}</div>`)} ${drawn()}
    </div>`;
  }

  protected override updated(): void {
    this.#before = this.cues;
    const area = this.renderRoot.querySelector<HTMLElement>('.area');
    for (const [name, value] of Object.entries(captionProperties(this.captionStyle)))
      area?.style.setProperty(name, value);
    this.#fit();
    this.#scroll();
    if (area) this.#resizes.observe(area);
  }

  /** Reduces text that the viewer has enlarged, until every caption fits. */
  #fit(): void {
    const area = this.renderRoot.querySelector<HTMLElement>('.area');
    if (!area) return;
    const frame = area.getBoundingClientRect();
    const isCut = (cue: Element): boolean => {
      const { top, bottom } = cue.getBoundingClientRect();
      return top < frame.top - 1 || bottom > frame.bottom + 1;
    };
    for (let fit = 1, { size = 1 } = this.captionStyle; ; fit *= FIT_STEP) {
      area.style.setProperty('--_fit', String(fit));
      this.#spread();
      if (fit * size <= 1 || ![...this.renderRoot.querySelectorAll('.area > .cue')].some(isCut)) return;
    }
  }

  /** Moves positioned cues apart, and off those at the bottom, as far as there is room. */
  #spread(): void {
    const area = this.renderRoot.querySelector('.area');
    if (!area) return;
    const frame = area.getBoundingClientRect();
    const bottom = this.renderRoot.querySelector('.area > .cue:not([data-side])')?.getBoundingClientRect().top;
    for (const side of ['top', 'left', 'right'] as const) {
      const cues = [...this.renderRoot.querySelectorAll<HTMLElement>(`[data-side=${side}]`)];
      for (const cue of cues) cue.style.removeProperty('--_moved');
      const limit = side === 'top' ? (bottom ?? frame.bottom) - frame.top : frame.width;
      const toEnd = side === 'right' ? -1 : 1;
      const extents = cues.map((cue) => {
        const box = cue.getBoundingClientRect();
        const start = (box[side] - frame[side]) * toEnd;
        return side === 'top'
          ? { start, end: start + box.height, from: box.left, to: box.right }
          : { start, end: start + box.width, from: box.top, to: box.bottom };
      });
      spreadCues(extents, limit).forEach((shift, at) => cues[at]?.style.setProperty('--_moved', `${shift * toEnd}px`));
    }
  }

  /** Scrolls older cues up when a new one appears in a scrolling region. */
  #scroll(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const cue of this.renderRoot.querySelectorAll('[data-scroll]:last-child'))
      cue.animate({ marginBlockEnd: [`-${cue.clientHeight}px`, '0px'] }, SCROLL_MS);
  }

  #listen(): void {
    this.#listening?.abort();
    this.#listening = new AbortController();
    this.#read();
    this.track?.addEventListener('cuechange', () => this.#read(), this.#listening);
  }

  #read(): void {
    const active = [...(this.track?.activeCues ?? [])];
    this.cues = active.filter((cue): cue is VTTCue => cue instanceof VTTCue).slice(-MAX_CUES);
  }
}

/** Duration of the scroll by one line, in milliseconds, as in browsers. */
const SCROLL_MS = 433;

/** Factor by which text that does not fit is reduced at each try. */
const FIT_STEP = 0.85;

function renderCue(
  text: DocumentFragment,
  { align, column, side, css, isScrolled }: CueBox,
  isNew: boolean,
): TemplateResult {
  return html`<div
    class="cue"
    part="captions"
    dir="auto"
    data-align=${align}
    data-side=${side ?? nothing}
    ?data-column=${column}
    ?data-scroll=${isNew && isScrolled}
    .style=${css}
  >
    <div class="lines"><span class="text">${text}</span></div>
  </div>`;
}

/** Colour classes of WebVTT: of the text or, with the prefix `bg_`, of its background. */
const CLASSES = ['white', 'lime', 'cyan', 'yellow', 'red', 'magenta', 'blue', 'black'];
/** Lighter replacements for dark text colours on a cue without a background. */
const LIGHTER: Readonly<Record<string, string>> = { red: '#f66', magenta: '#f6f', blue: '#99f', black: '' };

/**
 * Reads the markup of a cue. Keeps only its colour classes, as inline styles, and none when the viewer has chosen
 * colours; other classes must not match the styles here.
 */
function readMarkup(cue: VTTCue, isPlain: boolean): DocumentFragment {
  const markup = new VTTCue(cue.startTime, cue.endTime, cueText(cue)).getCueAsHTML();
  const elements = document.createTreeWalker(markup, NodeFilter.SHOW_ELEMENT);
  while (elements.nextNode()) {
    const element = elements.currentNode as HTMLElement;
    const find = (prefix: string): string => CLASSES.find((name) => element.classList.contains(prefix + name)) ?? '';
    const background = find('bg_');
    const color = find('');
    element.removeAttribute('class');
    if (isPlain) continue;
    if (background) element.style.background = background;
    const isOn = element.closest('[style*=background]');
    if (color) element.style.color = isOn ? color : (LIGHTER[color] ?? color);
    // White text is illegible on a light background.
    else if (background && CLASSES.indexOf(background) < 4) element.style.color = 'black';
  }
  return markup;
}
