import type { Demo } from '../../../demo/start/demo.js';
import type { Video } from '../../../demo/server/videos.js';

/** Waits until the server's events report the final state of a video, and returns the video. */
export async function settled(demo: Demo, uid: string): Promise<Video> {
  const response = await fetch(`${demo.url}/api/videos/${uid}/events`);
  const events = (await response.text()).match(/^data: .*$/gm) ?? [];
  return JSON.parse(events.at(-1)?.slice('data: '.length) ?? '') as Video;
}

export async function listed(demo: Demo): Promise<Video[]> {
  return ((await (await fetch(`${demo.url}/api/videos`)).json()) as { videos: Video[] }).videos;
}

export async function tokenOf(demo: Demo, uid: string): Promise<string> {
  return ((await (await fetch(`${demo.url}/api/videos/${uid}/token`)).json()) as { token: string }).token;
}

/** Creates an upload of the given number of bytes. */
export async function createUpload(demo: Demo, bytes: number): Promise<{ url: string; uid: string }> {
  const response = await fetch(`${demo.url}/api/uploads`, {
    method: 'POST',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(bytes),
      'Upload-Metadata': `filename ${btoa('clip.mp4')}`,
    },
  });
  return { url: response.headers.get('Location') ?? '', uid: response.headers.get('stream-media-id') ?? '' };
}

export function patch(url: string, offset: number, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(url, {
    method: 'PATCH',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': String(offset),
      'Content-Type': 'application/offset+octet-stream',
    },
    body,
  });
}
