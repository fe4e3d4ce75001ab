import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Caption } from '../records/caption.js';
import type { VideoStore } from './video-store.js';

/** The captions of a video, in the order they came; none for a video that there is not. */
export function listCaptions({ videos }: { readonly videos: VideoStore }, uid: string): readonly Caption[] {
  return videos.get(uid)?.captions ?? [];
}

/** Reads the WebVTT of a video's captions; `undefined` if there are none in this language, or not yet. */
export async function readCaption(
  context: { readonly videos: VideoStore },
  uid: string,
  language: string,
): Promise<Buffer | undefined> {
  const caption = listCaptions(context, uid).find((each) => each.language === language);
  if (caption?.status !== 'ready') return undefined;
  return readFile(join(folderOf(context, uid), `${language}.vtt`)).catch(() => undefined);
}

/** Keeps captions, in the place of others in the same language. Without `text` they are only announced. */
export async function saveCaption(
  context: { readonly videos: VideoStore },
  uid: string,
  caption: Caption,
  text?: Uint8Array,
): Promise<void> {
  if (text) {
    const file = join(folderOf(context, uid), `${caption.language}.vtt`);
    await mkdir(folderOf(context, uid), { recursive: true });
    await writeFile(`${file}.tmp`, text);
    await rename(`${file}.tmp`, file);
  }
  await context.videos.update(uid, (record) => ({
    captions: [...others(record.captions, caption.language), caption],
  }));
}

/** Removes captions. Answers whether there were any. */
export async function removeCaption(
  context: { readonly videos: VideoStore },
  uid: string,
  language: string,
): Promise<boolean> {
  if (!listCaptions(context, uid).some((each) => each.language === language)) return false;
  await context.videos.update(uid, (record) => ({ captions: others(record.captions, language) }));
  await rm(join(folderOf(context, uid), `${language}.vtt`), { force: true });
  return true;
}

function others(captions: readonly Caption[] = [], language: string): Caption[] {
  return captions.filter((each) => each.language !== language);
}

function folderOf({ videos }: { readonly videos: VideoStore }, uid: string): string {
  return join(videos.dirOf(uid), 'captions');
}
