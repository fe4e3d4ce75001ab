/**
 * Writes a tus `Upload-Metadata` header: `key base64(value)` pairs, the values as UTF-8. Empty values are left out.
 *
 * @since 0.1.0
 */
export function encodeUploadMetadata(metadata: Readonly<Record<string, string>>): string {
  return Object.entries(metadata)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} ${toBase64(value)}`)
    .join(',');
}

function toBase64(value: string): string {
  const bytes = new TextEncoder().encode(value);
  return btoa(String.fromCharCode(...bytes));
}
