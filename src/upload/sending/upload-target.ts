import { StreamError } from '../../shared/errors.js';
import { asRecord } from '../../shared/json.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { endpointError } from '../model/upload-failure.js';
import * as RETRY from '../model/retry-limits.js';
import { isTemporaryStatus, retryDelayMs } from '../model/retry-policy.js';
import { abortable, isOffline, waitForRetry } from '../model/network.js';
import { TransportFailure } from '../model/transport-failure.js';
import type { UploadWait } from '../model/upload-state.js';
import { claimUpload } from './own-uploads.js';
import { transportNamed } from './transports/registry.js';
import {
  checkUploadTarget,
  isBlockedByBrowsers,
  readTarget,
  requestUpload,
  type CheckedTarget,
  type CreateUpload,
} from './upload-endpoint.js';
import { readMetadata, type UploadMetadata } from './upload-metadata.js';
import type { UploadSettings } from './upload-settings.js';

/** File, with the media type of its content, used if the system's type is no video. */
interface DescribedFile {
  readonly file: File;
  readonly filetype?: string;
}

/** Settings for getting an upload URL. */
type TargetSource = Pick<UploadSettings, 'endpoint' | 'createUpload' | 'headers' | 'metadata'>;

/**
 * Gets an upload URL for a file, with a few retries if the endpoint fails; waiting for the network does not count.
 *
 * @param onWait - Called before each retry delay.
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING`, `UPLOAD_ENDPOINT_UNREACHABLE`, `UPLOAD_ENDPOINT_STATUS`,
 * `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, or the endpoint's error about the file.
 */
export async function obtainTarget(
  file: DescribedFile,
  source: TargetSource,
  signal: AbortSignal,
  onWait: (reason: UploadWait) => void,
): Promise<CheckedTarget> {
  let silentSince = performance.now();
  for (let attempt = 1; ;) {
    try {
      const target = await ask(file, source, signal);
      claimUpload(target.uid, transportNamed(target.protocol).isResumable);
      return target;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TransportFailure)) throw error;
      const offline = isOffline();
      // Browsers do not notice every lost network, and report one as back before it works.
      const isEarly = !error.status && performance.now() - silentSince < RETRY.endpointSilenceMs;
      if (!offline && !isEarly && attempt >= RETRY.endpointTries) throw toEndpointError(error);
      onWait(waitReason(error));
      const { retryAfterMs } = error;
      await waitForRetry(retryDelayMs(attempt, retryAfterMs), signal, retryAfterMs !== null);
      if (offline) silentSince = performance.now();
      else attempt += 1;
    }
  }
}

/** Returns the reason for waiting after a failure. */
export function waitReason({ kind }: TransportFailure): UploadWait {
  if (isOffline()) return 'offline';
  return kind === 'network' ? 'connection' : 'server';
}

async function ask(
  { file, filetype = '' }: DescribedFile,
  source: TargetSource,
  signal: AbortSignal,
): Promise<CheckedTarget> {
  const known = {
    name: file.name,
    filetype: /^video\//i.test(file.type) ? file.type : filetype || file.type,
  };
  const metadata = await describeFile(known, file, source, signal);
  if (source.createUpload) return callCreateUpload(source.createUpload, file, metadata, signal);
  if (!source.endpoint) {
    throw new StreamError(
      'UPLOAD_ENDPOINT_MISSING',
      'Set "endpoint" or "createUpload": there is nowhere to send the file.',
    );
  }
  const endpoint = absoluteUrl(source.endpoint);
  if (isBlockedByBrowsers(new URL(endpoint), document.baseURI)) {
    throw new StreamError(
      'UPLOAD_ENDPOINT_MISSING',
      '"endpoint" is an http: URL, which browsers block on https: pages.',
    );
  }
  return requestUpload(endpoint, { signal, size: file.size, metadata, headers: source.headers });
}

/**
 * Adds the page's metadata of a file to the known one.
 *
 * @throws {TransportFailure} If the page's function fails, or takes too long.
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` if a tus header cannot hold it.
 */
async function describeFile(
  known: UploadMetadata,
  file: File,
  { metadata: given }: TargetSource,
  signal: AbortSignal,
): Promise<UploadMetadata> {
  if (!given) return known;
  const ending = withTimeout(signal, RETRY.endpointAnswerMs);
  try {
    const own = typeof given === 'function' ? await abortable(given(file), ending) : given;
    return { ...known, ...readMetadata(own) };
  } catch (cause) {
    signal.throwIfAborted();
    throw toCreateFailure(cause);
  }
}

function absoluteUrl(endpoint: string): string {
  try {
    return new URL(endpoint, document.baseURI).href;
  } catch {
    throw new StreamError('UPLOAD_ENDPOINT_MISSING', '"endpoint" is not a URL.');
  }
}

/**
 * Calls the page's function like an endpoint: with a timeout, and its errors count as temporary, unless they say
 * otherwise.
 */
async function callCreateUpload(
  createUpload: CreateUpload,
  file: File,
  metadata: UploadMetadata,
  signal: AbortSignal,
): Promise<CheckedTarget> {
  const ending = withTimeout(signal, RETRY.endpointAnswerMs);
  let made: unknown;
  let text = '';
  try {
    // A thrown response, or one in an error, is treated like a returned one.
    made = await abortable(createUpload(file, metadata, ending), ending).catch((cause: unknown) => {
      const thrown = responseOf(cause);
      if (!thrown) throw cause;
      return thrown;
    });
    if (isResponse(made)) text = await abortable(made.text(), ending);
  } catch (cause) {
    signal.throwIfAborted();
    throw toCreateFailure(cause);
  }
  return isResponse(made) ? readTarget(made, text, document.baseURI) : checkUploadTarget(made, document.baseURI);
}

/** Tells whether a value is a `Response`, of this window or another. */
function isResponse(value: unknown): value is Response {
  return Object.prototype.toString.call(value) === '[object Response]';
}

/** Returns a failed response that was thrown, or is part of an HTTP client's error, if its body is unread. */
function responseOf(cause: unknown): Response | null {
  if (cause instanceof StreamError) return null;
  const held = isResponse(cause) ? cause : asRecord(cause)?.response;
  return isResponse(held) && !held.ok && !held.bodyUsed && held.status > 0 ? held : null;
}

/**
 * Turns an error of `createUpload` into a failure: one of our errors, one with the `status` of a response, or any
 * other.
 */
function toCreateFailure(cause: unknown): Error {
  if (cause instanceof StreamError && !(cause.retryable && cause.code.startsWith('UPLOAD_ENDPOINT_'))) return cause;
  const status = statusOf(cause);
  const refusal = status === null ? null : endpointError(status, bodyOf(cause));
  if (refusal && (refusal.code !== 'UPLOAD_ENDPOINT_STATUS' || !isTemporaryStatus(status ?? 0))) return refusal;
  const [retryAfter, date] = [retryAfterOf(cause), headerOf(cause, 'date')];
  if (status !== null) return new TransportFailure('status', status, retryAfter, date, { cause });
  const isLost = cause instanceof TypeError || cause instanceof DOMException;
  return new TransportFailure(isLost ? 'network' : 'status', 0, retryAfter, date, { cause });
}

/** Returns the HTTP status of a thrown response or an HTTP client's error. */
function statusOf(cause: unknown): number | null {
  const { status, response } = (asRecord(cause) ?? {}) as { status?: unknown; response?: unknown };
  const held = status ?? asRecord(response)?.status;
  return typeof held === 'number' && held >= 300 && held < 600 ? held : null;
}

/** Returns the parsed body of an HTTP client's error. */
function bodyOf(cause: unknown): unknown {
  const { data, body, response } = asRecord(cause) ?? {};
  return asRecord(response)?.data ?? data ?? body;
}

function retryAfterOf(cause: unknown): string | null {
  if (cause instanceof StreamError)
    return cause.retryAfterMs === null ? null : `${Math.ceil(cause.retryAfterMs / 1000)}`;
  return headerOf(cause, 'retry-after');
}

/** Returns a header of a thrown error: from `Headers`, or from an HTTP client's object. */
function headerOf(cause: unknown, name: string): string | null {
  const { headers, response } = asRecord(cause) ?? {};
  const held = asRecord(asRecord(response)?.headers ?? headers) ?? {};
  const value = isHeaders(held)
    ? held.get(name)
    : Object.entries(held).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : null;
}

function isHeaders(held: object): held is Pick<Headers, 'get'> {
  return 'get' in held && typeof held.get === 'function';
}

function toEndpointError(failure: TransportFailure): StreamError {
  const { status, cause } = failure;
  if (status) {
    const message = `The upload endpoint answered ${status}.`;
    return new StreamError('UPLOAD_ENDPOINT_STATUS', message, { retryable: true, status, cause });
  }
  const message = cause
    ? '"createUpload", "metadata" or "headers" failed, or did not answer.'
    : 'The upload endpoint did not answer (down, or blocked by CORS).';
  return new StreamError('UPLOAD_ENDPOINT_UNREACHABLE', message, { retryable: true, cause });
}
