import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DURATION_S, FRAME_RATE } from './frame.js';

/** What the committed file may weigh, in bytes. */
const MAX_BYTES = 2_000_000;
const AUDIO_BITS = 64_000;
/** Kept free for the container's tables and for the encoder missing its aim a little, in bytes. */
const SPARE_BYTES = 58_000;
const VIDEO_BITS = Math.floor(((MAX_BYTES - SPARE_BYTES) * 8) / DURATION_S - AUDIO_BITS);
const KEYFRAME_S = 2;

const FRAMES_IN = ['-f', 'image2pipe', '-framerate', String(FRAME_RATE), '-c:v', 'png', '-i', 'pipe:0'];
const LOSSLESS = [
  '-vf',
  'scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-qp',
  '0',
];
// What flatters film harms flat colours: no invented grain (psy-rd), little moving of bits from edges to surfaces.
const VIDEO = [
  '-c:v',
  'libx264',
  '-preset',
  'veryslow',
  '-tune',
  'animation',
  '-profile:v',
  'high',
  '-level:v',
  '3.1',
  '-pix_fmt',
  'yuv420p',
  '-b:v',
  String(VIDEO_BITS),
  '-g',
  String(KEYFRAME_S * FRAME_RATE),
  '-keyint_min',
  String(KEYFRAME_S * FRAME_RATE),
  '-sc_threshold',
  '0',
  '-x264-params',
  'aq-mode=1:aq-strength=0.3:psy-rd=0,0:bframes=10',
  '-color_primaries',
  'bt709',
  '-color_trc',
  'bt709',
  '-colorspace',
  'bt709',
  '-color_range',
  'tv',
];
const AUDIO = ['-c:a', 'aac', '-b:a', String(AUDIO_BITS), '-ac', '2', '-ar', '48000'];
const TITLE = ['-metadata', 'title=A day in the hills', '-metadata', 'comment=cf-stream-elements sample, MIT'];

/** Runs ffmpeg and hands it the chunks on its standard input. */
async function ffmpeg(args: readonly string[], chunks?: AsyncIterable<Buffer>): Promise<void> {
  const child = spawn('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const ended = once(child, 'close') as Promise<[code: number]>;
  for await (const chunk of chunks ?? []) {
    if (!child.stdin.write(chunk)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}.`);
}

/** Keeps the frames without loss, so that both passes can read them. */
export async function storeFrames(frames: AsyncIterable<Buffer>, file: string): Promise<void> {
  await ffmpeg([...FRAMES_IN, ...LOSSLESS, file], frames);
}

/**
 * Makes the MP4 in two passes.
 *
 * @param scratch Where the first pass keeps its notes: the start of a file name.
 */
export async function encodeSample(video: string, audio: string, scratch: string, out: string): Promise<void> {
  await ffmpeg(['-i', video, ...VIDEO, '-pass', '1', '-passlogfile', scratch, '-an', '-f', 'null', '-']);
  await ffmpeg([
    '-i',
    video,
    '-i',
    audio,
    '-map',
    '0:v',
    '-map',
    '1:a',
    ...VIDEO,
    '-pass',
    '2',
    '-passlogfile',
    scratch,
    ...AUDIO,
    ...TITLE,
    '-t',
    String(DURATION_S),
    '-movflags',
    '+faststart',
    out,
  ]);
}
