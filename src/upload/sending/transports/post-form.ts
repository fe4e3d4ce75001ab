import { parseJson } from '../../../shared/json.js';
import { isTemporaryStatus } from '../../model/retry-policy.js';
import { TransportFailure } from '../../model/transport-failure.js';
import { codeOf } from '../../model/upload-failure.js';
import { exposedHeader, type SendOptions } from './transport.js';

/**
 * Makes the single form POST, field `file`.
 *
 * @throws {TransportFailure} If the file has not arrived.
 */
export async function postForm(file: File, options: SendOptions): Promise<void> {
  const { uploadUrl, signal, onHandOver, onProgress, onAcknowledged } = options;
  const request = new XMLHttpRequest();
  const stop = (): void => request.abort();
  signal.addEventListener('abort', stop);
  try {
    await onHandOver(file.size);
    signal.throwIfAborted();
    const { status, retryAfter, date } = await post(request, uploadUrl, file, onProgress);
    // Login page of a captive portal instead of the upload server.
    if (status < 300 && isPage(request)) throw new TransportFailure('network');
    // The URL was already used. Our own last attempt may have succeeded with its response lost: it is treated as a URL
    // that is gone, for which the status of the video is requested first.
    if (status === 409) throw new TransportFailure('status', 410);
    const code = status < 300 || isTemporaryStatus(status) ? undefined : codeOf(parseJson(request.responseText));
    if (status >= 300) throw new TransportFailure('status', status, retryAfter, date, { code });
    onProgress(file.size);
    onAcknowledged(file.size);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function isPage(request: XMLHttpRequest): boolean {
  return /^text\/html\b/i.test(exposedHeader(request, 'Content-Type') ?? '');
}

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
    // Includes the form around the file: a little more than the file itself.
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, file.size)));
    request.open('POST', url);
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
