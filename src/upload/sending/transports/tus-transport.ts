import { Upload, type DetailedError, type HttpRequest, type HttpResponse } from 'tus-js-client';
import { RETRY } from '../../model/retry-policy.js';
import { TransportFailure } from '../../model/transport-failure.js';
import { StallTimer } from './stall-timer.js';
import { canRead, exposedHeader, toBytes, type Transport } from './transport.js';

/**
 * Sends a file in tus chunks, from where the server says it stands. tus-js-client is given the upload URL only, so that
 * it can neither create an upload nor remember one, and it never retries. It comes with the uploader: fetched later, it
 * could be missing on the very line that an upload has to outlast, and browsers remember such a failure.
 *
 * @since 0.1.0
 */
export const tusTransport: Transport = async (file, job) => {
  const { uploadURL, chunkBytes, onChunk, signal, onProgress, onAcknowledged, onExpiry, stallMs = RETRY.stallMs } = job;
  signal.throwIfAborted();

  let upload: Upload | undefined;
  let stall: StallTimer | undefined;
  let stop: (() => void) | undefined;
  let sentAt = 0;
  let sentBytes = 0;
  try {
    await new Promise<void>((resolve, reject) => {
      stop = () => reject(signal.reason as Error);
      signal.addEventListener('abort', stop);
      stall = new StallTimer(stallMs, () => reject(new TransportFailure('network')));
      upload = new Upload(file, {
        uploadUrl: uploadURL,
        chunkSize: chunkBytes,
        retryDelays: null,
        storeFingerprintForResuming: false,
        onProgress: (bytes) => {
          stall?.moved();
          // Fewer bytes than before: the connection broke, and the browser repeats the request by itself. The server
          // may have part of it already and refuse the rest, so the attempt ends, and the next one asks for the offset.
          if (bytes < sentBytes) reject(new TransportFailure('network'));
          sentBytes = bytes;
          onProgress(bytes);
        },
        onBeforeRequest: () => {
          sentAt = performance.now();
          sentBytes = 0;
        },
        onChunkComplete: (chunkSize, bytes) => {
          onAcknowledged(bytes);
          // Read anew for each chunk by tus-js-client.
          if (upload && onChunk) upload.options.chunkSize = onChunk(chunkSize, performance.now() - sentAt);
        },
        onAfterResponse: (request, response) => {
          stall?.moved();
          readAnswer(request, response, file.size, { onAcknowledged, ...(onExpiry && { onExpiry }) });
        },
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    });
  } catch (error) {
    signal.throwIfAborted();
    throw await toFailure(error, file);
  } finally {
    stall?.stop();
    if (stop) signal.removeEventListener('abort', stop);
    // After a success nothing runs any more; otherwise the request in flight is dropped and nothing is reported.
    void upload?.abort();
  }
};

function readAnswer(
  request: HttpRequest,
  response: HttpResponse,
  fileBytes: number,
  { onAcknowledged, onExpiry }: { onAcknowledged: (bytes: number) => void; onExpiry?: (expiresAt: number) => void },
): void {
  const expiresAt = Date.parse(header(response, 'Upload-Expires') ?? '');
  if (!Number.isNaN(expiresAt)) onExpiry?.(expiresAt);
  if (request.getMethod() !== 'HEAD' || response.getStatus() >= 300) return;
  const offset = toBytes(header(response, 'Upload-Offset'));
  const length = toBytes(header(response, 'Upload-Length'));
  // tus-js-client takes any upload that is complete for ours, and would send past the end of a shorter one.
  if ((length !== null && length !== fileBytes) || (offset !== null && offset > fileBytes)) {
    throw new TransportFailure('mismatch');
  }
  if (offset !== null) onAcknowledged(offset);
}

function header(response: HttpResponse, name: string): string | null {
  return exposedHeader(response.getUnderlyingObject() as XMLHttpRequest, name);
}

/** Keeps kind and status of what went wrong, and nothing else: tus-js-client's messages hold the URL. */
async function toFailure(error: unknown, file: File): Promise<TransportFailure> {
  if (error instanceof TransportFailure) return error;
  const { originalResponse, causingError } = error as Partial<DetailedError>;
  if (causingError instanceof TransportFailure) return causingError;
  const status = originalResponse?.getStatus() ?? 0;
  if (originalResponse && status >= 300) {
    return new TransportFailure(
      'status',
      status,
      header(originalResponse, 'Retry-After'),
      header(originalResponse, 'Date'),
    );
  }
  return new TransportFailure((await canRead(file)) ? 'network' : 'file');
}
