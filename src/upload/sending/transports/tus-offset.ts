import { withTimeout } from '../../../shared/with-timeout.js';
import { toBytes } from './transport.js';

/** Longest time that an answer is waited for, in milliseconds. */
const ANSWER_MS = 10_000;

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
      signal: withTimeout(signal, ANSWER_MS),
    });
    return response.ok ? toBytes(response.headers.get('Upload-Offset')) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
