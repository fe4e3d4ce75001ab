/**
 * Whether a value that an endpoint or a form gave can be the uid of an uploaded video. Wider than the uids that Stream
 * gives today, and narrow enough for a URL and a form.
 *
 * @since 0.1.0
 */
export function isUploadUid(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,128}$/.test(value);
}
