import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Transcoder } from '../encode/transcoder.js';
import type { Renditions, VideoRendition } from '../records/renditions.js';
import type { VideoRecord } from '../records/video-record.js';
import type { VideoStore } from '../state/video-store.js';
import type { GifRequest, StillRequest } from './still-request.js';

/** Pictures made at the same time: a seek bar asks for many, and encoding wants the processor, too. */
const MAX_AT_ONCE = 2;

/** Dependencies of making thumbnails. */
export interface StillContext {
  readonly videos: VideoStore;
  readonly transcoder: Transcoder;
  /** Aborted when the local Stream ends. */
  readonly closing: AbortSignal;
}

/** Pictures out of encoded videos. Each is made once and kept beside the video. */
export class Stills {
  readonly #context: StillContext;
  readonly #making = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(context: StillContext) {
    this.#context = context;
  }

  /** Answers a JPEG or a GIF, or nothing where the transcoder has none to give. */
  async get(
    record: VideoRecord,
    renditions: Renditions,
    request: StillRequest | GifRequest,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const dir = join(this.#context.videos.dirOf(record.uid), 'thumbnails');
    const key = createHash('sha256')
      .update(JSON.stringify([record.readyToStreamAt, request]))
      .digest('hex')
      .slice(0, 32);
    const path = join(dir, `${key}.${'fps' in request ? 'gif' : 'jpg'}`);
    const kept = await readFile(path).catch(() => undefined);
    if (kept) return new Uint8Array(kept);
    let making = this.#making.get(path);
    if (!making) {
      making = this.#inTurn(() => this.#make(record, renditions, request, dir, path)).finally(() =>
        this.#making.delete(path),
      );
      this.#making.set(path, making);
    }
    return making;
  }

  async #make(
    record: VideoRecord,
    renditions: Renditions,
    request: StillRequest | GifRequest,
    dir: string,
    path: string,
  ) {
    const { transcoder, closing } = this.#context;
    await mkdir(dir, { recursive: true });
    const rendition = chooseRendition(renditions, request);
    const { index, start, length } = findSegment(rendition, request.time);
    const from = join(this.#context.videos.mediaOf(record.uid), 'video', rendition.name);
    const inputFile = `${path}.mp4`;
    try {
      const end = findSegment(rendition, request.time + ('fps' in request ? request.duration : 0)).index;
      const names = [
        'init.mp4',
        ...Array.from({ length: end - index + 1 }, (_, more) => `seg_${index + 1 + more}.mp4`),
      ];
      await writeFile(inputFile, Buffer.concat(await Promise.all(names.map((name) => readFile(join(from, name))))));
      // The last frame of a segment begins before its end.
      const latest = Math.max(0, length - 1.5 / Math.max(1, rendition.frameRate));
      const atSeconds = Math.min(request.time - start, latest);
      const job = { inputFile, width: request.width, height: request.height, fit: request.fit, signal: closing };
      const still =
        'fps' in request
          ? await transcoder.gif?.({ ...job, atSeconds, duration: request.duration, fps: request.fps })
          : ((await transcoder.still({ ...job, atSeconds })) ?? (await transcoder.still({ ...job, atSeconds: 0 })));
      if (still) {
        await writeFile(`${path}.part`, still);
        await rename(`${path}.part`, path);
      }
      return still;
    } finally {
      await rm(inputFile, { force: true });
    }
  }

  async #inTurn<T>(make: () => Promise<T>): Promise<T> {
    if (this.#running >= MAX_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running += 1;
    try {
      return await make();
    } finally {
      const next = this.#waiting.shift();
      // The slot is passed on directly, so that no other job can take it.
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** The smallest rendition that is large enough, or the largest. */
function chooseRendition({ video }: Renditions, { width, height }: StillRequest): VideoRendition {
  const chosen = video.find((one) => one.width >= width && one.height >= height) ?? video.at(-1);
  if (!chosen) throw new Error('A ready video has no rendition.');
  return chosen;
}

function findSegment({ segments }: VideoRendition, time: number) {
  let start = 0;
  for (const [index, length] of segments.entries()) {
    if (time < start + length || index === segments.length - 1) return { index, start, length };
    start += length;
  }
  throw new Error('A rendition has no segment.');
}
