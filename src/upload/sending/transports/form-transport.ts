import { MAX_FORM_BYTES } from '../../model/limits.js';
import { RETRY } from '../../model/retry-policy.js';
import { TransportFailure } from '../../model/transport-failure.js';
import { StallTimer } from './stall-timer.js';
import { canRead, exposedHeader, type Transport } from './transport.js';

/**
 * Sends a file of up to 200 MB as one form POST, field `file`. It cannot go on where it stopped: every attempt begins
 * at the first byte.
 *
 * @since 0.1.0
 */
export const formTransport: Transport = async (
  file,
  { uploadURL, signal, onProgress, onAcknowledged, stallMs = RETRY.stallMs },
) => {
  if (file.size > MAX_FORM_BYTES) throw new TransportFailure('status', 413);
  signal.throwIfAborted();
  const request = new XMLHttpRequest();
  const stop = (): void => request.abort();
  const stall = new StallTimer(stallMs, stop);
  signal.addEventListener('abort', stop);
  try {
    const { status, retryAfter, date } = await post(request, uploadURL, file, (bytes) => {
      stall.moved();
      onProgress(bytes);
    });
    // The URL was used already. Our own last attempt may have got through with only its answer lost: taken for a URL
    // that is gone, it is first asked whether the video is whole.
    if (status === 409) throw new TransportFailure('status', 410);
    if (status >= 300) throw new TransportFailure('status', status, retryAfter, date);
    onProgress(file.size);
    onAcknowledged(file.size);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TransportFailure) throw error;
    throw new TransportFailure((await canRead(file)) ? 'network' : 'file');
  } finally {
    stall.stop();
    signal.removeEventListener('abort', stop);
  }
};

function post(
  request: XMLHttpRequest,
  url: string,
  file: File,
  onProgress: (bytes: number) => void,
): Promise<{ status: number; retryAfter: string | null; date: string | null }> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error('The form POST got no answer.'));
    request.addEventListener('load', () => {
      resolve({
        status: request.status,
        retryAfter: exposedHeader(request, 'Retry-After'),
        date: exposedHeader(request, 'Date'),
      });
    });
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    // Counts the form around the file, too: a little more than the file has.
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, file.size)));
    request.open('POST', url);
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
