import { chooseFrameRate } from './ladder.js';
import type { AudioJob, EncodeJob, GifJob, Rung, StillJob } from './transcoder.js';

/** Kilobits per second of the audio rendition, which name its folder. */
export const AUDIO_KBPS = 128;

/** Containers that hold their media themselves. Not lists of other files, which would let an upload read this machine. */
const CONTAINERS = 'mov,mp4,matroska,webm,avi,flv,mpeg,mpegvideo,mpegts,mxf,gxf,lxf,asf,ogg';

/** The same for a sound alone. */
const SOUND_CONTAINERS = `${CONTAINERS},mp3,wav,flac,aac,aiff`;

/** How sound is encoded, wherever it comes from. */
const AAC = ['-c:a', 'aac', '-b:a', `${AUDIO_KBPS}k`, '-ac', '2', '-ar', '48000'];

/** Arguments for probing: ffmpeg describes the file, then fails for lack of an output. */
export function probeArguments(input: string): string[] {
  return ['-nostdin', '-hide_banner', '-format_whitelist', CONTAINERS, '-i', input];
}

/** Folders below the output that must be there before ffmpeg starts. */
export function outputFolders(rungs: readonly Rung[], hasAudio: boolean): string[] {
  return [...rungs.map((rung) => `video/${rung.name}`), ...(hasAudio ? [`audio/${AUDIO_KBPS}`] : [])];
}

/**
 * One run that makes every rung and the audio. Written so that builds of ffmpeg from 4.1 on understand it.
 *
 * @param input,outDir paths as ffmpeg sees them
 */
export function encodeArguments(job: EncodeJob, rungs: readonly Rung[], input: string, outDir: string): string[] {
  const frameRate = chooseFrameRate(job.source);
  const split = rungs.map((_, index) => `[s${index}]`).join('');
  const scaled = rungs.map(
    ({ width, height }, index) =>
      `[s${index}]scale=${width}:${height}:flags=bicubic,setsar=1,format=yuv420p[v${index}]`,
  );
  return [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    '-format_whitelist',
    CONTAINERS,
    ...(job.startSeconds === undefined ? [] : ['-ss', String(job.startSeconds), '-t', String(job.source.duration)]),
    '-i',
    input,
    ...(job.watermark ? ['-f', 'png_pipe', '-i', job.watermark.file] : []),
    '-filter_complex',
    [`[0:v:0]fps=${frameRate}${watermarkFilter(job)},split=${rungs.length}${split}`, ...scaled].join(';'),
    ...rungs.flatMap((rung, index) => [
      '-map',
      `[v${index}]`,
      '-an',
      '-sn',
      '-dn',
      '-map_metadata',
      '-1',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-profile:v',
      'main',
      '-crf',
      '23',
      '-maxrate',
      `${rung.maxKbps}k`,
      '-bufsize',
      `${rung.maxKbps * 2}k`,
      // The same frame starts a segment in every rung, or a player could not switch between them.
      '-force_key_frames',
      `expr:gte(t,n_forced*${job.segmentSeconds})`,
      '-sc_threshold',
      '0',
      '-g',
      String(Math.ceil(frameRate * job.segmentSeconds * 2)),
      ...segments(job, `${outDir}/video/${rung.name}`),
    ]),
    ...(job.source.hasAudio
      ? [
          '-map',
          '0:a:0',
          '-vn',
          '-sn',
          '-dn',
          '-map_metadata',
          '-1',
          // Keeps audio in sync that begins late or has gaps.
          '-af',
          'aresample=async=1:first_pts=0',
          ...AAC,
          ...segments(job, `${outDir}/audio/${AUDIO_KBPS}`),
        ]
      : []),
  ];
}

/**
 * A sound alone, as long as its video.
 *
 * @param input,outDir paths as ffmpeg sees them
 */
export function audioArguments(job: AudioJob, input: string, outDir: string): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-format_whitelist', SOUND_CONTAINERS, '-i', input],
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1'],
    ...['-af', 'aresample=async=1:first_pts=0,apad', '-t', String(job.duration), ...AAC],
    ...segments(job, outDir),
  ];
}

/** Returns the filter for the watermark, if any, applied once for all rungs. */
function watermarkFilter({ watermark, source: { width, height } }: EncodeJob): string {
  if (!watermark) return '';
  const { scale, opacity, padding, position } = watermark;
  const box = `${Math.max(2, Math.round(width * scale))}:${Math.max(2, Math.round(height * scale))}`;
  const fitted = scale === 0 ? '' : `scale=${box}:force_original_aspect_ratio=decrease:flags=bicubic,`;
  const [left, top] = [`W*${padding}`, `H*${padding}`];
  const [right, bottom] = [`W-w-${left}`, `H-h-${top}`];
  const places: Readonly<Record<string, string>> = {
    upperLeft: `${left}:${top}`,
    upperRight: `${right}:${top}`,
    lowerLeft: `${left}:${bottom}`,
    lowerRight: `${right}:${bottom}`,
  };
  return [
    // Scaled to the displayed size: pixels may be non-square until here.
    `,scale=${width}:${height},setsar=1[m]`,
    `[1:v:0]${fitted}format=rgba,colorchannelmixer=aa=${opacity}[w]`,
    `[m][w]overlay=${places[position] ?? '(W-w)/2:(H-h)/2'}`,
  ].join(';');
}

function segments(job: Pick<EncodeJob, 'segmentSeconds'>, dir: string): string[] {
  return [
    '-f',
    'hls',
    '-hls_time',
    String(job.segmentSeconds),
    '-hls_playlist_type',
    'vod',
    '-hls_segment_type',
    'fmp4',
    '-hls_flags',
    'independent_segments',
    '-hls_fmp4_init_filename',
    'init.mp4',
    '-start_number',
    '1',
    '-hls_segment_filename',
    `${dir}/seg_%d.mp4`,
    `${dir}/stream.m3u8`,
  ];
}

/** One JPEG. Frames before the wanted one are decoded and dropped: the file is a single segment. */
export function stillArguments(job: StillJob, input: string, output: string): string[] {
  return [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    '-i',
    input,
    '-ss',
    job.atSeconds.toFixed(3),
    '-frames:v',
    '1',
    '-an',
    '-vf',
    fitFilter(job),
    // Without this the WebAssembly build can hang in its search for the best Huffman table.
    '-huffman',
    'default',
    '-c:v',
    'mjpeg',
    '-q:v',
    '4',
    '-pix_fmt',
    'yuvj420p',
    '-f',
    'image2pipe',
    output,
  ];
}

/** One GIF with a palette of its own. */
export function gifArguments(job: GifJob, input: string, output: string): string[] {
  const palette = 'split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=bayer:bayer_scale=4';
  return [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'error',
    '-y',
    '-i',
    input,
    '-ss',
    job.atSeconds.toFixed(3),
    '-t',
    job.duration.toFixed(3),
    '-an',
    '-filter_complex',
    `[0:v:0]fps=${job.fps},${fitFilter(job)},${palette}`,
    '-loop',
    '0',
    '-f',
    'gif',
    output,
  ];
}

function fitFilter({ width, height, fit }: StillJob): string {
  const box = `${width}:${height}`;
  switch (fit) {
    case 'scale':
      return `scale=${box},setsar=1`;
    case 'crop':
      return `scale=${box}:force_original_aspect_ratio=increase,crop=${box},setsar=1`;
    case 'fill':
      return `scale=${box}:force_original_aspect_ratio=decrease,pad=${box}:(ow-iw)/2:(oh-ih)/2:black,setsar=1`;
    case 'clip':
      return `scale=${box}:force_original_aspect_ratio=decrease,setsar=1`;
  }
}
