import {
  checkUploadTarget,
  requestUpload,
  type CheckedTarget,
  type UploadMetadata,
  type UploadTarget,
} from './upload-endpoint.js';
import { StreamError } from '../../shared/errors.js';
import { RETRY, retryDelayMs } from '../model/retry-policy.js';
import { TransportFailure } from '../model/transport-failure.js';
import { isOffline, waitForRetry } from '../model/retry-wait.js';

export type { CheckedTarget, UploadMetadata, UploadTarget };

/**
 * Asks the page for an upload URL, instead of an endpoint.
 *
 * @since 0.1.0
 */
export type CreateUpload = (file: File, metadata: UploadMetadata, signal: AbortSignal) => Promise<UploadTarget>;

/** Where upload URLs come from. `createUpload` goes before `endpoint`. */
export interface TargetSource {
  readonly endpoint: string;
  readonly createUpload: CreateUpload | null;
}

/** Options of {@link obtainTarget}. */
export interface ObtainOptions {
  readonly signal: AbortSignal;
  /** Called before each wait for another try. */
  readonly onWait: (reason: 'offline' | 'connection' | 'server') => void;
}

/**
 * Gets an upload URL for a file, with a few tries where the endpoint is unwell; waiting for the network does not count.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING`, `UPLOAD_ENDPOINT_UNREACHABLE`, `UPLOAD_ENDPOINT_STATUS`,
 * `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, or what the server said was wrong with the file.
 * @since 0.1.0
 */
export async function obtainTarget(
  file: File,
  source: TargetSource,
  { signal, onWait }: ObtainOptions,
): Promise<CheckedTarget> {
  for (let attempt = 1; ;) {
    try {
      return await ask(file, source, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TransportFailure)) throw error;
      const offline = isOffline();
      if (!offline && attempt >= RETRY.endpointTries) throw toEndpointError(error);
      onWait(offline ? 'offline' : error.kind === 'network' ? 'connection' : 'server');
      const { retryAfterMs } = error;
      await waitForRetry(retryDelayMs(attempt, retryAfterMs), signal, retryAfterMs !== null);
      if (!offline) attempt += 1;
    }
  }
}

async function ask(file: File, source: TargetSource, signal: AbortSignal): Promise<CheckedTarget> {
  const metadata: UploadMetadata = { name: file.name, filetype: file.type };
  if (source.createUpload) {
    return checkUploadTarget(await askPage(file, metadata, source.createUpload, signal), document.baseURI);
  }
  if (!source.endpoint) {
    throw new StreamError(
      'UPLOAD_ENDPOINT_MISSING',
      'Set "endpoint" or "createUpload": there is nowhere to send the file.',
    );
  }
  const endpoint = new URL(source.endpoint, document.baseURI).href;
  return requestUpload(endpoint, { signal, size: file.size, metadata });
}

async function askPage(
  file: File,
  metadata: UploadMetadata,
  createUpload: CreateUpload,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await createUpload(file, metadata, signal);
  } catch (cause) {
    signal.throwIfAborted();
    if (cause instanceof StreamError) throw cause;
    throw new StreamError('UPLOAD_ENDPOINT_UNREACHABLE', '"createUpload" failed.', { retryable: true, cause });
  }
}

function toEndpointError({ status, kind }: TransportFailure): StreamError {
  return kind === 'status'
    ? new StreamError('UPLOAD_ENDPOINT_STATUS', `The upload endpoint answered ${status}.`, { retryable: true, status })
    : new StreamError('UPLOAD_ENDPOINT_UNREACHABLE', 'The upload endpoint gave no answer (down, or refused by CORS).', {
        retryable: true,
      });
}
