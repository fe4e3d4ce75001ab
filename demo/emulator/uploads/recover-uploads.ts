import { stat } from 'node:fs/promises';
import type { VideoRecord } from '../records/video-record.js';
import { deleteVideo, type DeleteContext } from './delete-video.js';
import { takeOriginal, type TakeContext } from './take-upload.js';

/** Dependencies of recovering uploads. */
export type RecoverContext = TakeContext & DeleteContext;

/** Recovers uploads after a restart: complete ones are queued, and those that cannot resume are removed. */
export async function recoverUploads(context: RecoverContext): Promise<void> {
  const { videos, tus } = context;
  for (const record of videos.list()) if (record.status.state === 'pendingupload') await recover(context, record);
  await tus.sweep((uid) => {
    const record = videos.get(uid);
    return record?.status.state === 'pendingupload' && !isExpired(context, record);
  });
}

async function recover(context: RecoverContext, record: VideoRecord): Promise<void> {
  const { uid, upload } = record;
  if (await exists(context.videos.originalOf(uid))) return takeOriginal(context, uid);
  if (upload.kind === 'tus' && (await context.tus.offset(uid)) === upload.bytes)
    return context.tus.finish(context, uid);
  // It came as one request to the API, whose sender knows that it failed: there is no URL to send it to again.
  if (upload.kind === 'form' && record.uploadExpiry === null) await deleteVideo(context, uid);
}

function isExpired(context: RecoverContext, { uploadExpiry }: VideoRecord): boolean {
  return uploadExpiry !== null && Date.parse(uploadExpiry) <= context.now();
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
