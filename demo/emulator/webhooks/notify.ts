import { setTimeout as wait } from 'node:timers/promises';
import { toVideoObject } from '../records/video-object.js';
import type { VideoRecord } from '../records/video-record.js';
import { timeLimit } from '../shared/time-limit.js';
import type { Settings } from '../state/settings.js';
import type { VideoStore } from '../state/video-store.js';
import type { WebhookStore } from '../state/webhook-store.js';
import { webhookSignature } from './signature.js';

const TIMEOUT_MS = 10_000;

/** Dependencies of webhook notifications. */
export interface NotifyContext {
  /** Where the local Stream can be reached, without a slash at the end. */
  readonly origin: string;
  readonly videos: VideoStore;
  readonly webhook: WebhookStore;
  readonly settings: Settings;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}

/**
 * Notifies the account's webhook that a video is done. Neither awaited nor retried on failure: retries are not
 * documented, so servers have to poll, too. Only if the process ends in between, it is repeated after the next start.
 */
export function notifyWebhook(context: NotifyContext, record: VideoRecord): void {
  const { webhooks, webhookDelayMs } = context.settings;
  const body = JSON.stringify(toVideoObject(record, context.origin));
  const send = async () => {
    await wait(webhookDelayMs, undefined, { signal: context.closing, ref: false });
    for (let sent = 0; sent < { never: 0, once: 1, twice: 2 }[webhooks]; sent += 1)
      await deliver(context, record.uid, body);
    context.closing.throwIfAborted();
    await context.videos.note(record.uid, { webhookDue: false });
  };
  // Ends early only when the local Stream does.
  send().catch(() => undefined);
}

/** Sends notifications that the last process could not send. */
export function resumeWebhooks(context: NotifyContext): void {
  for (const record of context.videos.list()) if (record.webhookDue) notifyWebhook(context, record);
}

async function deliver(context: NotifyContext, uid: string, body: string): Promise<void> {
  const webhook = context.webhook.get();
  if (!webhook) return;
  try {
    const response = await fetch(webhook.notificationUrl, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Webhook-Signature': webhookSignature(body, webhook.secret, Math.floor(context.now() / 1000)),
      },
      body,
      redirect: 'manual',
      signal: timeLimit(context.closing, TIMEOUT_MS),
    });
    await response.body?.cancel();
    context.log(`The webhook for video ${uid} was answered with ${response.status}.`);
  } catch {
    if (!context.closing.aborted) context.log(`The webhook for video ${uid} could not be delivered.`);
  }
}
