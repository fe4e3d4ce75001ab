import { join } from 'node:path';
import type { StreamContext } from '../context.js';

/**
 * What can be downloaded of a video: picture and sound as MP4, or the sound alone as M4A.
 *
 * @see https://developers.cloudflare.com/stream/viewing-videos/download-videos/
 * @since 0.1.0
 */
export type DownloadKind = 'default' | 'audio';

/**
 * How far the making of a download is.
 *
 * @since 0.1.0
 */
export interface Download {
  readonly status: 'inprogress' | 'ready' | 'error';
  /** 0 to 100. */
  readonly percentComplete: number;
}

/** Names of the files, in the folder and in the address. */
export const DOWNLOAD_FILES: Readonly<Record<DownloadKind, string>> = { default: 'default.mp4', audio: 'audio.m4a' };

/** The file of a download that is ready; nothing where it was not asked for, is being made, or failed. */
export function downloadFile(
  context: Pick<StreamContext, 'videos'>,
  uid: string,
  kind: DownloadKind,
): string | undefined {
  const download = context.videos.get(uid)?.downloads?.[kind];
  return download?.status === 'ready' ? downloadPath(context, uid, kind) : undefined;
}

/** Where the file of a download is, or will be. */
export function downloadPath({ videos }: Pick<StreamContext, 'videos'>, uid: string, kind: DownloadKind): string {
  return join(videos.dirOf(uid), 'downloads', DOWNLOAD_FILES[kind]);
}
