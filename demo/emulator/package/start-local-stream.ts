import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GET_FFMPEG } from '../encode/choose-transcoder.js';
import { createLocalStream, type LocalStreamOptions } from '../local-stream.js';
import { LocalStreamInstance } from './local-stream-instance.js';

/** How a local Stream for tests is started. */
export interface StartOptions extends Partial<Omit<LocalStreamOptions, 'transcoder'>> {
  /** TCP port. @defaultValue 0, a free one */
  readonly port?: number;
  /** Folder that keeps everything over restarts. @defaultValue a new one, which `stop()` removes */
  readonly dataDir?: string;
  /** Transcoder; `ffmpeg` refuses to start without one. @defaultValue 'auto', the first that works */
  readonly transcoder?: 'auto' | 'ffmpeg' | 'wasm' | 'remux';
}

/**
 * Starts a local Stream for tests, on a port of its own and in a folder of its own. Its API has no rate limit unless
 * `settings` say so: tests ask more often than any client should.
 *
 * @throws {Error} with `code` `EADDRINUSE`, `ERR_FOLDER_IN_USE`, `ERR_HOST_NOT_LOOPBACK`, `ERR_NO_TRANSCODER`, or that of
 * the file system for a folder it cannot use.
 */
export async function startLocalStream(options: StartOptions = {}): Promise<LocalStreamInstance> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'local-stream-')));
  const removeFolder = async () => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const settings = { rateLimit: 0, ...options.settings };
    const stream = await createLocalStream({ port: 0, ...options, dataDir, settings });
    warnOnce(stream.transcoderName, options.transcoder);
    return new LocalStreamInstance(stream, dataDir, async () => {
      await stream.close();
      await removeFolder();
    });
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

let warned = false;

/** Warns once about a missing ffmpeg, unless another transcoder was requested. */
function warnOnce(transcoderName: string, choice: StartOptions['transcoder'] = 'auto'): void {
  if (warned || choice !== 'auto' || /^ffmpeg \S+ \(/.test(transcoderName)) return;
  warned = true;
  process.emitWarning(`The local Stream found no ffmpeg, so videos have fewer qualities, or one. ${GET_FFMPEG}`, {
    code: 'LOCAL_STREAM_NO_FFMPEG',
  });
}
