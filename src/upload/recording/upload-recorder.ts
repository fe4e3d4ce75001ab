import type { ReactiveController, TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { MovableElement } from '../../shared/movable-element.js';
import { FORGET_CHANNEL } from '../sending/resume/stored-uploads.js';
import type { CfStreamUpload } from '../stream-upload.js';
import { words as english, type RecordingWords } from '../strings/recording/en.js';
import type { UploadTexts } from '../strings/texts.js';
import { RecorderSession } from './recorder-session.js';
import { recordingSources } from './recording-state.js';
import { renderRecorder } from './recorder-view.js';
import { uploadRecorderStyles } from './upload-recorder.styles.js';

const TAG = 'cf-stream-upload-recorder';
/** Interval at which the running time is updated, in milliseconds. */
const CLOCK_MS = 250;

/**
 * Records a video in place for `<cf-stream-upload>`, from the camera or the screen, and gives it to the uploader as a file.
 *
 * @summary Recorder of an uploader.
 * @tagname cf-stream-upload-recorder
 * @csspart recorder - Box around the picture during and after a recording.
 * @csspart button - Every text button.
 */
export class CfStreamUploadRecorder extends MovableElement implements ReactiveController {
  static override readonly styles = uploadRecorderStyles;

  /** Uploader to record for. */
  @property({ attribute: false }) uploader!: CfStreamUpload;
  // No `@state()`: it is part of the code that sends files, and would load that.
  #words: RecordingWords = english;

  #session: RecorderSession | undefined;
  #connection: AbortController | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  #texts: UploadTexts | undefined;
  /** Status of the last rendering. */
  #drawn = 'idle';
  #hadFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#connection) return;
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    const { session, uploader } = this;
    try {
      const channel = new BroadcastChannel(FORGET_CHANNEL);
      channel.addEventListener('message', () => session.forget());
      signal.addEventListener('abort', () => channel.close());
    } catch {
      // Firefox throws where site data is blocked: then nothing is stored either.
    }
    for (const type of ['cf-stream-upload-cancel', 'cf-stream-upload-remove'] as const)
      uploader.addEventListener(type, ({ detail }) => session.used.drop(detail.id), { signal });
    uploader.onReset = () => session.reset();
    void session.connect(signal);
  }

  protected override left(): void {
    this.#connection?.abort();
    this.#connection = undefined;
    this.session.disconnect();
    this.#guard(false);
  }

  /** @internal Session that records. */
  get session(): RecorderSession {
    return (this.#session ??= new RecorderSession(
      this.uploader,
      () => this.#words,
      () => this.requestUpdate(),
    ));
  }

  /** Follows the uploader: language, files and disabled state. */
  hostUpdated(): void {
    this.session.follow();
    this.requestUpdate();
    void this.#speak();
  }

  protected override willUpdate(): void {
    const { multiple, items, record } = this.uploader;
    const isIdle = this.session.recording.status === 'idle';
    this.#hadFocus = !!this.shadowRoot?.activeElement;
    // Hides the uploader's own box: the recorder replaces the drop zone, but stands beside files.
    const frame = this.uploader.shadowRoot?.firstElementChild as HTMLElement | null;
    if (frame) frame.hidden = !isIdle && items.length === 0;
    // In a single uploader, nothing is recorded beside a file.
    this.hidden = isIdle && (recordingSources(record).length === 0 || (!multiple && items.length > 0));
  }

  protected override updated(): void {
    const { status } = this.session.recording;
    const isOther = status !== this.#drawn;
    this.#drawn = status;
    this.#guard(status === 'recording' || status === 'paused' || status === 'saving');
    // Where `autoplay` is not enough: the person must see what is being recorded.
    if (isOther && status === 'recording')
      void this.shadowRoot
        ?.querySelector('video')
        ?.play()
        .catch(() => undefined);
    // The focused element is gone. Not on another button: a repeated key press would activate it.
    if (isOther && this.#hadFocus && !this.shadowRoot?.activeElement) this.#focusAny();
  }

  override render(): TemplateResult {
    return renderRecorder(this.uploader, this.session, this.#words);
  }

  /** Focuses the panel, one of its buttons, or the uploader. */
  #focusAny(): void {
    const own = this.shadowRoot?.querySelector<HTMLElement>('.panel, button:enabled');
    if (own && !this.hidden) own.focus();
    else this.uploader.anchor?.focus();
  }

  /** While recording, updates the time and asks before the page is left. */
  #guard(isOn: boolean): void {
    if (isOn === (this.#clock !== undefined)) return;
    clearInterval(this.#clock);
    this.#clock = isOn ? setInterval(this.#tick, CLOCK_MS) : undefined;
    if (isOn) window.addEventListener('beforeunload', askBeforeLeaving);
    else window.removeEventListener('beforeunload', askBeforeLeaving);
  }

  readonly #tick = (): void => {
    this.session.checkLimits();
    this.requestUpdate();
  };

  /** Uses the language of the uploader, with the site's own texts. */
  async #speak(): Promise<void> {
    const { texts } = this.uploader;
    if (texts === this.#texts) return;
    this.#texts = texts;
    const language = new Intl.Locale(texts.locale).language;
    const pack =
      language === 'en'
        ? undefined
        : await import('../strings/recording/languages.js')
            .then(({ LANGUAGES }) => LANGUAGES[language]?.())
            .catch(() => undefined);
    if (texts !== this.#texts) return;
    const words = pack?.words ?? english;
    const { errors, notices, ...own } = texts.words.recording ?? {};
    this.#words = {
      ...words,
      ...own,
      errors: { ...words.errors, ...errors },
      notices: { ...words.notices, ...notices },
    };
    this.requestUpdate();
  }
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'cf-stream-upload-recorder': CfStreamUploadRecorder;
  }
}

/** Adds a recorder to an uploader, unless it has one. */
export function addTo(uploader: CfStreamUpload): void {
  const { shadowRoot } = uploader;
  if (!shadowRoot || [...shadowRoot.children].some(({ localName }) => localName === TAG)) return;
  // A page may include this script twice: the first one wins, and nothing throws.
  if (!customElements.get(TAG)) customElements.define(TAG, CfStreamUploadRecorder);
  const recorder = document.createElement(TAG);
  recorder.uploader = uploader;
  recorder.setAttribute('exportparts', 'recorder, button');
  // After everything that the uploader renders, so that rendering leaves it alone.
  shadowRoot.append(recorder);
  uploader.addController(recorder);
}
