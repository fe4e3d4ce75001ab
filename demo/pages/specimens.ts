import { LitElement, type TemplateResult } from 'lit';
import { summarize } from '../../src/upload/model/upload-summary.js';
import { CfStreamPlayer } from '../../src/define/player.js';
import { CfStreamSettings } from '../../src/define/settings.js';
import { CfStreamShortcuts } from '../../src/define/shortcuts.js';
import { CfStreamUpload } from '../../src/define/upload.js';
import { renderUpload } from '../../src/upload/view/upload-view.js';
import { uploadTexts } from '../../src/upload/strings/texts.js';
import type { UploaderState } from './state-list.js';

/** A player that is told where it stands, and draws that as any other does. */
export class PlayerInState extends CfStreamPlayer {
  shown: CfStreamPlayer['state'] = { status: 'idle' };
  override get state(): CfStreamPlayer['state'] {
    return this.shown;
  }
}

/** An uploader that is told which files it holds. */
export class UploaderInState extends LitElement {
  static override readonly styles = CfStreamUpload.styles;
  static readonly formAssociated = true;
  shown: UploaderState = { name: 'empty', files: [] };
  texts = uploadTexts;
  readonly #internals = this.attachInternals();

  override render(): TemplateResult {
    const { files, isMultiple = false, isOver = false, isDisabled = false } = this.shown;
    this.toggleAttribute('disabled', isDisabled);
    this.#internals.states.clear();
    for (const status of files.length > 0 ? files.map((file) => file.status) : ['empty'])
      this.#internals.states.add(status);
    const nothing = (): void => undefined;
    return renderUpload(
      {
        label: this.texts.words.label,
        items: files.map((state, index) => ({ id: String(index), state, file: null, canPause: true })),
        summary: summarize(files),
        multiple: isMultiple,
        isOver,
        disabled: isDisabled,
        texts: this.texts,
        limits: { maxBytes: 30_000_000_000, maxSeconds: null },
        shownRows: files.length,
        onAsk: nothing,
        onChoose: nothing,
        onMore: nothing,
      },
      null,
    );
  }
}

/** Makes what otherwise lies over the page, one at a time, lie in it. */
function placeInPage({ shadowRoot }: LitElement, selector: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${selector} { display: block; position: static; margin: 0; }`);
  shadowRoot?.adoptedStyleSheets.push(sheet);
}

/** A page of the settings. */
export class SettingsInPage extends CfStreamSettings {
  /** Places of the lines that lead to it. */
  lines: readonly number[] = [];

  protected override firstUpdated(): void {
    placeInPage(this, '.menu');
    void this.#go();
  }

  async #go(): Promise<void> {
    for (const line of this.lines) {
      this.renderRoot.querySelectorAll<HTMLElement>('.item').item(line).click();
      await this.updateComplete;
    }
  }
}

/** The list of the shortcuts. */
export class ShortcutsInPage extends CfStreamShortcuts {
  protected override firstUpdated(): void {
    placeInPage(this, 'dialog');
  }
}

customElements.define('stream-player-in-state', PlayerInState);
customElements.define('stream-upload-in-state', UploaderInState);
customElements.define('stream-settings-in-page', SettingsInPage);
customElements.define('stream-shortcuts-in-page', ShortcutsInPage);
