import type { Readable } from 'node:stream';

/** Proxies such as nginx take no more themselves, unless they are told to. */
const MAX_BYTES = 1024 * 1024;
const MAX_MS = 1_000;

/**
 * Reads what is left of a request whose answer does not depend on it, up to 1 MiB and for one second. A connection that
 * is closed over bytes that nobody read is reset, and a proxy that still sends them takes that for a 502.
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
