import { setTimeout as wait } from 'node:timers/promises';
import { toVideoObject } from '../accounts/video-object.js';
import type { StreamContext } from '../context.js';
import type { VideoRecord } from '../state/video-record.js';
import { timeLimit } from '../time-limit.js';
import { webhookSignature } from './signature.js';

const TIMEOUT_MS = 10_000;

/**
 * Tells the account's webhook that a video is done. Not waited for, and not repeated when it fails: retries are not
 * documented, so a server has to ask, too. Only where the process ends in between, it is told again after the next start.
 *
 * @since 0.1.0
 */
export function notifyWebhook(context: StreamContext, record: VideoRecord): void {
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

/** Tells what the last process did not come to tell. */
export function resumeWebhooks(context: StreamContext): void {
  for (const record of context.videos.list()) if (record.webhookDue) notifyWebhook(context, record);
}

async function deliver(context: StreamContext, uid: string, body: string): Promise<void> {
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
