import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { chromiumArguments, chromiumPath } from '../../harness/browser-options.js';
import { until } from '../../journeys/support/until.js';
import { FORM_ROUTE, type FaultProxy } from './fault-proxy.js';
import type { MatrixCase, Pair } from './matrix-cases.js';

const MiB = 1024 ** 2;
/** Size of the file: two chunks and a shorter one. */
const FILE_BYTES = 12 * MiB + 34_567;

export const CHUNK_BYTES = 5 * MiB;

/** State of the uploader on the page. */
interface UploadSnapshot {
  readonly status: string;
  readonly uid: string;
  readonly percent: number;
  readonly text: string;
}

/** One upload in a new browser, or in one that is shared, and the things a user may do to it. */
export class MatrixRun {
  readonly file: string;
  readonly sha256: string;
  readonly bytes = FILE_BYTES;
  #context!: BrowserContext;
  #page!: Page;
  readonly #folder: string;
  readonly #proxy: FaultProxy;

  readonly #pair: Pair;
  readonly #chunkBytes: number;

  constructor(folder: string, proxy: FaultProxy, pair: Pair, { chunkBytes = CHUNK_BYTES }: MatrixCase) {
    this.#folder = folder;
    this.#proxy = proxy;
    this.#pair = pair;
    this.#chunkBytes = chunkBytes;
    const bytes = randomBytes(FILE_BYTES);
    bytes.write('\0\0\0\x18ftypmp42', 0, 'latin1');
    this.file = path.join(folder, 'clip.mp4');
    fs.writeFileSync(this.file, bytes);
    this.sha256 = createHash('sha256').update(bytes).digest('hex');
  }

  /** @param browser - The browser to share; without one, a new one with a profile on disk. */
  async open(browser?: Browser): Promise<void> {
    const viewport = { width: 900, height: 700 };
    this.#context = browser
      ? await browser.newContext({ viewport })
      : await chromium.launchPersistentContext(path.join(this.#folder, 'profile'), {
          executablePath: await chromiumPath(),
          args: chromiumArguments,
          viewport,
        });
    this.#page = this.#context.pages()[0] ?? (await this.#context.newPage());
    await this.#load(this.#page);
  }

  choose(): Promise<void> {
    return this.#page.locator('cf-stream-upload input[type=file]').first().setInputFiles(this.file);
  }

  /** Waits until every byte is sent, or an error is shown, or the message is. */
  end(message?: RegExp): Promise<UploadSnapshot> {
    return until(
      'the upload has ended',
      async () => {
        const snapshot = await this.#snapshot();
        const isTold = message?.test(snapshot.text);
        return (isTold === true || ['processing', 'ready', 'error'].includes(snapshot.status)) && snapshot;
      },
      { timeoutMs: 60_000, intervalMs: 200 },
    );
  }

  async close(): Promise<void> {
    await this.#context.close().catch(() => undefined);
  }

  async restartServer(): Promise<void> {
    await this.#untilSecondChunk();
    await this.#proxy.restart(1_500);
  }

  async goOffline(forMs: number): Promise<void> {
    await this.#untilSecondChunk();
    await this.#context.setOffline(true);
    await until('the uploader is offline', async () => /offline/i.test((await this.#snapshot()).text));
    await pause(forMs);
    await this.#context.setOffline(false);
  }

  async reload(): Promise<void> {
    await this.#untilSecondChunk();
    this.#page.once('dialog', (dialog) => void dialog.accept());
    await this.#page.reload();
    await this.#setUp(this.#page);
    await this.#resume();
  }

  async reopenTab(): Promise<void> {
    await this.#untilSecondChunk();
    const page = await this.#context.newPage();
    await this.#page.close();
    this.#page = page;
    await this.#load(page);
    await this.#resume();
  }

  async killBrowser(): Promise<void> {
    await this.#untilSecondChunk();
    const cdp = await this.#context.newCDPSession(this.#page);
    // No clean shutdown, as in a power failure.
    await cdp.send('Browser.crash' as never).catch(() => undefined);
    await this.close();
    fs.rmSync(path.join(this.#folder, 'profile', 'SingletonLock'), { force: true });
    await this.open();
    await this.#resume();
  }

  async openSecondTab(): Promise<void> {
    await this.#untilSecondChunk();
    const second = await this.#context.newPage();
    await this.#load(second);
    const first = this.#page;
    this.#page = second;
    await this.choose();
    await until('the second tab waits', async () => (await this.#snapshot()).text.includes('another tab'));
    await this.end();
    this.#page = first;
  }

  async pauseAndResume(): Promise<void> {
    await this.#untilSecondChunk();
    await this.#page.evaluate(() => document.querySelector('cf-stream-upload')!.pause());
    await this.#page.evaluate(() => document.querySelector('cf-stream-upload')!.resume());
  }

  async changeFile(): Promise<void> {
    await this.#untilSecondChunk();
    fs.appendFileSync(this.file, 'more');
  }

  async deleteFile(): Promise<void> {
    await this.#untilSecondChunk();
    fs.rmSync(this.file);
  }

  async #load(page: Page): Promise<void> {
    await page.goto(this.#proxy.origin);
    await this.#setUp(page);
  }

  /** Has the page's uploader go the ways that are wanted. */
  async #setUp(page: Page): Promise<void> {
    const set = { ...this.#pair, chunkBytes: this.#chunkBytes, formRoute: FORM_ROUTE };
    await page.evaluate(({ way, protocol, chunkBytes, formRoute }) => {
      const upload = document.querySelector('cf-stream-upload')!;
      upload.chunkSize = chunkBytes;
      if (protocol === 'form') upload.endpoint = formRoute;
      const { endpoint } = upload;
      if (way === 'endpoint') return;
      upload.endpoint = '';
      upload.createUpload = ({ size }, { name }, signal) => {
        const headers = {
          'Tus-Resumable': '1.0.0',
          'Upload-Length': String(size),
          'Upload-Metadata': `name ${btoa(name)}`,
        };
        return fetch(endpoint, { method: 'POST', headers, signal });
      };
    }, set);
  }

  /** Resumes after a reload by choosing the same file again; a form begins again. */
  async #resume(): Promise<void> {
    if (this.#pair.protocol === 'form') return this.choose();
    await until('it offers to go on', async () => (await this.#snapshot()).status === 'resumable');
    await this.choose();
  }

  async #untilSecondChunk(): Promise<void> {
    await until('the second chunk is on its way', async () => (await this.#snapshot()).percent >= 42);
  }

  #snapshot(): Promise<UploadSnapshot> {
    return this.#page.evaluate(() => {
      const upload = document.querySelector('cf-stream-upload')!;
      const row = upload.shadowRoot?.querySelector('cf-stream-upload-row')?.shadowRoot;
      const { state } = upload;
      // Sent in full, which is all that counts here: random bytes are no video, so that processing fails.
      const isSent = state.status === 'error' && state.error.code === 'VIDEO_FAILED';
      return {
        status: isSent ? 'processing' : state.status,
        uid: 'uid' in state ? (state.uid ?? '') : '',
        percent: upload.progress?.percent ?? 0,
        text: [...(row?.querySelectorAll('p') ?? [])].map((part) => part.textContent).join(' '),
      };
    });
  }
}
