import type { CaptionOptions } from './captions.js';
import { createCallBudget, type CallPurpose } from './call-budget.js';
import { SYSTEM_CLOCKS, type Clocks } from './clocks.js';
import { ApiError } from './errors.js';
import { MAX_CREATOR_LENGTH, type VideoOptions } from './restrictions.js';
import { type StreamSettings } from './settings.js';
import { busy, readResult, readRetryAfter, refusal, unexpected } from './stream-answers.js';
import { createStreamLibrary, pathOf, type StreamCall, type StreamLibrary, type VideoKind } from './stream-library.js';
import { formatMetadata } from './tus-metadata.js';
import { isUid } from './video-state.js';

/** Description of an upload for Stream, besides the defaults of this server. */
export interface UploadRequest {
  readonly name: string;
  /** Uploader, up to 64 characters, if `authorize` knows. */
  readonly creator: string | undefined;
  /** Further metadata to store with the video. */
  readonly meta?: Readonly<Record<string, string>>;
  /** Options for Stream. */
  readonly options?: Omit<VideoOptions, 'creator'>;
}

/** One-time URL for the browser, as secret as a password until used. */
export interface UploadTicket {
  readonly uploadUrl: string;
  readonly uid: string;
}

/** Calls of this server to Stream's API. */
export interface StreamApi extends StreamLibrary {
  /**
   * Creates a resumable upload.
   * @throws {ApiError} `STORAGE_EXHAUSTED`, `UPLOAD_REJECTED`, `STREAM_BUSY`, `STREAM_UNREACHABLE`, `STREAM_MISCONFIGURED`.
   */
  createTusUpload(request: UploadRequest & { readonly lengthBytes: number }): Promise<UploadTicket>;
  /** Creates an upload for one form POST of up to 200 MB. @throws {ApiError} Like `createTusUpload`. */
  createFormUpload(request: UploadRequest): Promise<UploadTicket>;
  /** Has Stream copy a video from a URL. @throws {ApiError} Like `createTusUpload`. */
  copy(url: string, request: UploadRequest): Promise<Pick<UploadTicket, 'uid'>>;
  /**
   * Adds captions to a ready video; existing ones are kept. @throws {ApiError} If Stream cannot, or cannot be reached.
   */
  addCaptions(uid: string, caption: CaptionOptions, purpose: CallPurpose): Promise<void>;
  /** Deletes a video in any state; a missing one counts as deleted. @throws {ApiError} If Stream cannot be reached. */
  remove(uid: string, kind?: VideoKind): Promise<void>;
  /**
   * Sets the thumbnail's position in a video, 0 to 1. @throws {ApiError} `VIDEO_NOT_FOUND`, `THUMBNAIL_INVALID`, or if
   * Stream cannot be reached.
   */
  setThumbnail(uid: string, pct: number): Promise<void>;
  /**
   * Milliseconds for which Stream must not be called, because it has answered 429 or this server's calls of five
   * minutes are used up; 0 otherwise.
   */
  pausedForMs(purpose: CallPurpose): number;
}

/** Lifetime of a one-time URL. Six hours is the longest that Stream has ever documented. */
export const UPLOAD_LIFE_SECONDS = 6 * 3_600 - 60;

const CREATE_TIMEOUT_MS = 20_000;
const DETAILS_TIMEOUT_MS = 5_000;
/** Text that every HTTP implementation reads alike in a header: ASCII without spaces at its ends. */
const HEADER_TEXT = /^[!-~](?:[ -~]*[!-~])?$/;

/**
 * Creates the client of Stream's API.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/direct-creator-uploads/
 */
export function createStreamApi(
  settings: StreamSettings,
  { fetch = globalThis.fetch, ...clocks }: Partial<Clocks> & { readonly fetch?: typeof globalThis.fetch } = {},
): StreamApi {
  const { now, monotonicNow } = { ...SYSTEM_CLOCKS, ...clocks };
  const { base, accountId, apiToken } = settings.stream;
  const budget = createCallBudget(settings.maxStreamCalls, monotonicNow);
  let pausedUntil = 0;
  const pausedForMs = (purpose: CallPurpose): number =>
    Math.max(0, pausedUntil - monotonicNow(), budget.waitMs(purpose));

  const call: StreamCall = async (purpose, path, init = {}) => {
    const waitMs = pausedForMs(purpose);
    if (waitMs > 0 || !budget.take(purpose)) throw busy(Math.max(1, Math.ceil(waitMs / 1000)));
    let response: Response;
    try {
      response = await fetch(`${base}/accounts/${accountId}/stream${path}`, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${apiToken}` },
        // The API never redirects; following a redirect could send the API token elsewhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(purpose === 'upload' ? CREATE_TIMEOUT_MS : DETAILS_TIMEOUT_MS),
      });
    } catch {
      throw new ApiError(502, 'STREAM_UNREACHABLE', 'Stream does not answer.');
    }
    if (response.status === 429) {
      const seconds = readRetryAfter(response.headers.get('Retry-After'), now());
      pausedUntil = monotonicNow() + seconds * 1000;
      await response.body?.cancel();
      throw busy(seconds);
    }
    return response;
  };

  const expiry = (): string => new Date(now() + UPLOAD_LIFE_SECONDS * 1000).toISOString();

  /** Edits a video on Stream, in any state. */
  const edit = (uid: string, fields: Readonly<Record<string, unknown>>): Promise<Response> =>
    call('upload', `/${uid}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fields),
    });

  return {
    ...createStreamLibrary(call, settings),
    async createTusUpload({ name, creator = '', lengthBytes, meta, options = {} }) {
      checkCreator(creator);
      const fitsHeader = HEADER_TEXT.test(creator);
      const response = await call('upload', '?direct_user=true', {
        method: 'POST',
        headers: {
          'Tus-Resumable': '1.0.0',
          'Upload-Length': String(lengthBytes),
          'Upload-Metadata': formatMetadata({
            ...meta,
            name,
            app: settings.appName,
            ...toMetadata({ maxDurationSeconds: settings.maxDurationSeconds, ...options }),
            expiry: expiry(),
          }),
          ...(fitsHeader ? { 'Upload-Creator': creator } : {}),
        },
      });
      if (response.status !== 201) throw await refusal(response);
      await response.body?.cancel();
      const ticket = toTicket(response.headers.get('Location'), response.headers.get('stream-media-id'));
      // Sent as JSON, which takes any text. Nobody has the upload's URL yet.
      if (creator !== '' && !fitsHeader) {
        const edited = await edit(ticket.uid, { creator });
        if (!edited.ok) throw await refusal(edited);
        await edited.body?.cancel();
      }
      return ticket;
    },
    async createFormUpload({ name, creator = '', meta, options }) {
      checkCreator(creator);
      const response = await call('upload', '/direct_upload', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          maxDurationSeconds: settings.maxDurationSeconds,
          requireSignedURLs: true,
          ...options,
          expiry: expiry(),
          meta: { ...meta, name, app: settings.appName },
          ...(creator === '' ? {} : { creator }),
        }),
      });
      if (!response.ok) throw await refusal(response);
      const { uploadURL, uid } = (await readResult(response)) ?? {};
      return toTicket(uploadURL, uid);
    },
    async copy(url, { name, creator = '', meta, options }) {
      checkCreator(creator);
      const response = await call('upload', '/copy', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          url,
          requireSignedURLs: true,
          ...options,
          // Stream does not accept a longest duration for copies.
          maxDurationSeconds: undefined,
          meta: { ...meta, name, app: settings.appName },
          ...(creator === '' ? {} : { creator }),
        }),
      });
      if (!response.ok) throw await refusal(response);
      const { uid } = (await readResult(response)) ?? {};
      if (!isUid(uid)) throw unexpected();
      return { uid };
    },
    async addCaptions(uid, { language, vtt }, purpose) {
      const path = `/${uid}/captions/${encodeURIComponent(language)}`;
      const form = new FormData();
      if (vtt !== undefined) form.append('file', new Blob([vtt], { type: 'text/vtt' }), `${language}.vtt`);
      const response =
        vtt === undefined
          ? await call(purpose, `${path}/generate`, { method: 'POST' })
          : await call(purpose, path, { method: 'PUT', body: form });
      if (response.ok || response.status === 409) await response.body?.cancel();
      else throw await refusal(response);
    },
    async remove(uid, kind = 'video') {
      const response = await call('upload', `${pathOf(kind)}/${uid}`, { method: 'DELETE' });
      if (response.ok) await response.body?.cancel();
      else {
        const error = await refusal(response);
        if (response.status !== 404) throw error;
      }
    },
    async setThumbnail(uid, pct) {
      const response = await edit(uid, { thumbnailTimestampPct: pct });
      if (response.ok) await response.body?.cancel();
      else {
        const error = await refusal(response, 'THUMBNAIL_INVALID');
        throw response.status === 404 ? new ApiError(404, 'VIDEO_NOT_FOUND', 'There is no such video.') : error;
      }
    },
    pausedForMs,
  };
}

/** @throws {ApiError} `UPLOAD_REJECTED`, before a video is created in vain. */
function checkCreator(creator: string): void {
  if (creator.length <= MAX_CREATOR_LENGTH && !/\p{Cs}/u.test(creator)) return;
  throw new ApiError(400, 'UPLOAD_REJECTED', `A creator is a text of at most ${MAX_CREATOR_LENGTH} characters.`);
}

/** Encodes the options for tus. Its format for a list of hosts is undocumented: commas are used. */
function toMetadata(options: Omit<VideoOptions, 'creator'>): Record<string, string | true | undefined> {
  const { requireSignedURLs = true, allowedOrigins, watermark, scheduledDeletion, thumbnailTimestampPct } = options;
  return {
    maxDurationSeconds: options.maxDurationSeconds?.toString(),
    requiresignedurls: requireSignedURLs || undefined,
    allowedorigins: allowedOrigins?.join(','),
    watermark: watermark?.uid,
    scheduleddeletion: scheduledDeletion,
    thumbnailtimestamppct: thumbnailTimestampPct?.toString(),
  };
}

function toTicket(uploadUrl: unknown, uid: unknown): UploadTicket {
  if (typeof uploadUrl !== 'string' || !/^https?:/.test(uploadUrl) || !URL.canParse(uploadUrl) || !isUid(uid))
    throw unexpected();
  return { uploadUrl, uid };
}
