/** Result of verifying a webhook's signature: `ok`, or why it is rejected. */
export type WebhookVerdict = 'ok' | 'malformed' | 'stale' | 'mismatch';

/** Input of {@link verifyWebhook}. `body` is the raw request body. */
export interface WebhookInput {
  readonly header: string | null | undefined;
  readonly body: Uint8Array;
  readonly secret: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** Greatest difference of a webhook's time from ours. Stream leaves it to the receiver. */
const TOLERANCE_SECONDS = 300;

/**
 * Verifies `Webhook-Signature: time=<seconds>,sig1=<hex>`: an HMAC-SHA256 over `<time>.<body>`.
 *
 * @see https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/
 */
export async function verifyWebhook({ header, body, secret, nowMs }: WebhookInput): Promise<WebhookVerdict> {
  const parts = new Map(
    (header ?? '').split(',').map((part): [string, string] => {
      const [name = '', ...value] = part.split('=');
      return [name.trim(), value.join('=').trim()];
    }),
  );
  const time = parts.get('time') ?? '';
  const signature = parts.get('sig1') ?? '';
  if (!/^\d{1,12}$/.test(time) || !/^[0-9a-f]{64}$/.test(signature)) return 'malformed';
  if (Math.abs(nowMs / 1000 - Number(time)) > TOLERANCE_SECONDS) return 'stale';

  const encoder = new TextEncoder();
  const prefix = encoder.encode(`${time}.`);
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
  const expected = Uint8Array.from(signature.match(/../g) ?? [], (hex) => parseInt(hex, 16));
  // verify() takes constant time, unlike a comparison of strings.
  return (await crypto.subtle.verify('HMAC', key, expected, signed)) ? 'ok' : 'mismatch';
}
