import { createHmac } from 'node:crypto';

/**
 * The `Webhook-Signature` of a body.
 *
 * @param seconds since the epoch
 * @see https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/
 */
export function webhookSignature(body: string, secret: string, seconds: number): string {
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `time=${seconds},sig1=${signature}`;
}
