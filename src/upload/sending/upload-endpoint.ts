import { asRecord, parseJson } from '../../shared/json.js';
import { StreamError } from '../../shared/errors.js';
import { endpointError } from '../model/upload-failure.js';
import { isTemporaryStatus, TransportFailure } from '../model/upload-retry.js';
import { isUploadUid } from '../model/upload-uid.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { encodeUploadMetadata } from './upload-metadata.js';

/**
 * Where a file goes, as an upload endpoint or `createUpload` answers.
 *
 * @since 0.1.0
 */
export interface UploadTarget {
  /** One-time URL the bytes are sent to. A secret: whoever has it may send. */
  readonly uploadURL: string;
  /** Stream's id of the video that will be. */
  readonly uid: string;
  /** `tus`, which can go on where it stopped, or one `form` POST for up to 200 MB. @defaultValue 'tus' */
  readonly protocol?: 'tus' | 'form' | undefined;
}

/** An {@link UploadTarget} that was checked: the URL is absolute, the protocol known. */
export type CheckedTarget = UploadTarget & { readonly protocol: 'tus' | 'form' };

/**
 * What is told about a file when an upload URL is asked for.
 *
 * @since 0.1.0
 */
export interface UploadMetadata {
  readonly name: string;
  /** Media type; empty where it is not known. */
  readonly filetype: string;
}

/** Options of {@link requestUpload}. */
export interface RequestUploadOptions {
  readonly signal: AbortSignal;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly metadata: UploadMetadata;
  readonly fetch?: typeof fetch;
}

/** An endpoint that gives no answer for so many milliseconds is taken for one that cannot be reached. */
const ANSWER_MS = 60_000;

/**
 * Asks an upload endpoint where to send a file, with the headers of a tus creation request.
 *
 * @throws {TransportFailure} for a failure that may be over soon: no answer, 408, 423, 429, 5xx.
 * @throws {StreamError} `UPLOAD_ENDPOINT_STATUS`, `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, or what the server said was wrong.
 * @since 0.1.0
 */
export async function requestUpload(endpoint: string, options: RequestUploadOptions): Promise<CheckedTarget> {
  const { signal, size, metadata, fetch: send = fetch } = options;
  let response: Response;
  let text: string;
  try {
    response = await send(endpoint, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Tus-Resumable': '1.0.0',
        'Upload-Length': `${size}`,
        'Upload-Metadata': encodeUploadMetadata({ ...metadata }),
      },
      signal: withTimeout(signal, ANSWER_MS),
    });
    text = await response.text();
  } catch (error) {
    signal.throwIfAborted();
    const isLost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
    throw isLost ? new TransportFailure('network') : error;
  }
  const body = parseJson(text);
  if (!response.ok) throw refusal(response, body);
  const location = response.headers.get('Location');
  const target = location
    ? { uploadURL: location, uid: response.headers.get('stream-media-id'), protocol: 'tus' }
    : targetOf(body);
  return checkUploadTarget(target, response.url || endpoint);
}

/**
 * Checks what an endpoint or `createUpload` gave, and makes its URL absolute.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, saying what is missing.
 * @since 0.1.0
 */
export function checkUploadTarget(target: unknown, baseURL: string): CheckedTarget {
  const { uploadURL, uid, protocol } = asRecord(target) ?? {};
  if (typeof uploadURL !== 'string' || uploadURL === '') {
    throw notAnUpload(
      'no upload URL: answer 201 with "Location" and "Access-Control-Expose-Headers: Location, stream-media-id", or ' +
        'JSON with "uploadURL" and "uid"',
    );
  }
  const url = parseURL(uploadURL, baseURL);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw notAnUpload('an upload URL that is no http(s) URL');
  if (!isUploadUid(uid)) {
    throw notAnUpload('no usable video uid: send "stream-media-id" (and expose it), or "uid" in the JSON');
  }
  if (protocol !== undefined && protocol !== 'tus' && protocol !== 'form') {
    throw notAnUpload('a "protocol" that is neither "tus" nor "form"');
  }
  return { uploadURL: url.href, uid, protocol: protocol ?? 'tus' };
}

function notAnUpload(what: string): StreamError {
  return new StreamError('UPLOAD_ENDPOINT_NOT_AN_UPLOAD', `The upload endpoint's answer has ${what}.`);
}

function refusal(response: Response, body: unknown): Error {
  const error = endpointError(response.status, body);
  const isFinal = error.code !== 'UPLOAD_ENDPOINT_STATUS' || !isTemporaryStatus(response.status);
  return isFinal
    ? error
    : new TransportFailure(
        'status',
        response.status,
        response.headers.get('Retry-After'),
        response.headers.get('Date'),
      );
}

/** Our own form, or the envelope of Stream's `direct_upload`, which takes a form POST and nothing else. */
function targetOf(body: unknown): unknown {
  const result = asRecord(asRecord(body)?.result);
  return result ? { protocol: 'form', ...result } : body;
}

function parseURL(url: string, base: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
