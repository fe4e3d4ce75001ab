/** Where a video stands, as the reference server says it. */
export type VideoStatus = 'pending' | 'processing' | 'ready' | 'error';

/** A video, as the reference server answers it. */
export interface Video {
  readonly uid: string;
  readonly name: string;
  readonly status: VideoStatus;
  /** How much of the processing is done, 0–100. */
  readonly percent: number | null;
  /** Seconds. */
  readonly duration: number | null;
  readonly errorCode: string | null;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly readyAt: string | null;
}

async function getJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { headers: { Accept: 'application/json' }, signal: signal ?? null });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.json();
}

/**
 * All videos, newest first.
 *
 * @throws Error when the server does not answer.
 * @since 0.1.0
 */
export async function listVideos(signal?: AbortSignal): Promise<readonly Video[]> {
  const { videos } = (await getJson('/api/videos', signal)) as { videos: readonly Video[] };
  return videos;
}

/**
 * One video.
 *
 * @throws Error when there is none, or the server does not answer.
 * @since 0.1.0
 */
export async function readVideo(uid: string): Promise<Video> {
  return (await getJson(`/api/videos/${encodeURIComponent(uid)}`)) as Video;
}

/**
 * Follows one video until it is ready or has failed.
 *
 * @param onVideo Called with each news; the last one is final.
 * @param onFailure Called when no more news come this way, although there will be some.
 * @returns how to stop.
 * @since 0.1.0
 */
export function followVideo(uid: string, onVideo: (video: Video) => void, onFailure: () => void): () => void {
  const events = new EventSource(`/api/videos/${encodeURIComponent(uid)}/events`);
  events.onmessage = ({ data }: MessageEvent<string>) => {
    const video = JSON.parse(data) as Video;
    if (!isOpen(video)) events.close();
    onVideo(video);
  };
  events.onerror = () => {
    // While it is connecting again, the browser sees to it itself.
    if (events.readyState === EventSource.CLOSED) onFailure();
  };
  return () => events.close();
}

/**
 * A playback token. For the thumbnails; the player gets its own.
 *
 * @throws Error when the video is not ready, or the server does not answer.
 * @since 0.1.0
 */
export async function readToken(uid: string): Promise<{ readonly token: string; readonly expiresAt: string }> {
  const url = `/api/videos/${encodeURIComponent(uid)}/token`;
  return (await getJson(url)) as { token: string; expiresAt: string };
}

/**
 * Whether news of a video are still to come.
 *
 * @since 0.1.0
 */
export function isOpen({ status }: Pick<Video, 'status'>): boolean {
  return status === 'pending' || status === 'processing';
}

/**
 * Whether a text has the form of a video's uid.
 *
 * @since 0.1.0
 */
export function isUid(text: string | null): text is string {
  return text !== null && /^[0-9a-f]{32}$/i.test(text);
}
