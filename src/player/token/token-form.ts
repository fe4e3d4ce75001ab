/** Longest token that is read: Stream's are below 2 kB, and a longer one fits no URL. */
const MAX_TOKEN = 8_192;
const TOKEN = /^(?=.{41,8192}$)[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Tells whether a string has the form of a signed token: three parts of base64url, the form in which Stream takes it in
 * place of a uid.
 */
export function isPlaybackToken(value: string): boolean {
  return TOKEN.test(value);
}

/** Reads the claims of a token; there are none where it cannot be read. */
export function decodeClaims(value: string): Readonly<Record<string, unknown>> {
  try {
    // One that is cut is none.
    const base64 = (value.slice(0, MAX_TOKEN).split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return (JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>> | null) ?? {};
  } catch {
    // The cause would quote the payload, so it is not passed on.
    return {};
  }
}
