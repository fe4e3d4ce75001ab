import { Worker } from 'node:worker_threads';

/** One command for ffmpeg in WebAssembly. Its input is `/input`, its outputs go below `/out`. */
export interface WasmCommand {
  readonly inputFile: string;
  readonly args: readonly string[];
  /** Made below `/out` beforehand. */
  readonly folders: readonly string[];
  /** Where everything below `/out` is copied to. */
  readonly outDir: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

interface Result {
  readonly exitCode: number;
  readonly log: string;
}

/** How long an idle worker is kept: starting one takes about a second. */
const IDLE_MS = 20_000;

/**
 * Runs commands one at a time in a worker, which is started on demand and ended when it hangs, on request, or after a
 * while without work.
 */
export class WasmRunner {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();

  run(command: WasmCommand): Promise<Result> {
    const result = this.#last.then(() => this.#runNow(command));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #runNow({ signal, timeoutMs, onProgress, ...command }: WasmCommand): Promise<Result> {
    signal.throwIfAborted();
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#startWorker());
    worker.ref();
    return new Promise<Result>((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        worker.off('error', stop).off('exit', onExit).off('message', onMessage);
        settle();
      };
      const stop = (reason: unknown) => {
        end(() => {
          void this.close().then(() => reject(reason as Error));
        });
      };
      const onAbort = () => stop(signal.reason);
      const onExit = () => stop(new Error('ffmpeg in WebAssembly ended unexpectedly.'));
      const onMessage = (message: Result | { readonly progress: number }) => {
        if ('progress' in message) return onProgress?.(message.progress);
        end(() => {
          this.#rest(worker);
          resolve(message);
        });
      };
      const timer = setTimeout(() => stop(new Error('ffmpeg in WebAssembly took too long.')), timeoutMs);
      signal.addEventListener('abort', onAbort, { once: true });
      worker.on('error', stop).on('exit', onExit).on('message', onMessage);
      worker.postMessage(command);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('wasm-worker.mjs', import.meta.url));
    // Even while idle: an unhandled error event would end the process.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }

  #rest(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => void this.close(), IDLE_MS);
    this.#idle.unref();
  }
}
