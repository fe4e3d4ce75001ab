import { join } from 'node:path';
import type { DownloadKind } from '../records/download.js';
import type { VideoStore } from './video-store.js';

/** Names of the files, in the folder and in the address. */
export const DOWNLOAD_FILES: Readonly<Record<DownloadKind, string>> = { default: 'default.mp4', audio: 'audio.m4a' };

/** Returns the file of a finished download; `undefined` if it was not requested, is in progress, or has failed. */
export function downloadFile(
  context: { readonly videos: VideoStore },
  uid: string,
  kind: DownloadKind,
): string | undefined {
  const download = context.videos.get(uid)?.downloads?.[kind];
  return download?.status === 'ready' ? downloadPath(context, uid, kind) : undefined;
}

/** Where the file of a download is, or will be. */
export function downloadPath({ videos }: { readonly videos: VideoStore }, uid: string, kind: DownloadKind): string {
  return join(videos.dirOf(uid), 'downloads', DOWNLOAD_FILES[kind]);
}
