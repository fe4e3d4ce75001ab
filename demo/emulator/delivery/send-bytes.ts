import type { Context } from 'hono';

/** Which part of a file is asked for. */
export interface AskedRange {
  readonly status: 200 | 206 | 416;
  readonly start: number;
  /** Last byte, included. */
  readonly end: number;
}

/** Answers a file, or the part of it that a `Range` header asks for. */
export function sendBytes(c: Context, bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  const { status, start, end } = parseRange(c, bytes.length, headers);
  if (status === 416) return c.body(null, 416);
  return c.body(status === 200 ? bytes : bytes.slice(start, end + 1), status);
}

/** Reads a `Range` header and sets the headers of the answer. */
export function parseRange(c: Context, size: number, headers: Record<string, string>): AskedRange {
  c.header('Accept-Ranges', 'bytes');
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  const match = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('range') ?? '');
  const [, first = '', last = ''] = match ?? [];
  // Several ranges at once, or none, are answered with the whole.
  if (first === '' && last === '') {
    c.header('Content-Length', String(size));
    return { status: 200, start: 0, end: Math.max(0, size - 1) };
  }
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end) {
    c.header('Content-Range', `bytes */${size}`);
    return { status: 416, start, end };
  }
  c.header('Content-Range', `bytes ${start}-${end}/${size}`);
  c.header('Content-Length', String(end - start + 1));
  return { status: 206, start, end };
}
