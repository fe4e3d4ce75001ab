import { html, nothing, svg, type TemplateResult } from 'lit';
import type { StreamErrorCode } from '../../shared/errors.js';
import type { CfStreamUpload } from '../stream-upload.js';
import type { RecordingWords } from '../strings/recording/en.js';
import { svgIcon } from '../view/upload-view.js';
import { sayError, sayWhyNot } from '../strings/recording/say.js';
import { canRecord } from './media-recording.js';
import {
  formatRecorded,
  recordedMsOf,
  recordingSources,
  type RecorderAsk,
  type RecordingState,
} from './recording-state.js';
import type { RecorderSession } from './recorder-session.js';

const ICONS = {
  camera: svg`<rect x="3" y="6.5" width="12.5" height="11" rx="2.5"/><path d="m15.5 10.5 5.5-3v9l-5.5-3"/>`,
  screen: svg`<rect x="3" y="4.5" width="18" height="12" rx="2"/><path d="M8.5 20h7M12 16.5V20"/>`,
};

interface RecorderView {
  readonly uploader: CfStreamUpload;
  readonly session: RecorderSession;
  readonly recording: RecordingState;
  readonly words: RecordingWords;
}

/** Draws a recorder: its start buttons, or the picture with the available actions. */
export function renderRecorder(
  uploader: CfStreamUpload,
  session: RecorderSession,
  words: RecordingWords,
): TemplateResult {
  const { recording } = session;
  const view = { uploader, session, recording, words };
  return html`<div class="frame">
    ${recording.status === 'idle' ? renderIdle(view, recording.error) : renderPanel(view)}
    <div class="visually-hidden" role="status">${session.announcement}</div>
  </div>`;
}

function renderIdle(view: RecorderView, error: StreamErrorCode | null): TemplateResult {
  const { words, session, uploader } = view;
  const sources = recordingSources(uploader.record);
  const unable = sources.filter((source) => !canRecord(source, uploader));
  return html`<div class="idle" role="group" aria-label=${words.label}>
    <div class="buttons">
      ${sources
        .filter((source) => !unable.includes(source))
        .map(
          (source) =>
            html`<button
            type="button"
            class="plain"
            part="button"
            ?disabled=${uploader.isDisabled}
            @click=${() => session.ask('record', source)}
          >
            ${svgIcon(source, ICONS[source])}<bdi>${words[source]}</bdi>
          </button>`,
        )}
    </div>
    ${error ? renderError(view, error) : nothing}
    ${unable.length > 0 ? html`<p class="said"><bdi>${sayWhyNot(words, unable)}</bdi></p>` : nothing}
  </div>`;
}

function renderPanel(view: RecorderView): TemplateResult {
  const { recording, words, uploader } = view;
  const notice = 'notice' in recording ? recording.notice : null;
  return html`<div
    class=${`panel ${uploader.items.length > 0 ? 'beside' : ''} ${recording.status}`}
    part="recorder"
    role="group"
    aria-label=${words.label}
    tabindex="-1"
  >
    ${renderPicture(view)} ${notice ? html`<p class="said"><bdi>${words.notices[notice]}</bdi></p>` : nothing}
    <div class="buttons">${renderButtons(view)}</div>
  </div>`;
}

function renderPicture(view: RecorderView): TemplateResult {
  const { recording, words, session } = view;
  const { take, url } = session;
  const time = formatRecorded(recordedMsOf(recording, performance.now()));
  switch (recording.status) {
    case 'recording':
    case 'paused':
      return html`<video
          class=${recording.source === 'camera' ? 'mirrored' : ''}
          aria-label=${words.live}
          autoplay
          playsinline
          .muted=${true}
          .srcObject=${take?.stream ?? null}
        ></video>
        <p class="clock">
          <span class="dot"></span><bdi>${words[recording.status]}</bdi> <span role="timer" dir="ltr">${time}</span>
        </p>`;
    case 'review':
      return html`<video
          aria-label=${words.recorded}
          controls
          playsinline
          preload="metadata"
          src=${url ?? nothing}
          @loadedmetadata=${findDuration}
        ></video>
        <p class="said">
          <bdi>${recording.isKept ? words.kept : words.recorded}</bdi> ${recording.isKept ? '' : '· '}<span dir="ltr">${time}</span>
        </p>
        ${recording.error ? renderError(view, recording.error) : nothing}`;
    default:
      return html`<p class="said"><bdi>${recording.status === 'saving' ? words.saving : words.asking}</bdi></p>`;
  }
}

function renderButtons(view: RecorderView): (TemplateResult | typeof nothing)[] {
  const { recording, words, session, uploader } = view;
  const isDisabled = (ask: RecorderAsk): boolean =>
    uploader.isDisabled
      ? ask === 'use' || ask === 'record'
      : ask === 'use' && recordedMsOf(recording, 0) < (uploader.minDuration ?? 0) * 1_000;
  const source = 'source' in recording ? recording.source : null;
  const button = (ask: RecorderAsk, text: string, isPrimary = false): TemplateResult =>
    html`<button
      type="button"
      class=${isPrimary ? 'primary' : 'plain'}
      part="button"
      ?disabled=${isDisabled(ask)}
      @click=${() => session.ask(ask, source)}
    >
      <bdi>${text}</bdi>
    </button>`;
  switch (recording.status) {
    case 'asking':
      return [button('cancel', words.cancel)];
    case 'recording':
      return [button('finish', words.finish, true), button('pause', words.pause)];
    case 'paused':
      return [button('finish', words.finish, true), button('resume', words.resume)];
    case 'review':
      return [
        button('use', words.use, true),
        source ? button('record', words.again) : nothing,
        button('discard', words.discard),
      ];
    default:
      return [];
  }
}

function renderError({ words, recording }: RecorderView, error: StreamErrorCode): TemplateResult {
  return html`<p class="said error"><bdi>${sayError(words, error, 'source' in recording ? recording.source : null)}</bdi></p>`;
}

/**
 * Makes the browser find the duration of a recording, which is not in its header: without it, seeking is impossible.
 */
function findDuration({ target }: Event): void {
  const video = target as HTMLVideoElement;
  if (video.duration !== Infinity) return;
  video.addEventListener('durationchange', () => (video.currentTime = 0), { once: true });
  video.currentTime = Number.MAX_SAFE_INTEGER;
}
