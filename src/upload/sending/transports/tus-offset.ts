import { withTimeout } from '../../../shared/with-timeout.js';
import { RETRY } from '../../model/retry-policy.js';
import { toBytes } from './transport.js';

/**
 * Asks how much of a tus upload the server has, once.
 *
 * @returns bytes; `null` where there is no usable answer.
 * @throws the signal's reason when it was aborted.
 * @since 0.1.0
 */
export async function readOffset(uploadURL: string, signal: AbortSignal): Promise<number | null> {
  try {
    const response = await fetch(uploadURL, {
      method: 'HEAD',
      headers: { 'Tus-Resumable': '1.0.0' },
      cache: 'no-store',
      signal: withTimeout(signal, RETRY.answerMs.offset),
    });
    return response.ok ? toBytes(response.headers.get('Upload-Offset')) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
