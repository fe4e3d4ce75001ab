import { AsyncLocalStorage } from 'node:async_hooks';
import { createWriteStream } from 'node:fs';
import { truncate } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { chunkFault } from './chunk-rules.js';
import { MAX_CHUNK_BYTES } from './limits.js';

/** Error that the tus server turns into a response. */
interface TusRefusal {
  readonly status_code: number;
  readonly body: string;
}

/** File store of the tus server that reports disk errors, and counts the bytes of chunks without an announced size. */
export class TusFiles extends FileStore {
  readonly #requests = new AsyncLocalStorage<IncomingMessage>();

  constructor(directory: string) {
    super({ directory });
    // Nothing else is documented for Stream.
    this.extensions = ['creation'];
  }

  /** Does `work`, whose chunk comes with this request. */
  during<T>(request: IncomingMessage, work: () => T): T {
    return this.#requests.run(request, work);
  }

  override async write(source: AsyncIterable<Uint8Array>, id: string, offset: number): Promise<number> {
    const path = join(this.directory, id);
    const request = this.#requests.getStore();
    const isMeasured = request?.headers['content-length'] !== undefined;
    const file = createWriteStream(path, { flags: 'r+', start: offset });
    try {
      await pipeline(isMeasured ? source : atMostOneChunk(source), file);
    } catch (error) {
      if (isRefusal(error)) await truncate(path, offset);
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC'
        ? { status_code: 507, body: 'the disk is full\n' }
        : error;
    }
    // A truncated chunk counts as far as it arrived, and the next one continues from there.
    if (!isMeasured && request?.complete) {
      const { size } = await this.getUpload(id);
      const fault = chunkFault(file.bytesWritten, offset + file.bytesWritten === size);
      if (fault) {
        await truncate(path, offset);
        throw refusal(fault.status, fault.text);
      }
    }
    return offset + file.bytesWritten;
  }
}

async function* atMostOneChunk(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const piece of source) {
    seen += piece.byteLength;
    if (seen > MAX_CHUNK_BYTES) throw refusal(413, `a chunk has at most ${MAX_CHUNK_BYTES} bytes`);
    yield piece;
  }
}

function refusal(status: number, text: string): TusRefusal & Error {
  return Object.assign(new Error(text), { status_code: status, body: `${text}\n` });
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'status_code' in error;
}
