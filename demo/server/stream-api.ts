import { createCallBudget, type CallPurpose } from './call-budget.js';
import { SYSTEM_CLOCKS, type Clocks } from './clocks.js';
import { ApiError } from './errors.js';
import { type StreamSettings } from './settings.js';
import { formatMetadata } from './tus-metadata.js';
import { isUid, readDate, readVideoState, type VideoState } from './video-state.js';

/** What is told to Stream about an upload, besides what this server wants of every upload. */
export interface UploadRequest {
  readonly name: string;
  /** Who sends it, up to 64 characters, where `authorize` knows. */
  readonly creator: string | undefined;
}

/** Where a browser sends its file: a one-time URL, as good as a password until it is used. */
export interface UploadTicket {
  readonly uploadUrl: string;
  readonly uid: string;
}

/** A video as Stream lists it. */
export interface ListedVideo extends Pick<UploadTicket, 'uid'> {
  readonly name: string;
  readonly createdAt: Date;
  readonly state: VideoState;
}

/** The calls to Stream's accounts API that this server makes. */
export interface StreamApi {
  /**
   * Creates a resumable upload.
   * @throws {ApiError} `STORAGE_EXHAUSTED`, `UPLOAD_REJECTED`, `STREAM_BUSY`, `STREAM_UNREACHABLE`, `STREAM_MISCONFIGURED`.
   */
  createTusUpload(
    request: UploadRequest & { readonly lengthBytes: number; readonly file: Readonly<Record<string, string>> },
  ): Promise<UploadTicket>;
  /** Creates an upload by one form POST of up to 200 MB. @throws {ApiError} as `createTusUpload` does. */
  createFormUpload(request: UploadRequest): Promise<UploadTicket>;
  /** Answers nothing when Stream does not know the video. @throws {ApiError} when Stream cannot be asked now. */
  details(uid: string, purpose: CallPurpose): Promise<VideoState | undefined>;
  /** This server's own videos that were created since then. @throws {ApiError} when Stream cannot be asked now. */
  list(since: Date): Promise<ListedVideo[]>;
  /**
   * Milliseconds for which Stream must not be asked, because it answered 429 or because the calls of this server's
   * five minutes are used up. 0 when it may be.
   */
  pausedForMs(purpose: CallPurpose): number;
}

/** How long a one-time URL can be used. Six hours is the most that Stream was ever documented to allow. */
export const UPLOAD_LIFE_SECONDS = 6 * 3_600 - 60;

const CREATE_TIMEOUT_MS = 20_000;
const DETAILS_TIMEOUT_MS = 5_000;
/** What to wait after a 429 that does not say, and the longest wait that is believed, in seconds. */
const RETRY_AFTER_SECONDS = { default: 60, max: 3_600 };
/** Most videos in one answer of Stream's list, and most answers that are read at once. */
const LIST = { videos: 1_000, pages: 10 };
/** Stream's code for "no minutes left". */
const STORAGE_EXCEEDED = 10_011;

/**
 * Makes the client of Stream's API.
 *
 * @see https://developers.cloudflare.com/stream/uploading-videos/direct-creator-uploads/
 * @since 0.1.0
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

  async function call(purpose: CallPurpose, path: string, init: Call = {}): Promise<Response> {
    const waitMs = pausedForMs(purpose);
    if (waitMs > 0 || !budget.take(purpose)) throw busy(Math.max(1, Math.ceil(waitMs / 1000)));
    let response: Response;
    try {
      response = await fetch(`${base}/accounts/${accountId}/stream${path}`, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${apiToken}` },
        // The API never redirects; following one could carry the API token elsewhere.
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
  }

  const expiry = (): string => new Date(now() + UPLOAD_LIFE_SECONDS * 1000).toISOString();

  return {
    async createTusUpload({ name, creator, lengthBytes, file }) {
      const response = await call('upload', '?direct_user=true', {
        method: 'POST',
        headers: {
          'Tus-Resumable': '1.0.0',
          'Upload-Length': String(lengthBytes),
          'Upload-Metadata': formatMetadata({
            ...file,
            name,
            app: settings.appName,
            maxDurationSeconds: String(settings.maxDurationSeconds),
            requiresignedurls: true,
            expiry: expiry(),
          }),
          ...(creator === undefined ? {} : { 'Upload-Creator': creator }),
        },
      });
      if (response.status !== 201) throw await refusal(response);
      await response.body?.cancel();
      return toTicket(response.headers.get('Location'), response.headers.get('stream-media-id'));
    },
    async createFormUpload({ name, creator }) {
      const response = await call('upload', '/direct_upload', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          maxDurationSeconds: settings.maxDurationSeconds,
          requireSignedURLs: true,
          expiry: expiry(),
          meta: { name, app: settings.appName },
          ...(creator === undefined ? {} : { creator }),
        }),
      });
      if (!response.ok) throw await refusal(response);
      const { uploadURL, uid } = (await readResult(response)) ?? {};
      return toTicket(uploadURL, uid);
    },
    async details(uid, purpose) {
      const response = await call(purpose, `/${uid}`);
      if (response.ok) {
        const result = await readResult(response);
        if (result) return readVideoState(result);
        throw unexpected();
      }
      const error = await refusal(response);
      if (response.status === 404) return undefined;
      throw error;
    },
    async list(since) {
      const found = new Map<string, ListedVideo>();
      let end = '';
      for (let page = 0; page < LIST.pages; page++) {
        const response = await call(
          'poll',
          `?limit=${LIST.videos}&start=${encodeURIComponent(since.toISOString())}${end}`,
        );
        if (!response.ok) throw await refusal(response);
        const videos = await readResult(response);
        if (!Array.isArray(videos)) throw unexpected();
        const before = found.size;
        for (const video of videos.map(toListedVideo)) {
          if (video?.app === settings.appName && video.createdAt >= since) found.set(video.uid, video);
        }
        const oldest = toListedVideo(videos.at(-1))?.createdAt;
        if (videos.length < LIST.videos || !oldest || oldest < since || found.size === before) break;
        end = `&end=${encodeURIComponent(oldest.toISOString())}`;
      }
      return [...found.values()];
    },
    pausedForMs,
  };
}

interface Call extends Omit<RequestInit, 'headers'> {
  readonly headers?: Record<string, string>;
}

function toListedVideo(video: unknown): (ListedVideo & { readonly app: unknown }) | undefined {
  if (typeof video !== 'object' || video === null) return undefined;
  const { uid, created, meta } = video as Readonly<Record<string, unknown>>;
  const createdAt = readDate(created);
  if (!isUid(uid) || !createdAt) return undefined;
  const { name, app } = (typeof meta === 'object' && meta !== null ? meta : {}) as Readonly<Record<string, unknown>>;
  return {
    uid,
    createdAt,
    app,
    name: typeof name === 'string' && name !== '' ? name : 'Untitled',
    state: readVideoState(video),
  };
}

function toTicket(uploadUrl: unknown, uid: unknown): UploadTicket {
  if (typeof uploadUrl !== 'string' || !/^https?:/.test(uploadUrl) || !URL.canParse(uploadUrl) || !isUid(uid))
    throw unexpected();
  return { uploadUrl, uid };
}

/** What a refusal of Stream means to the one who asked us. */
async function refusal(response: Response): Promise<ApiError> {
  const code = await readErrorCode(response);
  const numbered = `status ${response.status}${code === undefined ? '' : `, code ${code}`}`;
  if (response.status === 413 || code === STORAGE_EXCEEDED) {
    return new ApiError(413, 'STORAGE_EXHAUSTED', 'There is no storage left for this video.');
  }
  if ([401, 403, 404].includes(response.status)) {
    return new ApiError(
      500,
      'STREAM_MISCONFIGURED',
      `Stream does not accept this server's account or API token (${numbered}).`,
    );
  }
  if (response.status >= 400 && response.status < 500) {
    return new ApiError(400, 'UPLOAD_REJECTED', `Stream did not accept the upload (${numbered}).`);
  }
  return new ApiError(502, 'STREAM_UNREACHABLE', `Stream cannot do this now (${numbered}).`);
}

function busy(retryAfterSeconds: number): ApiError {
  return new ApiError(503, 'STREAM_BUSY', 'Stream was asked too often; try again later.', { retryAfterSeconds });
}

function unexpected(): ApiError {
  return new ApiError(502, 'STREAM_UNREACHABLE', 'Stream answered something that could not be understood.');
}

async function readErrorCode(response: Response): Promise<number | undefined> {
  const body = (await response.json().catch(() => undefined)) as { errors?: { code?: unknown }[] } | undefined;
  const code = Array.isArray(body?.errors) ? body.errors[0]?.code : undefined;
  return typeof code === 'number' ? code : undefined;
}

async function readResult(response: Response): Promise<Record<string, unknown> | undefined> {
  const body = (await response.json().catch(() => undefined)) as { result?: unknown } | undefined;
  return typeof body?.result === 'object' && body.result !== null
    ? (body.result as Record<string, unknown>)
    : undefined;
}

/** Seconds, from a header that holds either seconds or a date. */
function readRetryAfter(header: string | null, nowMs: number): number {
  const value = header?.trim() ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - nowMs) / 1000);
  if (!Number.isFinite(seconds)) return RETRY_AFTER_SECONDS.default;
  return Math.min(RETRY_AFTER_SECONDS.max, Math.max(1, seconds));
}
