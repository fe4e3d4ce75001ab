import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
import { WasmRunner } from './wasm-runner.js';

/** Two qualities: one thread of WebAssembly takes three times as long as ffmpeg itself. */
const SIDES = [240, 480];

/** Largest input: it must fit into the core's memory beside its working data. */
const MAX_INPUT_BYTES = 256 * 1024 * 1024;

/** ffmpeg's message for a codec that it cannot decode: AV1, in this build. */
const CANNOT_DECODE = /Function not implemented|Decoder .*not found/;

const STILL_TIMEOUT_MS = 20_000;

/** Encoding that takes this many times the length of the video hangs. The floor is for starting up. */
const ENCODE_TIMEOUT_FACTOR = 30;
const ENCODE_TIMEOUT_FLOOR_MS = 120_000;

/** Encodes with ffmpeg compiled to WebAssembly, which `npm ci` brings along. Larger files go to `fallback`. */
export class WasmTranscoder implements Transcoder {
  readonly name = 'ffmpeg compiled to WebAssembly (slower)';
  readonly #fallback: Transcoder;
  readonly #encoder = new WasmRunner();
  // Stills do not wait for a job to end.
  readonly #camera = new WasmRunner();

  constructor(fallback: Transcoder) {
    this.#fallback = fallback;
  }

  async encode(whole: EncodeJob): Promise<void> {
    if ((await stat(whole.inputFile)).size > MAX_INPUT_BYTES) return this.#fallback.encode(whole);
    const { job, rungs } = partOf(whole, chooseLadder(whole.source, SIDES));
    if (rungs.length === 0) return;
    const { exitCode, log } = await this.#encoder.run({
      inputFile: job.inputFile,
      // It sees one file only, and no watermark.
      args: encodeArguments({ ...job, watermark: undefined }, rungs, '/input', '/out'),
      folders: outputFolders(rungs, job.source.hasAudio),
      outDir: job.outDir,
      timeoutMs: ENCODE_TIMEOUT_FLOOR_MS + job.source.duration * 1000 * ENCODE_TIMEOUT_FACTOR,
      signal: job.signal,
      onProgress: (fraction) => job.onProgress(Math.min(1, Math.max(0, fraction))),
    });
    // The core crashed, mostly for lack of memory, or cannot decode this codec.
    if (exitCode < 0 || CANNOT_DECODE.test(log)) return this.#fallback.encode(whole);
    if (exitCode !== 0) throw new EncodeError('ERR_MALFORMED_VIDEO', log);
  }

  async encodeAudio(job: AudioJob): Promise<void> {
    const { exitCode, log } = await this.#encoder.run({
      inputFile: job.inputFile,
      args: audioArguments(job, '/input', '/out'),
      folders: [],
      outDir: job.outDir,
      timeoutMs: ENCODE_TIMEOUT_FLOOR_MS + job.duration * 1000 * ENCODE_TIMEOUT_FACTOR,
      signal: job.signal,
    });
    if (exitCode < 0 || CANNOT_DECODE.test(log)) return this.#fallback.encodeAudio(job);
    if (exitCode !== 0) throw new EncodeError('ERR_MALFORMED_VIDEO', log);
  }

  still(job: StillJob): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#picture(job, stillArguments(job, '/input', '/out/picture'));
  }

  gif(job: GifJob): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#picture(job, gifArguments(job, '/input', '/out/picture'));
  }

  async #picture(job: StillJob, args: string[]): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const outDir = await mkdtemp(join(tmpdir(), 'local-stream-still-'));
    try {
      await this.#camera.run({
        inputFile: job.inputFile,
        args,
        folders: [],
        outDir,
        timeoutMs: STILL_TIMEOUT_MS,
        signal: job.signal,
      });
      return new Uint8Array(await readFile(join(outDir, 'picture')));
    } catch (error) {
      if (job.signal.aborted) throw error;
      return undefined;
    } finally {
      await rm(outDir, { recursive: true, force: true });
    }
  }

  async probe(inputFile: string, signal: AbortSignal): Promise<SourceInfo | undefined> {
    if ((await stat(inputFile)).size > MAX_INPUT_BYTES) return undefined;
    const { log } = await this.#camera.run({
      inputFile,
      args: probeArguments('/input'),
      folders: [],
      outDir: tmpdir(),
      timeoutMs: STILL_TIMEOUT_MS,
      signal,
    });
    return parseProbe(log);
  }

  async close(): Promise<void> {
    await Promise.all([this.#encoder.close(), this.#camera.close(), this.#fallback.close()]);
  }
}
