import { StreamError } from '../../shared/errors.js';
import { abortable } from './network.js';

/**
 * Headers for requests to the site's own endpoints, or a function that returns them for each request.
 *
 * @since 0.1.0
 */
export type UploadHeaders = Readonly<Record<string, string>> | Headers | (() => HeadersNow | Promise<HeadersNow>);

type HeadersNow = Readonly<Record<string, string>> | Headers;

/**
 * Creates the headers of one request. The request's own headers take precedence over the page's.
 *
 * @throws {StreamError} `UPLOAD_ENDPOINT_MISSING` if the page's headers are invalid.
 * @throws Whatever the page's function throws, and the signal's reason if it was aborted.
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
    throw new StreamError('UPLOAD_ENDPOINT_MISSING', '"headers" has an invalid header name or value.');
  }
}
