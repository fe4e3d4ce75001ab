/** Processing status of a video, as the reference server reports it. */
export type VideoStatus = 'pending' | 'processing' | 'ready' | 'error';

/** A video, as the reference server's API returns it. */
export interface Video {
  readonly uid: string;
  readonly name: string;
  readonly status: VideoStatus;
  /** Processing progress, 0–100. */
  readonly percent: number | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly errorCode: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly readyAt: string | null;
}

async function getJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(url, { headers: { Accept: 'application/json' }, signal: signal ?? null });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.json();
}

/**
 * Fetches all videos, newest first.
 *
 * @throws Error when the server does not respond.
 */
export async function listVideos(signal?: AbortSignal): Promise<readonly Video[]> {
  const { videos } = (await getJson('/api/videos', signal)) as { videos: readonly Video[] };
  return videos;
}

/**
 * Fetches one video.
 *
 * @throws Error when there is no such video, or the server does not respond.
 */
export async function readVideo(uid: string): Promise<Video> {
  return (await getJson(`/api/videos/${encodeURIComponent(uid)}`)) as Video;
}

/**
 * Subscribes to the events of one video until it is ready or has failed.
 *
 * @param onVideo Called with each update; the last one is final.
 * @param onFailure Called when the stream of events ends for good before the video is finished.
 * @returns A function that unsubscribes.
 */
export function subscribeToVideo(uid: string, onVideo: (video: Video) => void, onFailure: () => void): () => void {
  const events = new EventSource(`/api/videos/${encodeURIComponent(uid)}/events`);
  events.onmessage = ({ data }: MessageEvent<string>) => {
    const video = JSON.parse(data) as Video;
    if (!isUnfinished(video)) events.close();
    onVideo(video);
  };
  events.onerror = () => {
    // CONNECTING means that the browser is reconnecting by itself.
    if (events.readyState === EventSource.CLOSED) onFailure();
  };
  return () => events.close();
}

/**
 * Fetches a playback token for the thumbnails; the player fetches its own.
 *
 * @throws Error when the video is not ready, or the server does not respond.
 */
export async function readToken(uid: string): Promise<{ readonly token: string; readonly expiresAt: string }> {
  const url = `/api/videos/${encodeURIComponent(uid)}/token`;
  return (await getJson(url)) as { token: string; expiresAt: string };
}

/**
 * Tells whether the status of a video will still change.
 */
export function isUnfinished({ status }: Pick<Video, 'status'>): boolean {
  return status === 'pending' || status === 'processing';
}

/**
 * Tells whether a string has the form of a video uid.
 */
export function isUid(text: string | null): text is string {
  return text !== null && /^[0-9a-f]{32}$/i.test(text);
}
