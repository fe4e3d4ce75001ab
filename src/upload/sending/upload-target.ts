import { StreamError } from '../../shared/errors.js';
import { RETRY, retryDelayMs } from '../model/retry-policy.js';
import { isOffline, waitForRetry } from '../model/network.js';
import { TransportFailure } from '../model/transport-failure.js';
import type { UploadWait } from '../model/upload-state.js';
import {
  checkUploadTarget,
  requestUpload,
  type CheckedTarget,
  type CreateUpload,
  type UploadMetadata,
} from './upload-endpoint.js';
import type { UploadSettings } from './upload-settings.js';

/** Settings that say where upload URLs come from. */
type TargetSource = Pick<UploadSettings, 'endpoint' | 'createUpload'>;

/**
 * Gets an upload URL for a file, with a few tries where the endpoint is unwell; waiting for the network does not count.
 *
 * @param onWait - Called before each wait for another try.
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING`, `UPLOAD_ENDPOINT_UNREACHABLE`, `UPLOAD_ENDPOINT_STATUS`,
 * `UPLOAD_ENDPOINT_NOT_AN_UPLOAD`, or what the server said was wrong with the file.
 */
export async function obtainTarget(
  file: File,
  source: TargetSource,
  signal: AbortSignal,
  onWait: (reason: UploadWait) => void,
): Promise<CheckedTarget> {
  for (let attempt = 1; ;) {
    try {
      return await ask(file, source, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof TransportFailure)) throw error;
      const offline = isOffline();
      if (!offline && attempt >= RETRY.endpointTries) throw toEndpointError(error);
      onWait(waitReason(error));
      const { retryAfterMs } = error;
      await waitForRetry(retryDelayMs(attempt, retryAfterMs), signal, retryAfterMs !== null);
      if (!offline) attempt += 1;
    }
  }
}

/** Names what is waited for after a failure. */
export function waitReason({ kind }: TransportFailure): UploadWait {
  if (isOffline()) return 'offline';
  return kind === 'network' ? 'connection' : 'server';
}

async function ask(file: File, source: TargetSource, signal: AbortSignal): Promise<CheckedTarget> {
  const metadata: UploadMetadata = { name: file.name, filetype: file.type };
  if (source.createUpload) {
    return checkUploadTarget(await callCreateUpload(source.createUpload, file, metadata, signal), document.baseURI);
  }
  if (!source.endpoint) {
    throw new StreamError(
      'UPLOAD_ENDPOINT_MISSING',
      'Set "endpoint" or "createUpload": there is nowhere to send the file.',
    );
  }
  return requestUpload(absoluteUrl(source.endpoint), { signal, size: file.size, metadata });
}

function absoluteUrl(endpoint: string): string {
  try {
    return new URL(endpoint, document.baseURI).href;
  } catch {
    throw new StreamError('UPLOAD_ENDPOINT_MISSING', '"endpoint" is no URL.');
  }
}

async function callCreateUpload(
  createUpload: CreateUpload,
  file: File,
  metadata: UploadMetadata,
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
