import type { MiddlewareHandler } from 'hono';
import { ApiError, type ApiErrorCode } from './errors.js';

/** Webhooks and requests of browsers are shorter; files go to Stream itself. */
const MAX_BODY_BYTES = 64 * 1024;

/** Refuses a request whose `Content-Length` is too large. Others are counted while being read. */
export const refuseLongBody: MiddlewareHandler = (c, next) => {
  if (Number(c.req.header('Content-Length') ?? 0) > MAX_BODY_BYTES) throw tooLong();
  return next();
};

/**
 * Reads a request's body, with or without a `Content-Length`: proxies may forward webhooks in chunks.
 *
 * @throws {ApiError} `BODY_TOO_LARGE`.
 */
export async function readBody({ body }: Pick<Request, 'body'>): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(MAX_BODY_BYTES);
  let size = 0;
  const reader = body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    if (size + piece.value.length > MAX_BODY_BYTES) throw tooLong();
    bytes.set(piece.value, size);
    size += piece.value.length;
  }
  return bytes.slice(0, size);
}

/**
 * Reads a JSON body; anything but an object counts as an empty one.
 *
 * @throws {ApiError} `BODY_TOO_LARGE`, or the given code if it is not JSON, or not declared as JSON.
 */
export async function readJson(request: Request, code: ApiErrorCode): Promise<Readonly<Record<string, unknown>>> {
  // A form on another site can send text, but not this type without a preflight.
  if (!/^application\/json\b/i.test(request.headers.get('Content-Type') ?? '')) {
    throw new ApiError(415, code, 'Content-Type must be application/json.');
  }
  const bytes = await readBody(request);
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    throw new ApiError(400, code, 'The body is not JSON.');
  }
}

function tooLong(): ApiError {
  return new ApiError(413, 'BODY_TOO_LARGE', `A request may have at most ${MAX_BODY_BYTES} bytes here.`);
}
