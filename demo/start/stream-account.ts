import fs from 'node:fs/promises';
import type { LocalStream } from '../emulator/options.js';

/** A signing key as Stream gives it out, once. */
interface SigningKey {
  readonly id: string;
  /** Base64. */
  readonly jwk: string;
}

/** What {@link prepareAccount} takes. */
export interface AccountOptions {
  readonly stream: Pick<LocalStream, 'apiBase' | 'accountId' | 'apiToken'>;
  /** Where the signing key is kept, for the owner's eyes only. */
  readonly keyFile: string;
  readonly webhookUrl: string;
}

/**
 * Does at the local Stream, through its API, what a reader does once at the real one: makes a signing key and registers
 * the webhook.
 *
 * @returns settings of the reference server, by their names.
 */
export async function prepareAccount({ stream, keyFile, webhookUrl }: AccountOptions): Promise<Record<string, string>> {
  const api = createCaller(stream);
  const key = (await readKey(keyFile, await api('GET', '/keys'))) ?? (await makeKey(keyFile, api));
  const webhook = (await api('PUT', '/webhook', { notificationUrl: webhookUrl })) as { secret: string };
  return {
    STREAM_API_BASE: stream.apiBase,
    STREAM_ACCOUNT_ID: stream.accountId,
    STREAM_API_TOKEN: stream.apiToken,
    STREAM_SIGNING_KEY_ID: key.id,
    STREAM_SIGNING_JWK: key.jwk,
    STREAM_WEBHOOK_SECRET: webhook.secret,
  };
}

type Caller = (method: string, path: string, body?: object) => Promise<unknown>;

function createCaller({ apiBase, accountId, apiToken }: AccountOptions['stream']): Caller {
  return async (method, path, body) => {
    const response = await fetch(`${apiBase}/accounts/${accountId}/stream${path}`, {
      method,
      headers: { Authorization: `Bearer ${apiToken}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { result, success } = (await response.json()) as { result: unknown; success: boolean };
    if (!success) throw new Error(`The local Stream answered ${response.status} to ${method} ${path}.`);
    return result;
  };
}

/** The key that was kept, as long as Stream knows it: one that was revoked or belongs to another account is of no use. */
async function readKey(file: string, known: unknown): Promise<SigningKey | undefined> {
  try {
    const key = JSON.parse(await fs.readFile(file, 'utf8')) as SigningKey;
    return (known as { id: string }[]).some(({ id }) => id === key.id) ? key : undefined;
  } catch {
    return undefined;
  }
}

async function makeKey(file: string, api: Caller): Promise<SigningKey> {
  const { id, jwk } = (await api('POST', '/keys')) as SigningKey;
  // An old file would keep its own rights.
  await fs.rm(file, { force: true });
  await fs.writeFile(file, JSON.stringify({ id, jwk }), { mode: 0o600, flag: 'wx' });
  return { id, jwk };
}
