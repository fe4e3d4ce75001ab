import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamContext } from '../context.js';

/**
 * Captions of a video in one language, as the API shows them.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/adding-captions/
 * @since 0.1.0
 */
export interface Caption {
  /** BCP 47, in its canonical form: `pt-BR`. */
  readonly language: string;
  /** Its name in that language itself. */
  readonly label: string;
  readonly generated: boolean;
  readonly status: 'ready' | 'inprogress' | 'error';
}

/** The captions of a video, in the order they came; none for a video that there is not. */
export function listCaptions({ videos }: Pick<StreamContext, 'videos'>, uid: string): readonly Caption[] {
  return videos.get(uid)?.captions ?? [];
}

/** The WebVTT of a video's captions; nothing where it has none in this language, or not yet. */
export async function readCaption(
  context: Pick<StreamContext, 'videos'>,
  uid: string,
  language: string,
): Promise<Buffer | undefined> {
  const caption = listCaptions(context, uid).find((each) => each.language === language);
  if (caption?.status !== 'ready') return undefined;
  return readFile(join(folderOf(context, uid), `${language}.vtt`)).catch(() => undefined);
}

/** Keeps captions, in the place of others in the same language. Without `text` they are only announced. */
export async function saveCaption(
  context: Pick<StreamContext, 'videos'>,
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
  context: Pick<StreamContext, 'videos'>,
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

function folderOf({ videos }: Pick<StreamContext, 'videos'>, uid: string): string {
  return join(videos.dirOf(uid), 'captions');
}
