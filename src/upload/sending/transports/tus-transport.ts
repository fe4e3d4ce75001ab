import { Upload, type DetailedError, type HttpResponse } from 'tus-js-client';
import { parseJson } from '../../../shared/json.js';
import { parseHttpDate } from '../../../shared/retry-after.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { parseByteCount } from '../../model/limits.js';
import * as RETRY from '../../model/retry-limits.js';
import { isTemporaryStatus } from '../../model/retry-policy.js';
import { TransportFailure } from '../../model/transport-failure.js';
import { codeOf } from '../../model/upload-failure.js';
import { defineTransport, exposedHeader, type SendOptions } from './transport.js';
import { readOffsetOf } from './tus-answer.js';

/**
 * Sends a file in tus chunks, from the server's offset on. tus-js-client gets only the upload URL, so that it neither
 * creates nor stores uploads, and it never retries. It is bundled with the uploader: loaded later, it could fail on the
 * very connection that an upload has to survive, and browsers remember such a failure.
 */
export const tusTransport = defineTransport({ name: 'tus', isResumable: true, maxBytes: Infinity, send, readOffset });

async function send(file: File, job: SendOptions): Promise<void> {
  const { uploadUrl, chunkBytes, onChunk, signal, onHandOver, onProgress, onAcknowledged, onExpiry } = job;
  let upload: Upload | undefined;
  let stop: (() => void) | undefined;
  let isOver = false;
  let sentAt = 0;
  let sentBytes = 0;
  let startBytes = 0;
  let { handedBytes } = job;
  try {
    await new Promise<void>((resolve, reject) => {
      stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      upload = new Upload(file, {
        uploadUrl,
        chunkSize: chunkBytes,
        retryDelays: null,
        storeFingerprintForResuming: false,
        onProgress: (bytes) => {
          // Fewer bytes than before: the connection broke, and the browser repeats the request by itself. The server
          // may already have part of it and refuse the rest, so the attempt ends, and the next one asks for the offset.
          if (bytes < sentBytes) reject(new TransportFailure('network'));
          sentBytes = bytes;
          onProgress(bytes);
        },
        onBeforeRequest: async (request) => {
          if (request.getMethod() === 'PATCH') {
            startBytes = Number(request.getHeader('Upload-Offset'));
            const endBytes = Math.min(startBytes + (upload?.options.chunkSize ?? chunkBytes), file.size);
            await onHandOver(endBytes);
            // Otherwise tus-js-client would still send a request that was dropped meanwhile.
            if (isOver) throw new TransportFailure('network');
            handedBytes = Math.max(handedBytes, endBytes);
          }
          sentAt = performance.now();
          sentBytes = 0;
        },
        onChunkComplete: (chunkSize, bytes) => {
          onAcknowledged(bytes);
          // tus-js-client reads it again for each chunk.
          if (upload && onChunk) upload.options.chunkSize = onChunk(chunkSize, performance.now() - sentAt);
        },
        // tus-js-client would believe any offset: one beyond the sent bytes leaves a hole in the video.
        onAfterResponse: (request, response) => {
          const expiresAt = parseHttpDate(header(response, 'Upload-Expires'));
          // Remaining lifetime by the server's own clock: the local one may be wrong.
          const dateMs = parseHttpDate(header(response, 'Date'));
          const leftMs = expiresAt === null ? 0 : expiresAt - (dateMs ?? Date.now());
          // A URL that has just responded has not expired, whatever a clock says.
          if (leftMs > 0) onExpiry?.(Date.now() + leftMs);
          if (response.getStatus() >= 300) return;
          const method = request.getMethod();
          const [offset, length] = [header(response, 'Upload-Offset'), header(response, 'Upload-Length')];
          const bytes = readOffsetOf({ method, offset, length }, { fileBytes: file.size, startBytes, handedBytes });
          if (method === 'HEAD') onAcknowledged(bytes);
        },
        onSuccess: () => resolve(),
        onError: (error) => reject(toFailure(error)),
      });
      upload.start();
    });
  } finally {
    isOver = true;
    if (stop) signal.removeEventListener('abort', stop);
    // After success, nothing is running; otherwise this drops the request in flight without reporting it.
    void upload?.abort();
  }
}

async function readOffset(uploadUrl: string, signal: AbortSignal): Promise<number | null> {
  try {
    const response = await fetch(uploadUrl, {
      method: 'HEAD',
      headers: { 'Tus-Resumable': '1.0.0' },
      cache: 'no-store',
      signal: withTimeout(signal, RETRY.offsetAnswerMs),
    });
    return response.ok ? parseByteCount(response.headers.get('Upload-Offset')) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function header(response: HttpResponse, name: string): string | null {
  return exposedHeader(response.getUnderlyingObject() as XMLHttpRequest, name);
}

/** Keeps only the status of an error: tus-js-client's messages contain the URL. */
function toFailure(error: Error | DetailedError): Error {
  const { originalResponse, causingError } = error as Partial<DetailedError>;
  if (causingError instanceof TransportFailure) return causingError;
  const status = originalResponse?.getStatus() ?? 0;
  if (!originalResponse || status < 300) return error;
  const [retryAfter, date] = ['Retry-After', 'Date'].map((name) => header(originalResponse, name));
  const code = isTemporaryStatus(status) ? undefined : codeOf(parseJson(originalResponse.getBody() || ''));
  return new TransportFailure('status', status, retryAfter, date, { code });
}
