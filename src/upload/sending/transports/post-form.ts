import { parseJson } from '../../../shared/json.js';
import { isTemporaryStatus } from '../../model/retry-policy.js';
import { TransportFailure } from '../../model/transport-failure.js';
import { codeOf } from '../../model/upload-failure.js';
import { exposedHeader, type SendOptions } from './transport.js';

/**
 * Makes the one POST of a form, field `file`.
 *
 * @throws {TransportFailure} where the file has not arrived.
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
    // A login page of a network that wants to be signed into, where the upload server should be.
    if (status < 300 && isPage(request)) throw new TransportFailure('network');
    // The URL was used already. Our own last attempt may have got through with only its answer lost: taken for a URL
    // that is gone, it is first asked whether the video is whole.
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
    // Counts the form around the file, too: a little more than the file has.
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(Math.min(loaded, file.size)));
    request.open('POST', url);
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}
