import type { StreamErrorCode } from './errors.js';

/**
 * Whether trying again, by hand, can help: after signing in, once the network or the server is back, or with luck.
 *
 * @since 0.1.0
 */
export function canRetry(code: StreamErrorCode): boolean {
  return code !== 'SOURCE_INVALID' && code !== 'ENGINE_UNSUPPORTED';
}
