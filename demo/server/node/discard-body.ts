import type { Readable } from 'node:stream';

/** Proxies such as nginx themselves accept no more by default. */
const MAX_BYTES = 1024 * 1024;
const MAX_MS = 1_000;

/**
 * Reads the rest of an unneeded request body, up to 1 MiB and for one second. Closing a connection with unread bytes
 * resets it, which a sending proxy reports as 502.
 */
export function discardBody(incoming: Readable & { readonly complete: boolean }): Promise<void> {
  if (incoming.complete || incoming.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const count = (piece: Uint8Array): void => {
      bytes += piece.length;
      if (bytes > MAX_BYTES) end();
    };
    const end = (): void => {
      clearTimeout(timer);
      incoming.off('data', count).off('end', end).off('close', end).off('error', end);
      resolve();
    };
    const timer = setTimeout(end, MAX_MS);
    incoming.on('data', count).on('end', end).on('close', end).on('error', end).resume();
  });
}
