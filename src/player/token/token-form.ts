/** Longest token that is decoded: Stream's are below 2 kB, and a longer one fits into no URL. */
const MAX_TOKEN = 8_192;
const TOKEN = /^(?=.{41,8192}$)[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Tells whether a string looks like a signed token: three base64url parts, the format that Stream accepts in place of a
 * uid.
 */
export function isPlaybackToken(value: string): boolean {
  return TOKEN.test(value);
}

/** Decodes the claims of a token; empty if it is invalid. */
export function decodeClaims(value: string): Readonly<Record<string, unknown>> {
  try {
    // A truncated token cannot be decoded.
    const base64 = (value.slice(0, MAX_TOKEN).split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return (JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>> | null) ?? {};
  } catch {
    // The error would quote the payload, so it is not kept as a cause.
    return {};
  }
}
