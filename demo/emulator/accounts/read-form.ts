import type { Context } from 'hono';
import { ApiError } from '../shared/envelope.js';

/** Greatest size of a form besides its file. */
const FRAME_BYTES = 65_536;

/**
 * Reads a small form into memory.
 *
 * @throws {ApiError} `tooLarge`, or `badRequest` for what is no form.
 */
export async function readForm(c: Context, maxFileBytes: number): Promise<FormData> {
  const { body, headers } = c.req.raw;
  const type = headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) throw new ApiError('badRequest', 'the body must be multipart/form-data');
  const tooLarge = () => new ApiError('tooLarge', `the file has more than ${maxFileBytes} bytes`);
  if (Number(headers.get('content-length') ?? 0) > maxFileBytes + FRAME_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let seen = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    seen += chunk.length;
    if (seen > maxFileBytes + FRAME_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  const form = await new Response(new Uint8Array(Buffer.concat(chunks)), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw new ApiError('badRequest', 'the form is malformed');
    });
  for (const [, value] of form) if (typeof value !== 'string' && value.size > maxFileBytes) throw tooLarge();
  return form;
}

/**
 * Reads a field as bytes, whether sent as a file or as text.
 *
 * @throws {ApiError} `badRequest` where there is none.
 */
export async function readFile(form: FormData, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const value = form.get(name);
  if (value === null) throw new ApiError('badRequest', `the form has no file "${name}"`);
  return typeof value === 'string' ? new TextEncoder().encode(value) : new Uint8Array(await value.arrayBuffer());
}
