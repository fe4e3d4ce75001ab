import { StreamError } from './errors.js';

/**
 * Waits for code that is loaded when it is wanted.
 *
 * @throws {StreamError} `NETWORK` where it did not arrive: browsers ask for it again with the next `import()`, but
 * for Firefox, which remembers the failure until the page is loaded again.
 */
export async function loadCode<Code>(code: Promise<Code>): Promise<Code> {
  try {
    return await code;
  } catch (cause) {
    throw new StreamError('NETWORK', 'The code for it did not arrive.', { retryable: true, cause });
  }
}
