/**
 * Kind of a download: video and audio as MP4, or only the audio as M4A.
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
