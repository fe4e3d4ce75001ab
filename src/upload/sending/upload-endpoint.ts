import { StreamError } from '../../shared/errors.js';
import { endpointUrl } from '../../shared/endpoint-url.js';
import { asRecord, parseJson } from '../../shared/json.js';
import { codeOf, endpointError } from '../model/upload-failure.js';
import { makeHeaders, type UploadHeaders } from '../model/request-headers.js';
import * as RETRY from '../model/retry-limits.js';
import { isTemporaryStatus, retryDelayMs } from '../model/retry-policy.js';
import { Semaphore } from '../model/concurrency.js';
import { TransportFailure } from '../model/transport-failure.js';
import { isUploadUid } from '../model/upload-state.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { encodeUploadMetadata, type UploadMetadata } from './upload-metadata.js';
import { IMPLIED_TRANSPORT, TRANSPORT_NAMES, type TransportName } from './transports/registry.js';

/** Longest accepted upload URL, in characters: browsers and servers do not accept longer ones. */
export const MAX_URL = 16_384;

/**
 * Upload URL and uid of a new video, returned by an upload endpoint or by `createUpload`.
 *
 * @since 0.1.0
 */
export interface UploadTarget {
  /** One-time upload URL. It is a secret: anyone who has it can upload. */
  readonly uploadURL: string;
  /** Stream's uid for the future video. */
  readonly uid: string;
  /** `tus`, which can resume, or a single `form` POST for up to 200 MB. @defaultValue 'tus' */
  readonly protocol?: TransportName | undefined;
}

/** Validated {@link UploadTarget}: its URL is absolute and its protocol known. */
export type CheckedTarget = UploadTarget & { readonly protocol: TransportName };

/**
 * Function that returns an upload URL, in place of an endpoint. A `Response` is treated like one of the endpoint.
 *
 * @since 0.1.0
 */
export type CreateUpload = (
  file: File,
  metadata: UploadMetadata,
  signal: AbortSignal,
) => Promise<UploadTarget | Response>;

/** Options of {@link requestUpload}. */
interface RequestOptions {
  readonly signal: AbortSignal;
  /** Size of the file in bytes. */
  readonly size: number;
  readonly metadata: UploadMetadata;
  readonly headers?: UploadHeaders | null | undefined;
  readonly fetch?: typeof fetch;
}

/**
 * Requests an upload URL from an endpoint, with the headers of a tus creation request.
 *
 * @throws {TransportFailure} For a temporary failure: no response, 408, 423, 429, 5xx.
 * @throws {StreamError} `UPLOAD_ENDPOINT_STATUS`, `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, or the error in the response.
 */
export async function requestUpload(endpoint: string, options: RequestOptions): Promise<CheckedTarget> {
  const { signal, fetch: send = fetch } = options;
  const ending = withTimeout(signal, RETRY.endpointAnswerMs);
  const headers = await makeCreationHeaders(options, ending);
  let response: Response;
  let text: string;
  try {
    response = await send(endpoint, {
      method: 'POST',
      headers,
      signal: ending,
    });
    text = await response.text();
  } catch (error) {
    signal.throwIfAborted();
    const isLost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
    throw isLost ? new TransportFailure('network') : error;
  }
  return readTarget(response, text, endpoint);
}

/** Creates the headers of a tus creation request. By default, errors of the page's function count as temporary. */
async function makeCreationHeaders(
  { headers, size, metadata, signal }: Pick<RequestOptions, 'headers' | 'size' | 'metadata' | 'signal'>,
  ending: AbortSignal,
): Promise<Headers> {
  const own = {
    Accept: 'application/json',
    'Tus-Resumable': '1.0.0',
    'Upload-Length': `${size}`,
    'Upload-Metadata': encodeUploadMetadata(metadata),
  };
  try {
    return await makeHeaders(headers, own, ending);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof StreamError && !cause.retryable) throw cause;
    throw new TransportFailure('network', 0, null, null, { cause });
  }
}

/**
 * Reads the response of an upload endpoint.
 *
 * @throws The same as {@link requestUpload}.
 */
export function readTarget(response: Response, text: string, endpoint: string): CheckedTarget {
  const body = parseJson(text);
  if (!response.ok) throw refusal(response, body);
  const location = response.headers.get('Location');
  const target = location
    ? { uploadURL: location, uid: response.headers.get('stream-media-id'), protocol: IMPLIED_TRANSPORT.location }
    : targetOf(body);
  if (!location && body === undefined && /^text\/html\b/i.test(response.headers.get('Content-Type') ?? '')) {
    throw new StreamError(
      'UPLOAD_ENDPOINT_NOT_AN_UPLOAD',
      `The upload endpoint ${response.redirected ? 'redirected to' : 'answered with'} HTML: a login page?`,
    );
  }
  return checkUploadTarget(target, response.url || endpoint);
}

/**
 * Validates the result of an endpoint or `createUpload`, and makes its URL absolute.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, saying what is missing.
 */
export function checkUploadTarget(target: unknown, baseUrl: string): CheckedTarget {
  const { uploadURL, uid, protocol } = asRecord(target) ?? {};
  // Some servers report errors with status 200.
  if (uploadURL === undefined && codeOf(target)) throw endpointError(200, target);
  if (typeof uploadURL !== 'string' || uploadURL === '') {
    throw notAnUpload(
      'no upload URL: answer 201 with "Location" and "Access-Control-Expose-Headers: Location, stream-media-id", or ' +
        'JSON with "uploadURL" and "uid"',
    );
  }
  const url = uploadURL.length > MAX_URL ? undefined : parseUrl(uploadURL, baseUrl);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw notAnUpload('an upload URL that is not http(s)');
  if (isBlockedByBrowsers(url, baseUrl))
    throw notAnUpload('an http: upload URL for an https: page, which browsers block');
  if (/(^|\.)api\.cloudflare\.com$/.test(url.hostname)) {
    throw notAnUpload('an upload URL that needs your API token: request one from Stream with "?direct_user=true"');
  }
  if (!isUploadUid(uid)) {
    throw notAnUpload('no usable video uid: send "stream-media-id" (and expose it), or "uid" in the JSON');
  }
  const named = protocol === undefined ? IMPLIED_TRANSPORT.json : protocol;
  const known = TRANSPORT_NAMES.find((name) => name === named);
  if (!known) throw notAnUpload(`a "protocol" that is neither "${TRANSPORT_NAMES.join('" nor "')}"`);
  return { uploadURL: url.href, uid, protocol: known };
}

function notAnUpload(what: string): StreamError {
  return new StreamError('UPLOAD_ENDPOINT_NOT_AN_UPLOAD', `The upload endpoint's answer has ${what}.`);
}

/** Tells whether browsers block a request: `http:` from an `https:` page, except to the same machine. */
export function isBlockedByBrowsers(url: URL, baseUrl: string): boolean {
  const page =
    (globalThis as { location?: { readonly protocol: string } }).location?.protocol ??
    parseUrl(baseUrl, baseUrl)?.protocol;
  const isHere = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return page === 'https:' && url.protocol === 'http:' && !isHere;
}

function refusal(response: Response, body: unknown): Error {
  const error = endpointError(response.status, body, response.redirected);
  const isFinal = error.code !== 'UPLOAD_ENDPOINT_STATUS' || !isTemporaryStatus(response.status);
  return isFinal ? error : statusFailure(response);
}

function statusFailure({ status, headers }: Response): TransportFailure {
  return new TransportFailure('status', status, headers.get('Retry-After'), headers.get('Date'));
}

/** Settings for deleting a video. */
export interface DeleteSource {
  /** URL with a `{uid}` placeholder. Empty if nothing is deleted. */
  readonly deleteEndpoint: string;
  readonly headers?: UploadHeaders | null;
}

/** Deletes one video at a time: a server would refuse most of a long list at once. */
const deletions = new Semaphore(() => 1);

/**
 * Asks the site to delete a video, after earlier deletions, with retries if they may help. Nobody waits for it, and
 * failures are not reported: the file is already gone from the page.
 */
export function deleteVideo({ deleteEndpoint, headers }: DeleteSource, uid: string): Promise<unknown> {
  const { signal } = new AbortController();
  return deletions.run(signal, () => askForVideo('DELETE', deleteEndpoint, uid, headers));
}

/**
 * Sends a request about a video to the site, with retries if they may help. The page may be left meanwhile.
 *
 * @returns Whether it succeeded; `false` without an endpoint.
 */
export async function askForVideo(
  method: 'DELETE' | 'PUT',
  endpoint: string,
  uid: string,
  given?: UploadHeaders | null,
  body?: string,
): Promise<boolean> {
  for (let attempt = 1; endpoint && attempt <= RETRY.endpointTries; attempt += 1) {
    let retryAfterMs: number | null = null;
    const signal = AbortSignal.timeout(RETRY.endpointAnswerMs);
    try {
      const headers = await makeHeaders(
        given,
        body === undefined ? {} : { 'Content-Type': 'application/json' },
        signal,
      );
      const response = await fetch(endpointUrl(endpoint, uid), {
        method,
        keepalive: true,
        headers,
        signal,
        body: body ?? null,
      });
      if (!isTemporaryStatus(response.status)) return response.ok;
      ({ retryAfterMs } = statusFailure(response));
    } catch (error) {
      // Retried after no response.
      if (error instanceof StreamError && !error.retryable) return false;
    }
    if (attempt < RETRY.endpointTries)
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs(attempt, retryAfterMs)));
  }
  return false;
}

/** Unwraps the envelope of Stream's `direct_upload`, which accepts only a form POST; returns our own JSON as it is. */
function targetOf(body: unknown): unknown {
  const result = asRecord(asRecord(body)?.result);
  return result ? { protocol: IMPLIED_TRANSPORT.envelope, ...result } : body;
}

function parseUrl(url: string, base: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
