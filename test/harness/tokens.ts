// Tokens in the format that Stream signs; unit tests do not check the signature.

/** Uid of the video that the tests play. */
export const UID = '31c9291ab41fac05471db4e73aa11717';
/** Uid of some other video. */
export const OTHER_UID = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

/** Bytes at a time: a function accepts only so many arguments. */
const PIECE = 8_192;

function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A token with these claims; `signature` makes two of them differ. */
export function tokenOf(claims: Record<string, unknown>, signature = 'c2lnbmF0dXJl'): string {
  return [base64url('{"alg":"RS256","kid":"a-key"}'), base64url(JSON.stringify(claims)), signature].join('.');
}

/** A token for {@link UID} that expires after this time. */
export function tokenFor(lifeMs: number, signature?: string): string {
  return tokenOf({ sub: UID, exp: (Date.now() + lifeMs) / 1000 }, signature);
}
