import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  audioArguments,
  encodeArguments,
  gifArguments,
  outputFolders,
  probeArguments,
  stillArguments,
} from './ffmpeg-arguments.js';
import { chooseLadder, partOf } from './ladder.js';
import { parseProbe } from './native-probe.js';
import {
  type AudioJob,
  EncodeError,
  type EncodeJob,
  type GifJob,
  type SourceInfo,
  type StillJob,
  type Transcoder,
} from './transcoder.js';
import { timeLimit } from '../shared/time-limit.js';

/** Four qualities at most: the others would cost time and show nothing new. */
const SIDES = [240, 360, 720, 1080];

/** Sides for small sources, with 480 in place of 720. */
const SMALL_SIDES = [240, 360, 480];

/** A still that takes longer than this is not coming. */
const STILL_TIMEOUT_MS = 20_000;

interface Run {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Encodes with an ffmpeg that is installed on this machine. */
export class NativeTranscoder implements Transcoder {
  readonly name: string;
  readonly #binary: string;

  /** @param version as `ffmpeg -version` states it */
  constructor(binary: string, version: string) {
    this.#binary = binary;
    this.name = `ffmpeg ${version} (${binary})`;
  }

  async encode(whole: EncodeJob): Promise<void> {
    const sides = Math.min(whole.source.width, whole.source.height) < 720 ? SMALL_SIDES : SIDES;
    const { job, rungs } = partOf(whole, chooseLadder(whole.source, sides));
    if (rungs.length === 0) return;
    const { source, outDir } = job;
    for (const folder of outputFolders(rungs, source.hasAudio)) {
      await mkdir(join(outDir, folder), { recursive: true });
    }
    const args = ['-progress', 'pipe:1', '-nostats', ...encodeArguments(job, rungs, job.inputFile, outDir)];
    const { exitCode, stderr } = await this.#run(args, job.signal, (text) => {
      for (const [, microseconds] of text.matchAll(/^out_time_us=(\d+)/gm)) {
        job.onProgress(Math.min(1, Number(microseconds) / 1e6 / source.duration));
      }
    });
    // It may call that a success.
    if (stderr.includes('No space left on device')) throw new Error('There is no space left on the disk.');
    if (exitCode !== 0) throw new EncodeError('ERR_MALFORMED_VIDEO', stderr);
  }

  async encodeAudio(job: AudioJob): Promise<void> {
    const { exitCode, stderr } = await this.#run(audioArguments(job, job.inputFile, job.outDir), job.signal);
    if (stderr.includes('No space left on device')) throw new Error('There is no space left on the disk.');
    if (exitCode !== 0) throw new EncodeError('ERR_MALFORMED_VIDEO', stderr);
  }

  async still(job: StillJob): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const signal = timeLimit(job.signal, STILL_TIMEOUT_MS);
    const { stdout } = await this.#run(stillArguments(job, job.inputFile, 'pipe:1'), signal);
    return stdout.length > 0 ? new Uint8Array(stdout) : undefined;
  }

  async gif(job: GifJob): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const signal = timeLimit(job.signal, STILL_TIMEOUT_MS);
    const { stdout } = await this.#run(gifArguments(job, job.inputFile, 'pipe:1'), signal);
    return stdout.length > 0 ? new Uint8Array(stdout) : undefined;
  }

  async probe(inputFile: string, signal: AbortSignal): Promise<SourceInfo | undefined> {
    const { stderr } = await this.#run(probeArguments(inputFile), signal);
    return parseProbe(stderr);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Runs ffmpeg to its end, or kills it when `signal` says so. */
  #run(args: readonly string[], signal: AbortSignal, onOutput?: (text: string) => void): Promise<Run> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const child = spawn(this.#binary, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
      const stdout: Buffer[] = [];
      let stderr = '';
      const kill = () => child.kill('SIGKILL');
      signal.addEventListener('abort', kill, { once: true });
      child.stdout.on('data', (chunk: Buffer) => {
        if (onOutput) onOutput(chunk.toString());
        else stdout.push(chunk);
      });
      child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-8000)));
      child.once('error', (error) => {
        signal.removeEventListener('abort', kill);
        reject(error);
      });
      child.once('close', (exitCode) => {
        signal.removeEventListener('abort', kill);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve({ exitCode, stdout: Buffer.concat(stdout), stderr });
      });
    });
  }
}
