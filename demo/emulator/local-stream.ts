import type { LocalStream, LocalStreamOptions } from './options.js';

export type { LocalStream, LocalStreamOptions } from './options.js';

/**
 * Starts a Cloudflare Stream that answers on this machine only: accounts API, uploads, encoding, delivery, webhook.
 *
 * @throws {Error} with `code` `EADDRINUSE` for a taken port, or the file system's code for a folder it cannot use.
 * @since 0.1.0
 */
export function createLocalStream(options: LocalStreamOptions): Promise<LocalStream> {
  return Promise.reject(new Error(`Nothing listens on port ${options.port} yet.`));
}
