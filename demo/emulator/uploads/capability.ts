import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Returns the name of a video's upload URL: its uid with a proof that we created it. A secret: whoever has it may
 * upload.
 */
export function uploadCapability(uid: string, secret: string): string {
  return `${uid}.${proof(uid, secret)}`;
}

/** Answers the uid of a capability that we made, and nothing for any other text. */
export function readUploadCapability(text: string, secret: string): string | undefined {
  const [uid = '', given = ''] = text.split('.');
  const expected = Buffer.from(proof(uid, secret));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? uid : undefined;
}

function proof(uid: string, secret: string): string {
  return createHmac('sha256', secret).update(`upload:${uid}`).digest('base64url').slice(0, 22);
}
