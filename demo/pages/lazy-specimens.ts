import { html, type TemplateResult } from 'lit';
import '../../src/define/transcript.js';
import { MovableElement } from '../../src/shared/movable-element.js';
import { EndScreen } from '../../src/player/controls/end-screen.js';
import type { ExtrasHost } from '../../src/player/controls/extras-host.js';
import { ResumeNotice } from '../../src/player/controls/resume-notice.js';
import { NO_CHOICES } from '../../src/player/controls/settings/choices.js';
import { Statistics } from '../../src/player/controls/statistics.js';
import { ENGLISH } from '../../src/player/strings/en.js';
import { CfStreamPlayer } from '../../src/define/player.js';
import { EMPTY_MEDIA } from '../../src/player/model/media-snapshot.js';
import type { RecorderSession } from '../../src/upload/recording/recorder-session.js';
import { renderRecorder } from '../../src/upload/recording/recorder-view.js';
import { NO_RECORDING } from '../../src/upload/recording/recording-state.js';
import { uploadRecorderStyles } from '../../src/upload/recording/upload-recorder.styles.js';
import { words as recordingWords } from '../../src/upload/strings/recording/en.js';
import type { CfStreamUpload } from '../../src/upload/stream-upload.js';
import { uploadTexts } from '../../src/upload/strings/texts.js';
import { CfStreamUploadThumbnail } from '../../src/upload/thumbnail/thumbnail-picker.js';
import type { ExtraState, RecorderState, ThumbnailState, TranscriptState } from './lazy-state-list.js';

/** Numbers of a video that is being played, for the statistics. */
const PLAYED = {
  uid: '5d5bc37ffcf54c9b82e996823bffbb81',
  renditions: [{ active: true, bitrate: 2.5e6 }],
  videoWidth: 1280,
  videoHeight: 720,
  currentTime: 754,
  buffered: { length: 1, start: () => 600, end: () => 778.4 },
  getVideoPlaybackQuality: () => ({ droppedVideoFrames: 3, totalVideoFrames: 22_620 }),
  engine: { bandwidthEstimate: 6.4e6 },
};

/** Lazily loaded extras over a picture, in a minimal player. */
export class ExtrasInPlayer extends MovableElement implements ExtrasHost {
  static override readonly styles = CfStreamPlayer.styles;
  shown: ExtraState | undefined;
  frame = '';
  texts = ENGLISH;
  readonly video = undefined;
  readonly controls = null;
  readonly cancelButton = null;
  readonly player = document.createElement('div') as unknown as CfStreamPlayer;
  #end: EndScreen | undefined;
  #resume: ResumeNotice | undefined;
  #statistics: Statistics | undefined;

  get shownMedia(): ExtrasHost['shownMedia'] {
    return this.shown?.media ?? EMPTY_MEDIA;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#end) return;
    const { resumesAt, nextSrc, hasEndSlot, hasStatistics } = this.shown ?? {};
    const { player } = this;
    const tokenExpiresAt = new Date(Date.now() + 244_500);
    Object.assign(player, PLAYED, { tokenExpiresAt, nextSrc });
    // In a hidden page, nothing disappears or starts by itself.
    Object.defineProperty(player, 'ownerDocument', { value: { hidden: true } });
    if (hasEndSlot) player.append(Object.assign(document.createElement('p'), { slot: 'ended' }));
    this.#end = new EndScreen(this);
    if (resumesAt !== undefined) this.#resume = new ResumeNotice(this, resumesAt);
    if (!hasStatistics) return;
    this.#statistics = new Statistics(this, { renewals: 5, fetchedSeconds: 778.4, watchedSeconds: 754 });
    this.#statistics.toggle();
  }

  /** Whether all of it is drawn that comes by itself. */
  get isDrawn(): boolean {
    return this.shown?.resumesAt === undefined || this.renderRoot.querySelector('.resume button') !== null;
  }

  override render(): TemplateResult {
    const { choices = NO_CHOICES } = this.shown ?? {};
    return html`<div class="frame">
      <img class="poster" src=${this.frame} alt="" />
      ${this.#end?.render()}${this.#resume?.render()}
      <cf-stream-controls
        .media=${this.shownMedia}
        .choices=${choices}
        .texts=${this.texts}
        .hasEnd=${this.#end?.isShown ?? false}
      ></cf-stream-controls>
      ${this.#statistics?.render()}
    </div>`;
  }
}

/** Recorder without a camera. */
export class RecorderInState extends MovableElement {
  static override readonly styles = uploadRecorderStyles;
  shown: RecorderState = { name: '', recording: NO_RECORDING };
  words = recordingWords;
  /** Simulated camera stream and recording. */
  stream: MediaStream | undefined;
  url: string | undefined;

  override render(): TemplateResult {
    const { recording, isUnable = false } = this.shown;
    const { stream, url } = this;
    const uploader = { record: 'camera screen', items: [], isDisabled: false, wants: () => !isUnable };
    const session = { recording, url, take: { stream }, announcement: '', ask: () => undefined };
    return renderRecorder(uploader as unknown as CfStreamUpload, session as unknown as RecorderSession, this.words);
  }
}

/** Thumbnail picker of an uploader with one file or two. */
export class ThumbnailInState extends CfStreamUploadThumbnail {
  shown: ThumbnailState = { name: '' };
  texts = uploadTexts;
  clip = new Blob();

  override connectedCallback(): void {
    const { shown, texts } = this;
    const status = shown.isWaiting ? 'uploading' : 'ready';
    const items = ['A walk around the lake.webm', 'Opening.webm'].map((name, index) => ({
      id: String(index),
      file: new File([shown.isUnreadable ? 'no video' : this.clip], name),
      state: { status, uid: shown.isWaiting ? null : name },
    }));
    const multiple = shown.isOneOfMany ?? false;
    this.uploader = Object.assign(document.createElement('div'), {
      thumbnailEndpoint: '/thumbnails/{uid}',
      items: items.slice(0, multiple ? 2 : 1),
      isDisabled: false,
      multiple,
      texts,
    }) as unknown as CfStreamUpload;
    super.connectedCallback();
  }

  /** Simulates a person's actions. */
  async reach(): Promise<void> {
    const { isOpen = false, isUnreadable = false, answers } = this.shown;
    if (!isOpen && !isUnreadable && answers === undefined) return;
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.click();
    while (!this.renderRoot.querySelector(isUnreadable ? '.panel > .said' : 'input:enabled')) await nextFrame();
    if (answers === undefined) return;
    // A site of its own, for one request.
    const { fetch } = window;
    window.fetch = () => Promise.resolve(new Response(null, { status: answers }));
    this.renderRoot.querySelector<HTMLElement>('.primary')?.click();
    const said = this.shown.isWaiting ? '.waiting' : '.saved, .failed';
    while (!this.renderRoot.querySelector(said)) await nextFrame();
    window.fetch = fetch;
  }
}

/** A player that has captions, and nothing else. */
export class CaptionsInPage extends HTMLElement {
  shown: TranscriptState | undefined;
  currentTime = 13;

  get readyState(): number {
    return this.shown?.readyState ?? 1;
  }
  #textTracks: TextTrackList | undefined;
  get textTracks(): TextTrackList {
    return (this.#textTracks ??= this.#makeTracks());
  }
  /** A stream whose captions never come, or fail. */
  get engine(): unknown {
    const { loads } = this.shown ?? {};
    if (!loads) return undefined;
    class Loader {
      load(_context: unknown, _config: unknown, { onError }: { readonly onError: () => void }): void {
        if (loads === 'fails') onError();
      }
    }
    const { textTracks } = this;
    const config = { loader: Loader, fragLoadPolicy: { default: {} } };
    return { config, subtitleTracks: [...textTracks].map((track) => ({ url: '/captions', trackNode: { track } })) };
  }

  #makeTracks(): TextTrackList {
    const { languages = [], lines = [] } = this.shown ?? {};
    const tracks = languages.map((language, index) => {
      const cues = lines.map((line, at) => new VTTCue(at * 6, at * 6 + 6, line));
      const mode = index === 0 ? 'hidden' : 'disabled';
      return Object.assign(new EventTarget(), { kind: 'captions', language, label: '', mode, cues });
    });
    return Object.assign(tracks, { addEventListener: () => undefined }) as unknown as TextTrackList;
  }
}

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

customElements.define('stream-thumbnail-in-state', ThumbnailInState);
customElements.define('stream-captions-in-page', CaptionsInPage);
customElements.define('stream-extras-in-player', ExtrasInPlayer);
customElements.define('stream-recorder-in-state', RecorderInState);
