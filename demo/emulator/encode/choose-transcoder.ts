import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { NativeTranscoder } from './native-transcoder.js';
import { RemuxTranscoder } from './remux-transcoder.js';
import type { Transcoder, TranscoderChoice } from './transcoder.js';
import { WasmTranscoder } from './wasm-transcoder.js';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 5000;

/** Instructions for installing ffmpeg. */
export const GET_FFMPEG =
  'Install ffmpeg (Debian, Ubuntu: apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg), or name one in FFMPEG_PATH.';

/** Why there is no transcoder of that name. */
const MISSING: Readonly<Record<TranscoderChoice, string>> = {
  auto: 'No transcoder works on this machine.',
  ffmpeg: `There is no ffmpeg with libx264, aac and hls on this machine. ${GET_FFMPEG}`,
  wasm: 'There is no ffmpeg in WebAssembly: npm install @ffmpeg/core.',
  remux: 'No transcoder works on this machine.',
};

/**
 * Finds the best transcoder on this machine, or the requested one.
 *
 * @throws {Error} with `code` `ERR_NO_TRANSCODER` when the one that is asked for does not work here.
 */
export async function chooseTranscoder(
  choice: TranscoderChoice,
  log: (line: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Transcoder> {
  const makers = {
    ffmpeg: () => findNative(env, log),
    wasm: () => (canResolve('@ffmpeg/core') ? new WasmTranscoder(new RemuxTranscoder()) : undefined),
    remux: () => new RemuxTranscoder(),
  };
  for (const name of ['ffmpeg', 'wasm', 'remux'] as const) {
    if (choice !== 'auto' && choice !== name) continue;
    const transcoder = await makers[name]();
    if (transcoder) return transcoder;
  }
  throw Object.assign(new Error(MISSING[choice]), { code: 'ERR_NO_TRANSCODER' });
}

async function findNative(env: NodeJS.ProcessEnv, log: (line: string) => void): Promise<Transcoder | undefined> {
  if (env.FFMPEG_PATH) {
    const version = await usableVersion(env.FFMPEG_PATH);
    if (version) return new NativeTranscoder(env.FFMPEG_PATH, version);
    log('FFMPEG_PATH names no ffmpeg with libx264, aac and hls; looking further.');
  }
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  for (const dir of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const binary = join(dir, name);
    const version = (await isExecutable(binary)) ? await usableVersion(binary) : undefined;
    if (version) return new NativeTranscoder(binary, version);
  }
  return undefined;
}

/** Answers the version of an ffmpeg that has all we need, and nothing for any other program. */
async function usableVersion(binary: string): Promise<string | undefined> {
  const ask = async (option: string) =>
    (await run(binary, ['-hide_banner', option], { timeout: PROBE_TIMEOUT_MS })).stdout;
  try {
    const [version, encoders, muxers] = await Promise.all([ask('-version'), ask('-encoders'), ask('-muxers')]);
    const able = /\blibx264\b/.test(encoders) && /^ A\S+ aac\b/m.test(encoders) && /^\s+E\s+hls\b/m.test(muxers);
    // “5.1.9-0+deb12u1” is version 5.1.9; the rest names the packager.
    return able ? /^ffmpeg version (\d[\d.]*|\S+)/.exec(version)?.[1] : undefined;
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function canResolve(specifier: string): boolean {
  try {
    import.meta.resolve(specifier);
    return true;
  } catch {
    return false;
  }
}
