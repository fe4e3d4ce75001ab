import { timeLimit } from '../shared/time-limit.js';
import type { Settings } from '../state/settings.js';

/**
 * Errors of live inputs, with Cloudflare's messages.
 *
 * @see https://developers.cloudflare.com/stream/stream-live/webhooks/
 */
export const LIVE_ERRORS = {
  ERR_GOP_OUT_OF_RANGE: 'Input GOP size or keyframe interval is out of range.',
  ERR_UNSUPPORTED_VIDEO_CODEC: 'Unsupported video codec.',
  ERR_UNSUPPORTED_AUDIO_CODEC: 'Unsupported audio codec.',
  ERR_STORAGE_QUOTA_EXHAUSTED: 'The storage quota is exhausted.',
  ERR_UNHEALTHY: 'The input is unhealthy.',
} as const;

/** Why an input cannot be broadcast. */
export type LiveErrorCode = keyof typeof LIVE_ERRORS;

/** Event of a live input. */
export type LiveEvent = 'live_input.connected' | 'live_input.disconnected' | 'live_input.errored';

const TIMEOUT_MS = 10_000;

/** Dependencies of live input notifications. */
export interface NotifyLiveContext {
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}

/** Tells of an event of an input, in the form of an account's notification. Not waited for, nor repeated. */
export function notifyLive(
  context: NotifyLiveContext,
  inputUid: string,
  event: LiveEvent,
  error?: LiveErrorCode,
): void {
  const url = context.settings.liveNotificationUrl;
  if (url === '') return;
  const data = {
    notification_name: 'Stream Live Input',
    input_id: inputUid,
    event_type: event,
    updated_at: new Date(context.now()).toISOString(),
    ...(error === undefined ? {} : { live_input_errored: { error: { code: error, message: LIVE_ERRORS[error] } } }),
  };
  const body = JSON.stringify({
    name: 'Live Webhook',
    text: `Notification type: Stream Live Input\nInput ID: ${inputUid}\nEvent type: ${event}`,
    data,
    ts: Math.floor(context.now() / 1000),
  });
  const signal = timeLimit(context.closing, TIMEOUT_MS);
  fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    redirect: 'manual',
    signal,
  }).then(
    (response) => {
      context.log(`The notification for live input ${inputUid} was answered with ${response.status}.`);
      return response.body?.cancel();
    },
    () => {
      if (!context.closing.aborted) context.log(`The notification for live input ${inputUid} could not be delivered.`);
    },
  );
}
