import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Known codes and messages of `errors`. `messages` has the exact reason. */
export const API_ERRORS = {
  badRequest: { status: 400, code: 10005, message: 'Bad Request' },
  unauthorized: { status: 401, code: 10000, message: 'Authentication error' },
  notFound: { status: 404, code: 10003, message: 'Not Found' },
  invalidUrl: { status: 400, code: 10010, message: 'Invalid URL' },
  notAVideo: { status: 400, code: 10059, message: 'Not a video' },
  conflict: { status: 409, code: 10005, message: 'Conflict' },
  alreadyUploaded: { status: 409, code: 10005, message: 'Already Uploaded' },
  gone: { status: 410, code: 10003, message: 'Gone' },
  tooLarge: { status: 413, code: 10005, message: 'Request Entity Too Large' },
  storageExceeded: { status: 413, code: 10011, message: 'Storage capacity exceeded' },
  quotaReached: { status: 429, code: 10005, message: 'Quota Reached' },
  // Not a response of Cloudflare: marks what exists there but not here.
  notEmulated: { status: 501, code: 10005, message: 'Not Implemented' },
  rateLimited: { status: 429, code: 971, message: 'Please wait and consider throttling your request speed' },
} as const satisfies Record<string, { status: ContentfulStatusCode; code: number; message: string }>;

/** A refusal of the API; its message is the detail. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: keyof typeof API_ERRORS;

  constructor(kind: keyof typeof API_ERRORS, detail: string) {
    super(detail);
    this.kind = kind;
  }
}

/** Responds with `result` in Cloudflare's envelope, and additional members. */
export function succeed(c: Context, result: unknown, beside: Readonly<Record<string, unknown>> = {}): Response {
  return c.json({ result, success: true, errors: [], messages: [], ...beside });
}

/** Answers a refusal in Cloudflare's envelope. */
export function refuse(c: Context, error: ApiError): Response {
  const { status, code, message } = API_ERRORS[error.kind];
  const detail = { code, message: error.message };
  return c.json({ result: null, success: false, errors: [{ code, message }], messages: [detail] }, status);
}

/** Reads a JSON object out of a request; an empty body counts as `{}`. */
export async function readJsonObject(c: Context): Promise<Record<string, unknown>> {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError('badRequest', 'the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError('badRequest', 'the body is not a JSON object');
  }
  return value as Record<string, unknown>;
}
