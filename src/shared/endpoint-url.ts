/** Builds the URL of a site's endpoint for one video: replaces `{uid}`, even if a sanitizer has encoded it. */
export function endpointUrl(endpoint: string, uid: string): string {
  return endpoint.replace(/\{uid\}|%7Buid%7D/gi, encodeURIComponent(uid));
}
