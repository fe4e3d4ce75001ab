/**
 * What can be downloaded of a video: picture and sound as MP4, or the sound alone as M4A.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/download-videos/
 */
export type DownloadKind = 'default' | 'audio';

/** How far the making of a download is. */
export interface Download {
  readonly status: 'inprogress' | 'ready' | 'error';
  /** 0 to 100. */
  readonly percentComplete: number;
}
