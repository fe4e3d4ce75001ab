import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from '@tus/server';
import { NodeRequest, sendNodeResponse } from 'srvx/node';
import { isBearer } from '../shared/bearer.js';
import type { Account } from '../state/account.js';
import type { Settings } from '../state/settings.js';
import { readUploadCapability } from './capability.js';
import { chunkFault } from './chunk-rules.js';
import { MAX_UPLOAD_BYTES } from './limits.js';
import type { TakeContext } from './take-upload.js';
import type { TusStore } from './tus-store.js';
import { UploadLocker } from './upload-locker.js';

const EXPOSED = ['stream-media-id'];

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Dependencies of the tus endpoint. */
export interface TusContext extends TakeContext {
  readonly account: Account;
  readonly settings: Settings;
  readonly tus: TusStore;
}

/** Creates the endpoint of tus uploads: by a one-time URL for browsers, or by one that needs the API token. */
export function tusEndpoint(context: TusContext): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  const locker = new UploadLocker(context.settings);
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
    locker: (request) => locker.for(request.method),
    // The rest of a torn request is written before the next one looks at the offset.
    lockDrainTimeout: 1000,
    onResponseError: (_request, error) =>
      isDiskFull(error) ? { status_code: 507, body: 'the disk is full\n' } : undefined,
  });

  return async (req, res) => {
    const refusal = req.method === 'OPTIONS' ? undefined : await check(context, req, res);
    if (refusal) answer(res, refusal.status, refusal.text);
    else
      await context.tus.files.during(req, async () =>
        sendNodeResponse(res, await tus.handleWeb(new NodeRequest({ req, res }))),
      );
  };
}

function pathOf(req: IncomingMessage): string {
  return new URL(req.url ?? '/', 'http://stream').pathname;
}

function findUid({ account }: TusContext, path: string): string | undefined {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return path.startsWith('/tus/') ? readUploadCapability(last, account.secret) : last;
}

/** Returns a response in place of the tus server's, if any. */
async function check(context: TusContext, req: IncomingMessage, res: ServerResponse): Promise<Answer | undefined> {
  const path = pathOf(req);
  const uid = findUid(context, path) ?? '';
  let record = context.videos.get(uid);
  if (record?.upload.kind !== 'tus') return { status: 404, text: 'no such upload' };
  if (path.startsWith('/client/') && !isBearer(req.headers.authorization, context.account.apiToken)) {
    return { status: 401, text: 'the API token is missing or wrong' };
  }
  res.setHeader('stream-media-id', record.uid);
  if (req.method === 'POST') return { status: 405, text: 'an upload is created at the API, and sent here with PATCH' };
  if (req.method !== 'HEAD' && req.method !== 'PATCH') return { status: 405, text: 'not supported' };
  const offset = await context.tus.offset(uid);
  if (record.uploaded === null && (offset === undefined || offset === record.upload.bytes)) {
    // Its end failed before, on a full disk for instance; or it is being reached at this moment.
    await context.tus.finish(context, uid);
    record = context.videos.get(uid) ?? record;
  }
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
  return req.method === 'PATCH' ? checkChunk(req, offset, record.upload.bytes ?? 0) : undefined;
}

/** A wrong offset is left to the tus server; a body whose length is not announced is counted as it comes. */
function checkChunk(req: IncomingMessage, offset: number | undefined, total: number): Answer | undefined {
  const length = Number(req.headers['content-length'] ?? NaN);
  if (offset === undefined || Number(req.headers['upload-offset']) !== offset || Number.isNaN(length)) return undefined;
  return chunkFault(length, offset + length === total);
}

function isDiskFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOSPC';
}

function answer(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, {
    'Tus-Resumable': '1.0.0',
    'Cache-Control': 'no-store',
    'Content-Type': 'text/plain; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': ['Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Length', ...EXPOSED].join(
      ', ',
    ),
  });
  res.end(text === '' ? '' : `${text}\n`);
}
