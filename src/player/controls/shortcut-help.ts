import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { query } from 'lit/decorators/query.js';
import { MovableElement } from '../../shared/movable-element.js';
import { CHAPTER_MODIFIER, shortcutRows, type Shortcut, type ShortcutRow } from './shortcuts.js';
import { iconButton } from './icon-button.js';
import { interpolate } from '../../shared/i18n/format.js';
import { ENGLISH } from '../strings/en.js';
import type { PlayerTexts } from '../strings/texts.js';
import { themeStyles } from '../../shared/styles/theme.styles.js';
import { formatSpokenTime } from '../strings/format-time.js';

/**
 * A dialogue that lists the keyboard shortcuts.
 *
 * @summary Shortcut help of the player.
 * @tagname cf-stream-shortcuts
 * @csspart shortcuts - List of keyboard shortcuts.
 */
export class CfStreamShortcuts extends MovableElement {
  static override readonly styles = [
    themeStyles,
    css`
      :host {
        color-scheme: dark;
        font: var(--_font);
      }
      dialog {
        inline-size: min(416px, 100% - 24px);
        max-block-size: calc(100% - 24px);
        padding: 20px;
        border: 1px solid color-mix(in srgb, var(--_text) 14%, transparent);
        border-radius: calc(var(--_radius) * 1.5);
        background: var(--_surface);
        box-shadow: 0 20px 60px rgb(0 0 0 / 0.6);
        color: var(--_text);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.5);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-block-end: 12px;
      }
      h2 {
        margin: 0;
        font-size: 17px;
        font-weight: 650;
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 16px;
        margin: 0;
        font-size: 14px;
      }
      dl > div {
        display: grid;
        grid-template-columns: subgrid;
        grid-column: 1 / -1;
        align-items: center;
        padding-block: 4.8px;
        border-block-start: 1px solid color-mix(in srgb, var(--_text) 10%, transparent);
      }
      dd {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 4px;
        margin: 0;
        direction: ltr;
      }
      kbd {
        min-inline-size: 28px;
        padding: 0.8px 6.4px;
        border: 1px solid color-mix(in srgb, var(--_text) 30%, transparent);
        border-block-end-width: 2px;
        border-radius: 6px;
        font: inherit;
        font-size: 13px;
        text-align: center;
      }
      button {
        display: grid;
        place-items: center;
        inline-size: 44px;
        block-size: 44px;
        margin: -10px;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: none;
        cursor: pointer;
      }
      button:hover {
        background: color-mix(in srgb, var(--_text) 12%, transparent);
      }
      button:focus-visible {
        outline: 2px solid var(--_text);
        outline-offset: -2px;
      }
      .icon {
        inline-size: 22px;
        fill: none;
        stroke: currentcolor;
        stroke-width: 2;
        stroke-linecap: round;
      }
    `,
  ];

  /** Texts and their language. */
  @property({ attribute: false }) texts: PlayerTexts = ENGLISH;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    // Browsers leave a moved dialog open, but no longer modal.
    if (!this.dialog?.matches(':modal')) this.dialog?.close();
  }

  /** Whether the dialogue is open. */
  get isOpen(): boolean {
    return this.dialog?.open ?? false;
  }

  /** Opens the dialogue. Closing it restores the focus. */
  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog?.open) this.dialog?.showModal();
  }

  override render(): TemplateResult {
    const { texts } = this;
    return html`<dialog part="shortcuts" aria-labelledby="title" closedby="any">
      <header>
        <h2 id="title">${texts.shortcuts}</h2>
        ${iconButton('close-button', texts.close, 'close', () => this.dialog?.close())}
      </header>
      <dl>
        ${shortcutRows().map((row) => renderRow(row, texts))}
        <div><dt>${texts.keyHold}</dt><dd><kbd>${SIGNS[' ']}</kbd></dd></div>
        <div><dt>${texts.statistics}</dt><dd><kbd>Shift</kbd><kbd>D</kbd></dd></div>
      </dl>
    </dialog>`;
  }
}

/** Texts for each action. */
const TEXTS = {
  'toggle-play': 'keyPlay',
  skip: 'keySkip',
  chapter: 'keyChapter',
  volume: 'keyVolume',
  'toggle-muted': 'keyMute',
  'toggle-captions': 'keyCaptions',
  'toggle-fullscreen': 'enterFullscreen',
  'toggle-picture-in-picture': 'enterPictureInPicture',
  jump: 'keyJump',
  rate: 'keySpeed',
  frame: 'keyFrame',
  help: 'keyHelp',
} as const satisfies Readonly<Record<Shortcut['does'], keyof PlayerTexts>>;

/** Labels of keys that are not named by their character. */
const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

function renderRow(row: ShortcutRow, texts: PlayerTexts): TemplateResult | typeof nothing {
  const [first] = row;
  if (!first) return nothing;
  const [, shortcut] = first;
  const time = shortcut.does === 'skip' ? formatSpokenTime(Math.abs(shortcut.seconds), texts.locale) : '';
  const modifier = CHAPTER_MODIFIER === 'altKey' ? '⌥' : 'Ctrl';
  const signs = row.map(([key]) => {
    const [, arrow = ''] = key.split('Ctrl+');
    return arrow ? `${modifier} ${SIGNS[arrow]}` : (SIGNS[key] ?? key.toUpperCase());
  });
  // Of more than two keys, the first and the last are enough.
  const shown = signs.length > 2 ? [...signs.slice(0, 1), '…', ...signs.slice(-1)] : signs;
  return html`<div>
    <dt>${interpolate(texts[TEXTS[shortcut.does]], { time })}</dt>
    <dd>${shown.map((sign) => html`<kbd>${sign}</kbd>`)}</dd>
  </div>`;
}
