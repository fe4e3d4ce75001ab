/**
 * The URL that a site's endpoint has for one video: `{uid}` is filled in, wherever it stands.
 *
 * @since 0.1.0
 */
export function endpointUrl(endpoint: string, uid: string): string {
  return endpoint.replaceAll('{uid}', encodeURIComponent(uid));
}
