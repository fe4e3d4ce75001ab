import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchOriginal } from '../copies/fetch-original.js';
import { EncodeQueue } from '../encode/encode-queue.js';
import { JobLimit } from '../encode/job-limit.js';
import { readAudioRendition } from '../encode/read-renditions.js';
import type { Transcoder } from '../encode/transcoder.js';
import { audioFolder, listAudioTracks, updateAudioTrack } from '../state/audio-store.js';
import type { Settings } from '../state/settings.js';
import type { VideoStore } from '../state/video-store.js';

/** A sound that takes longer than this, and so many times the length of its video on top, hangs. */
const TIMEOUT = { floorMs: 120_000, factor: 10 };

/** Dependencies of making added audio tracks. */
export interface AudioContext {
  readonly videos: VideoStore;
  readonly transcoder: Transcoder;
  readonly settings: Settings;
  readonly segmentSeconds: number;
  readonly log: (line: string) => void;
}

/** Fetches and encodes the sounds that are added to videos, one at a time. */
export class AudioMaker {
  readonly #context: AudioContext;
  readonly #queue: EncodeQueue;

  constructor(context: AudioContext) {
    this.#context = context;
    this.#queue = new EncodeQueue((job, signal) => this.#make(job, signal));
  }

  /** Begins to make a sound that is in its video's record. */
  start(uid: string, track: string): void {
    this.#queue.add(`${uid}/${track}`);
  }

  /** Removes a sound with its files, ending its job where one runs. */
  async remove(uid: string, track: string): Promise<void> {
    await this.#queue.cancel(`${uid}/${track}`);
    await this.#context.videos.update(uid, (record) => ({
      audioTracks: listAudioTracks(record).filter((one) => one.uid !== track),
    }));
    await rm(audioFolder(this.#context, uid, track), { recursive: true, force: true });
  }

  /** Resumes jobs that were unfinished when the process ended. */
  resume(): void {
    for (const record of this.#context.videos.list()) {
      for (const { uid, status } of listAudioTracks(record)) if (status === 'queued') this.start(record.uid, uid);
    }
  }

  /** Resolves once nothing is made for a video any more. */
  async cancel(uid: string): Promise<void> {
    const record = this.#context.videos.get(uid);
    await Promise.all((record ? listAudioTracks(record) : []).map((one) => this.#queue.cancel(`${uid}/${one.uid}`)));
  }

  /** Stops the current job and accepts no more. */
  close(): Promise<void> {
    return this.#queue.close();
  }

  async #make(job: string, signal: AbortSignal): Promise<void> {
    const [uid = '', track = ''] = job.split('/');
    const context = this.#context;
    const record = context.videos.get(uid);
    const url = record && listAudioTracks(record).find((one) => one.uid === track)?.url;
    if (!record) return;
    const folder = audioFolder(context, uid, track);
    const limit = new JobLimit(signal);
    limit.allow(TIMEOUT.floorMs + record.duration * 1000 * TIMEOUT.factor);
    try {
      const original = join(folder, 'original');
      if (url !== undefined && !existsSync(original)) {
        await mkdir(folder, { recursive: true });
        const how = { mode: context.settings.copyOrigin, signal: limit.signal, onSize: () => undefined };
        await limit.wait(fetchOriginal(new URL(url), `${original}.part`, how));
        await rename(`${original}.part`, original);
      }
      const { segmentSeconds } = context;
      const how = { inputFile: original, outDir: folder, duration: record.duration, segmentSeconds };
      await limit.wait(context.transcoder.encodeAudio({ ...how, signal: limit.signal }));
      const rendition = await readAudioRendition(folder, track);
      await rm(original, { force: true });
      await updateAudioTrack(context, uid, track, { status: 'ready', rendition });
    } catch (error) {
      if (signal.aborted) return;
      context.log(`A sound of video ${uid} could not be made: ${(error as Error).message}.`);
      await rm(folder, { recursive: true, force: true });
      await updateAudioTrack(context, uid, track, { status: 'error' });
    } finally {
      limit.end();
    }
  }
}
