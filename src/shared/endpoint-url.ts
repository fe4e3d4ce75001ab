/** Builds the URL that a site's endpoint has for one video: fills `{uid}` in, also where a sanitizer has encoded it. */
export function endpointUrl(endpoint: string, uid: string): string {
  return endpoint.replace(/\{uid\}|%7Buid%7D/gi, encodeURIComponent(uid));
}
