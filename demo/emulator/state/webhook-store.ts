import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { JsonFile } from './json-file.js';
import { toTimestamp } from '../shared/time.js';

/** The account's one webhook subscription. */
export interface Webhook {
  readonly notificationUrl: string;
  readonly modified: string;
  /** 32 hex digits, used as text. */
  readonly secret: string;
}

/** Keeps the webhook subscription. Another URL gets another secret; the same one keeps it. */
export class WebhookStore {
  readonly #file: JsonFile<Webhook | null>;
  readonly #now: () => number;
  #webhook: Webhook | null;

  private constructor(file: JsonFile<Webhook | null>, webhook: Webhook | null, now: () => number) {
    this.#file = file;
    this.#webhook = webhook;
    this.#now = now;
  }

  static async open(dataDir: string, now: () => number): Promise<WebhookStore> {
    const file = new JsonFile<Webhook | null>(join(dataDir, 'webhook.json'));
    return new WebhookStore(file, (await file.read()) ?? null, now);
  }

  get(): Webhook | null {
    return this.#webhook;
  }

  async put(notificationUrl: string): Promise<Webhook> {
    const before = this.#webhook;
    const secret = before?.notificationUrl === notificationUrl ? before.secret : randomBytes(16).toString('hex');
    this.#webhook = { notificationUrl, modified: toTimestamp(this.#now()), secret };
    await this.#file.write(this.#webhook);
    return this.#webhook;
  }

  async delete(): Promise<void> {
    this.#webhook = null;
    await this.#file.write(null);
  }
}
