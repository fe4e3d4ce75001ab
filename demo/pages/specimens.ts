import { css, html, type TemplateResult } from 'lit';
import { MovableElement } from '../../src/shared/movable-element.js';
import { summarize } from '../../src/upload/model/upload-summary.js';
import { EMPTY_MEDIA } from '../../src/player/model/media-snapshot.js';
import { NO_CHOICES } from '../../src/player/controls/settings/choices.js';
import { CfStreamPlayer } from '../../src/define/player.js';
import { CfStreamSettings } from '../../src/define/settings.js';
import { CfStreamShortcuts } from '../../src/define/shortcuts.js';
import { CfStreamUpload } from '../../src/define/upload.js';
import { renderFiles } from '../../src/upload/view/upload-files.js';
import { renderList, uploadListStyles } from '../../src/upload/view/upload-list.js';
import { renderUpload } from '../../src/upload/view/upload-view.js';
import '../../src/define/upload-session.js';
import { uploadTexts } from '../../src/upload/strings/texts.js';
import type { ControlState } from './state-list.js';
import type { UploaderState } from './upload-state-list.js';

/** A player that renders a state it is given. */
export class PlayerInState extends CfStreamPlayer {
  shown: CfStreamPlayer['state'] = { status: 'idle' };
  // Without one there is no play button.
  override src = '0'.repeat(32);
  override get state(): CfStreamPlayer['state'] {
    return this.shown;
  }
  override get paused(): boolean {
    return this.shown.status !== 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Some of the states are drawn by code that comes with the first wish; there is no video for that.
    void this.refreshToken()
      .catch(() => undefined)
      .then(() => this.requestUpdate());
  }
}

/** The controls of a player in a state, within the box that keeps them from the page. */
export class ControlsInPlayer extends MovableElement {
  static override readonly styles = CfStreamPlayer.styles;
  shown: ControlState | undefined;
  frame = '';

  override render(): TemplateResult {
    const { media = EMPTY_MEDIA, choices = NO_CHOICES, isHidden = false } = this.shown ?? {};
    return html`<div class="frame">
      <img class="poster" src=${this.frame} alt="" />
      <cf-stream-controls .media=${media} .choices=${choices} .isHidden=${isHidden}></cf-stream-controls>
    </div>`;
  }
}

/** An uploader that renders files it is given, without sending anything. */
export class UploaderInState extends MovableElement {
  static override readonly styles = [CfStreamUpload.styles, uploadListStyles];
  static readonly formAssociated = true;
  shown: UploaderState = { name: 'empty', files: [] };
  texts = uploadTexts;
  readonly #internals = this.attachInternals();

  override render(): TemplateResult {
    const {
      files,
      notice = '',
      isMultiple = false,
      isOver = false,
      isDisabled = false,
      hasFolder = false,
    } = this.shown;
    this.toggleAttribute('disabled', isDisabled);
    this.#internals.states.clear();
    for (const status of files.length > 0 ? files.map((file) => file.status) : ['empty'])
      this.#internals.states.add(status);
    const noop = (): void => undefined;
    const limits = { maxBytes: 30_000_000_000, maxSeconds: null };
    const shared = {
      multiple: isMultiple,
      disabled: isDisabled,
      texts: this.texts,
      limits,
      onChoose: noop,
      hasFolder,
      onFolder: noop,
    };
    return renderUpload({
      ...shared,
      label: this.texts.words.label,
      files: renderFiles(
        {
          ...shared,
          items: files.map((state, index) => ({ id: String(index), state, file: null, canPause: true })),
          summary: summarize(files),
          shownRows: files.length,
          onAsk: noop,
          onMore: noop,
        },
        { render: renderList },
      ),
      notice: typeof notice === 'string' ? notice : this.texts.notice(notice, limits),
      announcement: '',
      accept: '',
      capture: '',
      isOver,
      onInput: noop,
    });
  }
}

/** Lays out a popover or dialog within the page, so that several can be seen at once. */
const inPage = css`
  .menu,
  dialog {
    display: block;
    position: static;
    max-inline-size: 320px;
    margin: 0;
  }
`;

/** A page of the settings menu, laid out within the page. */
export class SettingsInPage extends CfStreamSettings {
  // Styles that come later do not take these away.
  static override readonly styles = [...CfStreamSettings.styles, inPage];

  /** Indexes of the menu items that lead to the page, from the first page on. */
  itemPath: readonly number[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#openPage();
  }

  async #openPage(): Promise<void> {
    await this.updateComplete;
    // The line that has the focus in the end would be scrolled to.
    this.inert = true;
    for (const index of this.itemPath) {
      const first = (): string | undefined => this.renderRoot.querySelector('.item')?.textContent;
      const before = first();
      this.renderRoot.querySelectorAll<HTMLElement>('.item').item(index).click();
      // Some pages are loaded first.
      while (first() === before) await new Promise(requestAnimationFrame);
    }
    this.inert = false;
  }
}

/** The list of keyboard shortcuts, laid out within the page. */
export class ShortcutsInPage extends CfStreamShortcuts {
  static override readonly styles = [...CfStreamShortcuts.styles, inPage];
}

/** Time of an animation at which a sign that leaves by itself is well seen, in milliseconds. */
const SEEN_MS = 120;

/** Says that the page is drawn once controls that wait for long say so, which takes them some seconds; signs that leave by themselves stay. */
export async function markReady(): Promise<void> {
  const boxes = [...document.querySelectorAll<ControlsInPlayer>('stream-controls-in-player')];
  await Promise.all(boxes.map(({ updateComplete }) => updateComplete));
  const roots = [document, ...boxes.map(({ renderRoot }) => renderRoot)];
  const waiting = roots
    .flatMap((root) => [...root.querySelectorAll('cf-stream-controls')])
    .filter(({ media }) => media.waiting);
  while (!waiting.every(({ renderRoot }) => renderRoot.querySelector('.stall .pill')))
    await new Promise((resolve) => setTimeout(resolve, 100));
  const all = roots.flatMap((root) => [...root.querySelectorAll('cf-stream-controls')]);
  for (const controls of all.filter(({ notice }) => notice?.text === '')) {
    // Drawn anew, the sign begins to leave now.
    controls.notice = controls.notice && { ...controls.notice };
    await controls.updateComplete;
    for (const animation of controls.shadowRoot?.getAnimations() ?? []) {
      if (!(animation instanceof CSSAnimation) || animation.animationName !== 'leave') continue;
      animation.pause();
      animation.currentTime = SEEN_MS;
    }
  }
  document.documentElement.dataset.ready = '';
}

customElements.define('stream-player-in-state', PlayerInState);
customElements.define('stream-controls-in-player', ControlsInPlayer);
customElements.define('stream-upload-in-state', UploaderInState);
customElements.define('stream-settings-in-page', SettingsInPage);
customElements.define('stream-shortcuts-in-page', ShortcutsInPage);
