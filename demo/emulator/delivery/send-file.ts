import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { parseRange } from './send-bytes.js';

/** Answers a file of any size, or the part of it that a `Range` header asks for, without reading it into memory. */
export async function sendFile(c: Context, path: string, headers: Record<string, string>): Promise<Response> {
  const { size } = await stat(path);
  const { status, start, end } = parseRange(c, size, headers);
  if (status === 416 || c.req.method === 'HEAD') return c.body(null, status);
  return c.body(Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream, status);
}
