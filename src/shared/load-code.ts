import { StreamError } from './errors.js';

/**
 * Waits for code that is loaded on demand.
 *
 * @throws {StreamError} `NETWORK` if it fails to load: browsers retry with the next `import()`, except Firefox, which
 * remembers the failure until the page is reloaded.
 */
export async function loadCode<Code>(code: Promise<Code>): Promise<Code> {
  try {
    return await code;
  } catch (cause) {
    throw new StreamError('NETWORK', 'Code failed to load.', { retryable: true, cause });
  }
}
