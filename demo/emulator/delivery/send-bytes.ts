import type { Context } from 'hono';

/**
 * Answers a file, or the part of it that a `Range` header asks for.
 *
 * @since 0.1.0
 */
export function sendBytes(c: Context, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  c.header('Accept-Ranges', 'bytes');
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  const match = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('range') ?? '');
  const [, first = '', last = ''] = match ?? [];
  // Several ranges at once, or none, are answered with the whole.
  if (first === '' && last === '') {
    c.header('Content-Length', String(bytes.length));
    return c.body(bytes);
  }
  const start = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
  if (start > end) {
    c.header('Content-Range', `bytes */${bytes.length}`);
    return c.body(null, 416);
  }
  c.header('Content-Range', `bytes ${start}-${end}/${bytes.length}`);
  c.header('Content-Length', String(end - start + 1));
  return c.body(bytes.slice(start, end + 1), 206);
}
