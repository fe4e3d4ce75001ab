import path from 'node:path';
import type { Demo } from './demo.js';

/** What `npm start` shows once everything runs. */
export function formatSummary(
  { url, stream, dataDir, notes }: Pick<Demo, 'url' | 'stream' | 'dataDir' | 'notes'>,
  cwd = process.cwd(),
): string {
  const relative = path.relative(cwd, dataDir);
  const rows = [
    ['Page', url],
    ['Player only', `${url}/player.html`],
    ['Local Stream', stream.origin],
    ['Transcoder', stream.transcoderName],
    ['Data', relative === '' || relative.startsWith('..') ? dataDir : relative],
  ] as const;
  const width = Math.max(...rows.map(([name]) => name.length));
  const hints =
    stream.transcoderName.startsWith('ffmpeg ') && !stream.transcoderName.includes('WebAssembly')
      ? []
      : ['No ffmpeg with libx264 was found on this machine. Videos will be ready sooner once it is installed.'];
  return [
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...[...notes, ...hints].map((line) => `  ${line}`),
    '  Press Ctrl-C to stop.',
    '',
  ].join('\n');
}
