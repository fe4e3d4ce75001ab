import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether `header` is `Bearer <token>`, in a time that does not depend on how much of it is right. */
export function isBearer(header: string | null | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
