import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { state } from 'lit/decorators/state.js';
import { MovableElement } from '../../../shared/movable-element.js';
import { boundCueText, layoutCue, MAX_CUES, type CueBox } from '../../model/cues.js';
import { CAPTION_STYLE, type CaptionStyle } from '../settings/choices.js';
import { baseStyles } from '../../../shared/styles/base.styles.js';

/**
 * Draws the captions of a text track over the picture, as the viewer wants them, and above whatever stands at the
 * bottom. The browser's own drawing knows neither.
 *
 * @summary Captions of the player.
 * @tagname cf-stream-captions
 * @csspart captions - The box of each caption.
 */
export class CfStreamCaptions extends MovableElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
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
        font-size: calc(clamp(13px, 2.2cqi + 1.2cqb, 48px) * var(--_size, 1));
        line-height: 1.35;
        transition: inset 0.2s;
      }
      .cue {
        inline-size: fit-content;
        max-inline-size: 100%;
        margin-inline: auto;
        text-align: center;
        text-wrap: balance;
      }
      .cue[data-top] {
        position: absolute;
        inset-inline: 0;
        inset-block-start: var(--_line);
        translate: 0 var(--_shift, 0);
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
        inline-size: var(--_width);
        margin-inline: 0;
        align-self: flex-start;
        margin-left: var(--_left);
      }
      .text {
        white-space: pre-line;
        padding: 0.08em 0.4em;
        border-radius: 0.2em;
        -webkit-box-decoration-break: clone;
        box-decoration-break: clone;
        color: var(--_color, #fff);
      }
      .area[data-background='translucent'] .text {
        background: rgb(0 0 0 / 0.76);
      }
      .area[data-background='solid'] .text {
        background: #000;
      }
      .area[data-background='none'] .text {
        text-shadow:
          0 0 3px #000,
          0 0 2px #000,
          0 1px 4px #000,
          0 0 8px rgb(0 0 0 / 0.8);
      }
      /* The colours of WebVTT, dark ones only where there is something light behind them. */
      .white {
        color: #fff;
      }
      .lime {
        color: #0f0;
      }
      .cyan {
        color: #0ff;
      }
      .red {
        color: #f66;
      }
      .yellow {
        color: #ff0;
      }
      .magenta {
        color: #f6f;
      }
      .blue {
        color: #99f;
      }
      @media (forced-colors: active) {
        .text {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  /** The track that is drawn; its `mode` is not changed. */
  @property({ attribute: false }) track: TextTrack | null = null;
  /** How captions are drawn. */
  @property({ attribute: false }) captionStyle: CaptionStyle = CAPTION_STYLE;

  @state() private cues: readonly VTTCue[] = [];
  #listening: AbortController | undefined;
  readonly #resizes = new ResizeObserver(() => this.#spread());

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
    return html`<div class="area" data-background=${captionStyle.background} lang=${track?.language ?? nothing}>
      ${this.cues.map((cue) => renderCue(cue, layoutCue(cue)))}
    </div>`;
  }

  protected override updated(): void {
    const { size, color } = this.captionStyle;
    const area = this.renderRoot.querySelector<HTMLElement>('.area');
    area?.style.setProperty('--_size', String(size));
    area?.style.setProperty('--_color', COLORS[color]);
    for (const cue of this.renderRoot.querySelectorAll<HTMLElement>('.cue[data-top], .cue[data-column]')) {
      const { top = 0, column = '' } = cue.dataset;
      const [left = 0, width = 0] = column.split(' ');
      cue.style.setProperty('--_line', `${top}%`);
      cue.style.setProperty('--_left', `${left}%`);
      cue.style.setProperty('--_width', `${width}%`);
    }
    this.#spread();
    if (area) this.#resizes.observe(area);
  }

  /** Moves cues that stand at a line off each other, and off those at the bottom as far as there is room. */
  #spread(): void {
    const area = this.renderRoot.querySelector('.area');
    const placed = [...this.renderRoot.querySelectorAll<HTMLElement>('.cue[data-top]')];
    if (!area || placed.length === 0) return;
    for (const cue of placed) cue.style.removeProperty('--_shift');
    const frame = area.getBoundingClientRect();
    const others = [...this.renderRoot.querySelectorAll('.cue:not([data-top])')].map(
      (cue) => cue.getBoundingClientRect().top,
    );
    const floor = Math.min(frame.bottom, ...others);
    const boxes = placed.map((cue) => ({ cue, box: cue.getBoundingClientRect() }));
    let taken: DOMRect[] = [];
    for (const { cue, box } of boxes.sort((one, other) => one.box.top - other.box.top)) {
      const { x, width, height } = box;
      const above = taken.filter(({ left, right }) => left < box.right && right > box.left);
      const free = Math.max(frame.top, ...above.map(({ bottom }) => bottom));
      const top = Math.max(free, Math.min(box.top, floor - height));
      taken = [...taken, new DOMRect(x, top, width, height)];
      cue.style.setProperty('--_shift', `${top - box.top}px`);
    }
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

const COLORS: Readonly<Record<CaptionStyle['color'], string>> = {
  white: '#fff',
  yellow: '#ffe14d',
  green: '#7dff8a',
  cyan: '#6df0ff',
};

function renderCue(cue: VTTCue, { top, align, column }: CueBox): TemplateResult {
  return html`<div class="cue" part="captions" dir="auto" data-align=${align} data-top=${top ?? nothing} data-column=${column?.join(' ') ?? nothing}>
    <span class="text">${readMarkup(cue)}</span>
  </div>`;
}

/** Colours that a cue may name, as WebVTT has them. */
const CLASSES = ['white', 'lime', 'cyan', 'red', 'yellow', 'magenta', 'blue'];

/** Reads the markup of a cue. Of its classes, colours are kept: ours have styles here, which captions must not get at. */
function readMarkup(cue: VTTCue): DocumentFragment {
  const markup = new VTTCue(cue.startTime, cue.endTime, boundCueText(cue.text)).getCueAsHTML();
  const elements = document.createTreeWalker(markup, NodeFilter.SHOW_ELEMENT);
  while (elements.nextNode()) {
    const element = elements.currentNode as Element;
    const color = CLASSES.find((name) => element.classList.contains(name));
    if (color) element.className = color;
    else element.removeAttribute('class');
  }
  return markup;
}
