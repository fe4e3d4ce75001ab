import fs from 'node:fs';
import type { ClientRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { DetailedError, Upload, type HttpRequest } from 'tus-js-client';
import { refusalOf, type Sending } from './send-form.js';
import { UploadError } from './upload-error.js';

/** Size that Stream recommends on good connections: between 5 and 200 MiB, and a multiple of 256 KiB. */
export const CHUNK_BYTES = 52_428_800;
/** Delays before consecutive retries, in milliseconds; any progress starts over. About ten minutes in all. */
const RETRIES_MS = [
  0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000, 60_000,
  60_000,
];
const MAX_RETRY_AFTER_SECONDS = 600;
/** Time without progress after which a connection is replaced. */
const STALL_MS = 60_000;

/**
 * Sends a file, or its missing part, in tus chunks.
 *
 * @throws {UploadError} `NETWORK` if a retry may help, `UPLOAD_REJECTED`, `UPLOAD_EXPIRED`.
 */
export async function sendTus({
  file,
  size,
  uploadUrl,
  signal,
  onProgress,
  chunkBytes = CHUNK_BYTES,
  retriesMs = RETRIES_MS,
  stallMs = STALL_MS,
}: Sending & {
  readonly chunkBytes?: number;
  readonly retriesMs?: readonly number[];
  readonly stallMs?: number;
}): Promise<void> {
  const source = fs.createReadStream(file, { end: size - 1 });
  let current: HttpRequest | undefined;
  let watch: NodeJS.Timeout | undefined;
  const moved = (): void => {
    clearTimeout(watch);
    // tus-js-client treats it as a lost connection: it requests the offset and resumes.
    watch = setTimeout(
      () => (current?.getUnderlyingObject() as ClientRequest | undefined)?.destroy(new Error('stalled')),
      stallMs,
    );
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const upload = new Upload(source, {
        uploadUrl,
        uploadSize: size,
        chunkSize: chunkBytes,
        retryDelays: [...retriesMs],
        storeFingerprintForResuming: false,
        onProgress: (sentBytes) => {
          moved();
          onProgress(sentBytes);
        },
        // tus-js-client does not retry 408 and 429, and ignores Retry-After.
        onShouldRetry: (error) => {
          const status = error.originalResponse?.getStatus() ?? 0;
          return !signal.aborted && (status === 0 || status >= 500 || [408, 409, 423, 429].includes(status));
        },
        async onAfterResponse(_request, response) {
          clearTimeout(watch);
          const seconds = Number(response.getHeader('Retry-After'));
          if ([429, 503].includes(response.getStatus()) && seconds > 0) {
            await pause(Math.min(seconds, MAX_RETRY_AFTER_SECONDS) * 1_000, undefined, { signal }).catch(
              () => undefined,
            );
          }
        },
        onBeforeRequest: (request) => {
          current = request;
          moved();
        },
        onSuccess: () => resolve(),
        onError: (error) => reject(toUploadError(error)),
      });
      const stop = (): void => {
        void upload.abort();
        reject(new UploadError('UPLOAD_INTERRUPTED', 'The upload was interrupted.'));
      };
      if (signal.aborted) {
        stop();
        return;
      }
      signal.addEventListener('abort', stop, { once: true });
      upload.start();
    });
  } finally {
    clearTimeout(watch);
    source.destroy();
  }
}

/** Takes only the status: tus-js-client's messages contain the upload URL. */
function toUploadError(error: unknown): UploadError {
  const status = error instanceof DetailedError ? error.originalResponse?.getStatus() : undefined;
  // Without an endpoint for a new upload, tus-js-client throws an error of its own.
  if (status === undefined && error instanceof Error && error.message.includes('unable to resume upload'))
    return refusalOf(404);
  return status === undefined || status === 0
    ? new UploadError('NETWORK', 'The connection to Stream was lost.')
    : refusalOf(status);
}
