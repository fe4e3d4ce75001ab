import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EncodeQueue } from '../encode/encode-queue.js';
import type { Download, DownloadKind } from '../records/download.js';
import { downloadPath } from '../state/download-store.js';
import type { VideoStore } from '../state/video-store.js';
import { joinRenditions } from './join-renditions.js';

const KINDS = ['default', 'audio'] as const satisfies readonly DownloadKind[];

/** Dependencies of making downloads. */
export interface DownloadContext {
  readonly videos: VideoStore;
  readonly log: (line: string) => void;
}

/** Makes the files that can be downloaded, one at a time. */
export class DownloadMaker {
  readonly #context: DownloadContext;
  readonly #queue: EncodeQueue;

  constructor(context: DownloadContext) {
    this.#context = context;
    this.#queue = new EncodeQueue((job, signal) => this.#make(job, signal));
  }

  /** Starts making a download, unless it exists or is in progress. A failed one is retried. */
  async create(uid: string, kind: DownloadKind): Promise<void> {
    const before = this.#context.videos.get(uid)?.downloads?.[kind]?.status;
    if (before === 'ready' || before === 'inprogress') return;
    await this.#note(uid, kind, { status: 'inprogress', percentComplete: 0 });
    this.#queue.add(`${uid}/${kind}`);
  }

  /** Removes a download. Answers whether there was one. */
  async remove(uid: string, kind: DownloadKind): Promise<boolean> {
    const { videos } = this.#context;
    await this.#queue.cancel(`${uid}/${kind}`);
    if (!videos.get(uid)?.downloads?.[kind]) return false;
    await videos.update(uid, ({ downloads }) => {
      return { downloads: Object.fromEntries(Object.entries(downloads ?? {}).filter(([name]) => name !== kind)) };
    });
    await rm(downloadPath(this.#context, uid, kind), { force: true });
    return true;
  }

  /** Resumes jobs that were unfinished when the process ended. */
  resume(): void {
    for (const { uid, downloads } of this.#context.videos.list()) {
      for (const kind of KINDS) if (downloads?.[kind]?.status === 'inprogress') this.#queue.add(`${uid}/${kind}`);
    }
  }

  /** Resolves once nothing is made for a video any more. */
  async cancel(uid: string): Promise<void> {
    await Promise.all(KINDS.map((kind) => this.#queue.cancel(`${uid}/${kind}`)));
  }

  /** Stops the current job and accepts no more. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  async #make(job: string, signal: AbortSignal): Promise<void> {
    const [uid = '', name] = job.split('/');
    const kind: DownloadKind = name === 'audio' ? 'audio' : 'default';
    const context = this.#context;
    const renditions = context.videos.get(uid)?.renditions;
    if (!renditions) return;
    const file = downloadPath(context, uid, kind);
    const part = `${file}.part`;
    const onProgress = (fraction: number) =>
      context.videos.touch(uid, ({ downloads }) => {
        return {
          downloads: { ...downloads, [kind]: { status: 'inprogress', percentComplete: Math.floor(fraction * 100) } },
        };
      });
    try {
      await mkdir(dirname(file), { recursive: true });
      await joinRenditions({
        mediaDir: context.videos.mediaOf(uid),
        renditions,
        kind,
        outFile: part,
        signal,
        onProgress,
      });
      signal.throwIfAborted();
      await rename(part, file);
      await this.#note(uid, kind, { status: 'ready', percentComplete: 100 });
    } catch (error) {
      await rm(part, { force: true });
      if (signal.aborted) return;
      context.log(`The ${kind} download of video ${uid} could not be made: ${(error as Error).message}`);
      await this.#note(uid, kind, { status: 'error', percentComplete: 0 });
    }
  }

  #note(uid: string, kind: DownloadKind, download: Download): Promise<void> {
    return this.#context.videos.update(uid, ({ downloads }) => ({ downloads: { ...downloads, [kind]: download } }));
  }
}
