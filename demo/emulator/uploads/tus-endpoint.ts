import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from '@tus/server';
import { NodeRequest, sendNodeResponse } from 'srvx/node';
import { isBearer } from '../accounts/bearer.js';
import type { StreamContext } from '../context.js';
import { readUploadCapability } from './capability.js';
import { CHUNK_STEP_BYTES, MAX_CHUNK_BYTES, MAX_UPLOAD_BYTES, MIN_CHUNK_BYTES } from './limits.js';

const EXPOSED = ['stream-media-id'];

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * The address that a tus upload goes to: a one-time URL for browsers, or one that needs the API token.
 *
 * @since 0.1.0
 */
export function tusEndpoint(
  context: StreamContext,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const tus = new Server({
    path: '/tus',
    datastore: context.tus.files,
    maxSize: MAX_UPLOAD_BYTES,
    exposedHeaders: EXPOSED,
    allowedHeaders: ['Upload-Creator', 'X-Request-ID'],
    getFileIdFromRequest: (request) => findUid(context, new URL(request.url).pathname),
    onUploadFinish: async (_request, upload) => {
      await context.tus.finish(context, upload.id);
      return {};
    },
    // The rest of a torn request is written before the next one looks at the offset.
    lockDrainTimeout: 1000,
  });

  return async (req, res) => {
    const refusal = req.method === 'OPTIONS' ? undefined : await check(context, req, res);
    if (refusal) answer(res, refusal.status, refusal.text);
    else await sendNodeResponse(res, await tus.handleWeb(new NodeRequest({ req, res })));
  };
}

function pathOf(req: IncomingMessage): string {
  return new URL(req.url ?? '/', 'http://stream').pathname;
}

function findUid({ account }: StreamContext, path: string): string | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return path.startsWith('/tus/') ? readUploadCapability(last, account.secret) : last;
}

/** What is answered in place of the tus server, where anything is. */
async function check(context: StreamContext, req: IncomingMessage, res: ServerResponse): Promise<Answer | undefined> {
  const path = pathOf(req);
  const record = context.videos.get(findUid(context, path) ?? '');
  if (record?.upload.kind !== 'tus') return { status: 404, text: 'no such upload' };
  if (path.startsWith('/client/') && !isBearer(req.headers.authorization, context.account.apiToken)) {
    return { status: 401, text: 'the API token is missing or wrong' };
  }
  res.setHeader('stream-media-id', record.uid);
  if (req.method === 'POST') return { status: 405, text: 'an upload is created at the API, and sent here with PATCH' };
  if (req.method !== 'HEAD' && req.method !== 'PATCH') return { status: 405, text: 'not supported' };
  if (record.uploaded !== null) {
    if (req.method === 'PATCH') return { status: 410, text: 'the upload is already complete' };
    // A finished upload still says so: a client whose last answer was lost asks exactly this.
    res.setHeader('Upload-Offset', record.size);
    res.setHeader('Upload-Length', record.size);
    return { status: 200, text: '' };
  }
  if (record.uploadExpiry !== null && Date.parse(record.uploadExpiry) <= context.now()) {
    return { status: 410, text: 'the upload has expired' };
  }
  return req.method === 'PATCH' ? checkChunk(req, await context.tus.offset(record.uid), record.upload.bytes ?? 0) : undefined;
}

/** A wrong offset is left to the tus server, and so is a body whose length is not announced. */
function checkChunk(req: IncomingMessage, offset: number | undefined, total: number): Answer | undefined {
  const length = Number(req.headers['content-length'] ?? NaN);
  if (offset === undefined || Number(req.headers['upload-offset']) !== offset || Number.isNaN(length)) return undefined;
  if (offset + length === total) {
    // The last chunk may be small or odd, yet never larger than a chunk can be.
    return length > MAX_CHUNK_BYTES ? { status: 413, text: `a chunk has at most ${MAX_CHUNK_BYTES} bytes` } : undefined;
  }
  if (length >= MIN_CHUNK_BYTES && length <= MAX_CHUNK_BYTES && length % CHUNK_STEP_BYTES === 0) return undefined;
  return {
    status: 400,
    text: `a chunk has ${MIN_CHUNK_BYTES} to ${MAX_CHUNK_BYTES} bytes, in steps of ${CHUNK_STEP_BYTES}; this one has ${length}`,
  };
}

function answer(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, {
    'Tus-Resumable': '1.0.0',
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': ['Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Length', ...EXPOSED].join(', '),
  });
  res.end(text === '' ? '' : `${text}\n`);
}
