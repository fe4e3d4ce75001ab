import { StreamError } from '../../shared/errors.js';
import { abortable } from './network.js';

/**
 * Headers for requests to the site's own endpoints, or a function that gives them for each request.
 *
 * @since 0.1.0
 */
export type UploadHeaders = Readonly<Record<string, string>> | Headers | (() => HeadersNow | Promise<HeadersNow>);

type HeadersNow = Readonly<Record<string, string>> | Headers;

/**
 * Makes the headers of one request. What a request needs by itself takes precedence over what the page gives.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` where no header can hold what the page gives.
 * @throws what the page's function throws, and the signal's reason when it was aborted.
 */
export async function makeHeaders(
  given: UploadHeaders | null | undefined,
  own: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Headers> {
  const now = typeof given === 'function' ? await abortable(given(), signal) : given;
  const headers = readHeaders(now ?? {});
  for (const [name, value] of Object.entries(own)) headers.set(name, value);
  return headers;
}

function readHeaders(given: HeadersNow): Headers {
  try {
    return new Headers(given);
  } catch {
    // Without its cause, which may quote a secret.
    throw new StreamError('UPLOAD_ENDPOINT_MISSING', '"headers" has a name or a value that no HTTP header can have.');
  }
}
