import type { App, AppContext, AppParts } from './app-parts.js';
import { ApiError } from './errors.js';
import { isLoopback, readLink } from './link.js';
import { createOpenUploads } from './open-uploads.js';
import { readJson } from './read-body.js';
import type { UploadRequest, UploadTicket } from './stream-api.js';
import { parseMetadata } from './tus-metadata.js';

const TUS_VERSION = '1.0.0';

/**
 * Adds `POST /api/uploads` (tus) and `POST /api/uploads/basic` (one form POST, up to 200 MB): both get a one-time URL
 * from Stream, to which the browser sends the file. `POST /api/uploads/link` has Stream fetch the file itself.
 */
export function addUploadRoutes(
  app: App,
  { settings, store, stream, monotonicNow }: Pick<AppParts, 'settings' | 'store' | 'stream' | 'monotonicNow'>,
): void {
  const isLocal = isLoopback(new URL(settings.stream.base).hostname);
  const openUploads = createOpenUploads(store, monotonicNow);
  /** Signed-in users are limited only by the rate limit. */
  const clientOf = (c: AppContext): string | undefined =>
    c.get('access').user === undefined ? c.env.client : undefined;

  /** Creates an upload on Stream after reserving a row. */
  function create<T extends Pick<UploadTicket, 'uid'>>(
    c: AppContext,
    request: UploadRequest,
    ask: () => Promise<T>,
  ): Promise<T> {
    return openUploads.count(clientOf(c), async () => {
      const reservation = await store.reserve(request.name, request.creator);
      try {
        const ticket = await ask();
        c.set('uid', ticket.uid);
        // The URL is unusable before the response, so the row exists before any webhook.
        await store.assign(reservation, ticket.uid);
        return ticket;
      } catch (error) {
        await store.release(reservation).catch(() => undefined);
        throw error;
      }
    });
  }

  // Headers that tus clients may request beforehand.
  app.use('/api/uploads', async (c, next) => {
    await next();
    if (c.req.method !== 'OPTIONS') return;
    c.header('Tus-Resumable', TUS_VERSION);
    c.header('Tus-Version', TUS_VERSION);
    c.header('Tus-Extension', 'creation');
    c.header('Tus-Max-Size', String(settings.maxUploadBytes));
  });

  app.post('/api/uploads', async (c) => {
    const asked = optionsOf(c);
    if (c.req.header('Tus-Resumable') !== TUS_VERSION) {
      c.header('Tus-Version', TUS_VERSION);
      throw new ApiError(412, 'UPLOAD_REJECTED', `Tus-Resumable must be ${TUS_VERSION}.`);
    }
    const lengthBytes = readLength(c.req.header('Upload-Length'), settings.maxUploadBytes);
    const metadata = parseMetadata(c.req.header('Upload-Metadata') ?? '');
    // Only metadata of the file and the configured keys is passed on: the rest would let a browser disable signed URLs,
    // or worse.
    const meta = pickTexts(['filename', 'filetype', ...settings.metaKeys], (key) => metadata.get(key.toLowerCase()));
    const name = cleanText(metadata.get('name')) || (meta.filename ?? 'Untitled');
    const { uploadUrl, uid } = await create(c, { name, ...asked }, () =>
      stream.createTusUpload({ name, ...asked, lengthBytes, meta }),
    );
    return c.body(null, 201, { Location: uploadUrl, 'stream-media-id': uid, 'Tus-Resumable': TUS_VERSION });
  });

  app.post('/api/uploads/basic', async (c) => {
    const asked = optionsOf(c);
    const given = await readJson(c.req.raw, 'UPLOAD_REJECTED');
    const name = cleanText(given.name) || 'Untitled';
    const meta = pickTexts(settings.metaKeys, (key) => given[key]);
    const { uploadUrl, uid } = await create(c, { name, ...asked }, () =>
      stream.createFormUpload({ name, ...asked, meta }),
    );
    return c.json({ uploadURL: uploadUrl, uid, protocol: 'form' });
  });

  app.post('/api/uploads/link', async (c) => {
    const asked = optionsOf(c);
    const given = await readJson(c.req.raw, 'LINK_REFUSED');
    const url = readLink(given.url, { hosts: settings.linkHosts, isLocal });
    const name = cleanText(given.name) || cleanText(decodePath(url)) || 'Untitled';
    const meta = pickTexts(settings.metaKeys, (key) => given[key]);
    const { uid } = await create(c, { name, ...asked }, () => stream.copy(url, { name, ...asked, meta }));
    return c.json({ uid }, 202);
  });
}

/** Returns the upload options from `authorize`. Uploads belong to the uploader, unless it names another creator. */
function optionsOf(c: AppContext): Pick<UploadRequest, 'creator' | 'options'> {
  const { user, videoOptions } = c.get('access');
  const { creator = user, ...options } = videoOptions;
  return { creator, options };
}

function readLength(header: string | undefined, maxBytes: number): number {
  if (header === undefined || !/^\d{1,15}$/.test(header)) {
    throw new ApiError(400, 'UPLOAD_REJECTED', 'Upload-Length must say how many bytes the file has.');
  }
  const bytes = Number(header);
  if (bytes === 0) throw new ApiError(400, 'FILE_EMPTY', 'The file is empty.');
  if (bytes > maxBytes) {
    throw new ApiError(413, 'FILE_TOO_LARGE', `The file has ${bytes} bytes; at most ${maxBytes} are accepted.`, {
      fields: { maxBytes },
    });
  }
  return bytes;
}

/** Decodes the last part of a URL's path, the file name. */
function decodePath(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Picks the texts under some keys. */
function pickTexts(keys: readonly string[], get: (key: string) => unknown): Record<string, string> {
  const texts = keys.map((key) => [key, cleanText(get(key))] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

/** Makes a text a single line of at most 200 characters. */
function cleanText(value: unknown): string {
  if (typeof value !== 'string') return '';
  return Array.from(
    value
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/\p{Cs}/gu, '\ufffd')
      .trim(),
  )
    .slice(0, 200)
    .join('');
}
