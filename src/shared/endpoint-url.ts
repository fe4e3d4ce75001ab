/** Builds the URL that a site's endpoint has for one video: fills `{uid}` in, wherever it stands. */
export function endpointUrl(endpoint: string, uid: string): string {
  return endpoint.replaceAll('{uid}', encodeURIComponent(uid));
}
