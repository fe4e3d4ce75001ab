import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The outcome of an input: its displayed size and its length in seconds, or the error code. */
export type Outcome =
  | {
      readonly size: string;
      readonly seconds: number;
      readonly audio?: boolean;
      readonly renditions?: number;
      readonly frameRate?: number;
    }
  | { readonly code: string };

export interface InputCase {
  readonly name: string;
  /** Only in the long run, because the short one has a similar one. */
  readonly isLong?: boolean;
  readonly metadata?: Record<string, string>;
  readonly outcome: Outcome;
}

const video = (
  size: string,
  seconds: number,
  rest: Omit<Extract<Outcome, { size: string }>, 'size' | 'seconds'> = {},
): Outcome => {
  return { size, seconds, audio: true, ...rest };
};
const silent = { audio: false };

export const INPUTS: readonly InputCase[] = [
  { name: 'h264.mp4', outcome: video('192x108', 1.2) },
  { name: 'index-first.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'fragmented.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'h264.mkv', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'vp8.webm', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'vp9.webm', outcome: video('192x108', 1.2) },
  { name: 'h264.mov', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'prores.mov', outcome: video('192x108', 1.2) },
  { name: 'mpeg4.avi', outcome: video('192x108', 1.2) },
  { name: 'flv1.flv', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'mpeg2.ts', outcome: video('192x108', 1.2) },
  { name: 'mpeg2.mpg', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'theora.ogv', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'wmv2.wmv', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'hevc.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'av1.mp4', outcome: video('192x108', 1.2) },
  { name: '10-bit.mp4', outcome: video('192x108', 1.2) },
  { name: '4-4-4.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'surround.mkv', outcome: video('192x108', 1.2) },
  { name: 'surround.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'two-tracks.mkv', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'late-sound.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'turned-90.mp4', outcome: video('108x192', 1.2) },
  { name: 'turned-180.mp4', isLong: true, outcome: video('192x108', 1.2) },
  { name: 'turned-270.mov', isLong: true, outcome: video('108x192', 1.2) },
  { name: 'wide-pixels.mp4', isLong: true, outcome: video('384x108', 1.2) },
  { name: 'silent.mp4', isLong: true, outcome: video('192x108', 1.2, silent) },
  { name: 'vfr.mp4', outcome: video('192x108', 2, silent) },
  { name: 'two-renditions.mp4', outcome: video('640x360', 2.4, { renditions: 2 }) },
  { name: '120-fps.mp4', outcome: video('192x108', 1, { ...silent, frameRate: 60 }) },
  { name: '1-fps.mp4', isLong: true, outcome: video('192x108', 3, { ...silent, frameRate: 1 }) },
  { name: '1x1.mkv', isLong: true, outcome: video('1x1', 1, silent) },
  { name: '3x5.mkv', outcome: video('3x5', 1, silent) },
  { name: '4096x16.mp4', isLong: true, outcome: video('4096x16', 1, silent) },
  { name: '16x2048.mp4', isLong: true, outcome: video('16x2048', 1, silent) },
  // A file that is cut off after its index can be played as far as it goes.
  { name: 'cut-index-first.mp4', outcome: video('192x108', 0.6) },
  { name: 'cut.mkv', outcome: video('192x108', 0.6) },
  { name: 'cut-index-last.mp4', outcome: { code: 'ERR_MALFORMED_VIDEO' } },
  { name: 'too-short.mp4', outcome: { code: 'ERR_DURATION_TOO_SHORT' } },
  { name: 'h264.mp4', metadata: { maxDurationSeconds: '1' }, outcome: { code: 'ERR_DURATION_EXCEED_CONSTRAINT' } },
  { name: 'text.mp4', outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'empty.mp4', outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'random.mp4', outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'sound.m4a', outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'sound-with-cover.m4a', isLong: true, outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'sound.mp3', isLong: true, outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'sound.wav', isLong: true, outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'picture.png', outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'picture.jpg', isLong: true, outcome: { code: 'ERR_NON_VIDEO' } },
  { name: 'moving-picture.gif', isLong: true, outcome: { code: 'ERR_NON_VIDEO' } },
];

const X264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p';

/** Inputs of one run of ffmpeg; outputs refer to them by index. */
const SOURCES = [
  'testsrc2=size=192x108:rate=25:duration=1.2',
  'sine=frequency=440:sample_rate=44100:duration=1.2',
  'aevalsrc=0.1*sin(440*2*PI*t)|0|0|0|0|0:channel_layout=5.1:sample_rate=48000:duration=1.2',
  'testsrc2=size=192x108:rate=120:duration=1',
  'testsrc2=size=640x360:rate=24:duration=2.4',
  'testsrc2=size=16x16:rate=25:duration=1',
  'sine=duration=2.4',
];
const BOTH = '-map 0 -map 1';

const OUTPUTS: Record<string, string> = {
  'h264.mp4': `${BOTH} ${X264} -c:a aac`,
  'index-first.mp4': `${BOTH} ${X264} -g 5 -c:a aac -movflags +faststart`,
  'fragmented.mp4': `${BOTH} ${X264} -c:a aac -movflags frag_keyframe+empty_moov`,
  'h264.mkv': `${BOTH} ${X264} -g 5 -c:a aac`,
  'vp8.webm': `${BOTH} -c:v libvpx -deadline realtime -cpu-used 8 -c:a libopus`,
  'vp9.webm': `${BOTH} -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus`,
  'h264.mov': `${BOTH} ${X264} -c:a aac`,
  'prores.mov': `${BOTH} -c:v prores_ks -c:a pcm_s16le`,
  'mpeg4.avi': `${BOTH} -c:v mpeg4 -c:a libmp3lame`,
  'flv1.flv': `${BOTH} -c:v flv1 -c:a libmp3lame`,
  'mpeg2.ts': `${BOTH} -c:v mpeg2video -c:a mp2 -f mpegts`,
  'mpeg2.mpg': `${BOTH} -c:v mpeg2video -c:a mp2 -f vob`,
  'theora.ogv': `${BOTH} -c:v libtheora -c:a libvorbis`,
  'wmv2.wmv': `${BOTH} -c:v wmv2 -c:a wmav2`,
  'hevc.mp4': `${BOTH} -c:v libx265 -preset ultrafast -x265-params log-level=none -c:a aac`,
  'av1.mp4': `${BOTH} -c:v libaom-av1 -cpu-used 8 -usage realtime -c:a libopus`,
  '10-bit.mp4': `${BOTH} -c:v libx264 -preset ultrafast -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc -c:a aac`,
  '4-4-4.mp4': `${BOTH} -c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a aac`,
  'surround.mkv': `-map 0 -map 2 ${X264} -c:a ac3`,
  'surround.mp4': `-map 0 -map 2 ${X264} -c:a aac`,
  'two-tracks.mkv': `${BOTH} -map 1 ${X264} -c:a aac`,
  'late-sound.mp4': `${BOTH} ${X264} -af atrim=start=0.5 -c:a aac`,
  'wide-pixels.mp4': `${BOTH} ${X264} -vf setsar=2 -c:a aac`,
  'silent.mp4': `-map 0 ${X264}`,
  'vfr.mp4': `-map 0 -vf setpts='if(lt(N,10),N,N*2)/25/TB' -vsync vfr -t 2 ${X264}`,
  'two-renditions.mp4': `-map 4 -map 6 ${X264} -c:a aac`,
  '120-fps.mp4': `-map 3 ${X264}`,
  '1-fps.mp4': `-map 0 -vf setpts=N/TB -vsync vfr -t 3 -r 1 ${X264}`,
  '1x1.mkv': '-map 5 -vf scale=1:1,setsar=1 -c:v ffv1 -pix_fmt yuv444p',
  '3x5.mkv': '-map 5 -vf scale=3:5,setsar=1 -c:v ffv1 -pix_fmt yuv444p',
  '4096x16.mp4': `-map 5 -vf scale=4096:16,setsar=1 ${X264}`,
  '16x2048.mp4': `-map 5 -vf scale=16:2048,setsar=1 ${X264}`,
  'too-short.mp4': `-map 0 -frames:v 1 -r 20 ${X264}`,
  'sound.m4a': '-map 1 -c:a aac',
  'sound.mp3': '-map 1 -c:a libmp3lame',
  'sound.wav': '-map 1',
  'sound-with-cover.m4a': '-map 1 -map 5 -c:a aac -frames:v 1 -c:v png -disposition:v attached_pic',
  'picture.png': '-map 5 -frames:v 1',
  'picture.jpg': '-map 5 -frames:v 1 -pix_fmt yuvj420p',
  'moving-picture.gif': '-map 5',
};

/** Files that are made out of others. */
const DERIVED: Record<string, (read: (name: string) => Promise<Buffer>) => Promise<Uint8Array> | Uint8Array> = {
  'cut-index-first.mp4': async (read) => half(await read('index-first.mp4')),
  'cut-index-last.mp4': async (read) => half(await read('h264.mp4')),
  'cut.mkv': async (read) => half(await read('h264.mkv')),
  'turned-90.mp4': async (read) => turned(await read('h264.mp4'), [0, 1, -1, 0]),
  'turned-180.mp4': async (read) => turned(await read('h264.mp4'), [-1, 0, 0, -1]),
  'turned-270.mov': async (read) => turned(await read('h264.mov'), [0, -1, 1, 0]),
  'text.mp4': () => Buffer.from('This is a text, whatever its name says. '.repeat(100)),
  'empty.mp4': () => new Uint8Array(),
  // The same in every run.
  'random.mp4': () =>
    Uint8Array.from({ length: 50_000 }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 255),
};

function half(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length / 2);
}

/** Turns a picture as phones do: by the matrix in the header of its track, which is the first one here. */
function turned(file: Buffer, [a, b, c, d]: readonly [number, number, number, number]): Uint8Array {
  const matrix = file.indexOf('tkhd') + 44;
  for (const [place, value] of [
    [0, a],
    [1, b],
    [3, c],
    [4, d],
  ] as const)
    file.writeInt32BE(value * 65_536, matrix + place * 4);
  return file;
}

/** Makes the files of these cases with one run of ffmpeg, and returns their bytes, except what it cannot encode. */
export async function makeInputs(
  ffmpeg: string,
  cases: readonly InputCase[],
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const dir = await mkdtemp(join(tmpdir(), 'local-stream-inputs-'));
  try {
    const { stdout: encoders } = await run(ffmpeg, ['-hide_banner', '-encoders']);
    const isAble = (options: string) =>
      [...options.matchAll(/-c:[av] (\S+)/g)].every(([, name]) => encoders.includes(` ${name} `));
    const names = new Set([...cases.map(({ name }) => name), 'index-first.mp4', 'h264.mp4', 'h264.mkv', 'h264.mov']);
    const outputs = Object.entries(OUTPUTS).filter(([name, options]) => names.has(name) && isAble(options));
    const args = [
      ...SOURCES.flatMap((source) => ['-f', 'lavfi', '-i', source]),
      ...outputs.flatMap(([name, options]) => [...options.split(' '), '-threads', '1', join(dir, name)]),
    ];
    await run(ffmpeg, ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', ...args]);
    const read = (name: string) => readFile(join(dir, name));
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const { name } of cases) {
      const make = DERIVED[name];
      if (make) files.set(name, new Uint8Array(await make(read)));
      else if (outputs.some(([made]) => made === name)) files.set(name, new Uint8Array(await read(name)));
    }
    return files;
  } finally {
    await rm(dir, { recursive: true });
  }
}
