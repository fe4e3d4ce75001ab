import path from 'node:path';
import { GET_FFMPEG } from '../encode/choose-transcoder.js';
import type { LocalStream } from '../options.js';

/** Consequence of a missing system ffmpeg. */
const LESSER = 'No ffmpeg was found, so videos have fewer qualities, or one.';

/**
 * Formats the summary shown after the start. Never contains the token: terminals are recorded and visible to others.
 */
export function formatSummary(
  stream: LocalStream,
  { dataDir, envFile, ownToken }: { readonly dataDir: string; readonly envFile: string; readonly ownToken: boolean },
  cwd = process.cwd(),
): string {
  const short = (file: string) => {
    const relative = path.relative(cwd, file);
    return relative === '' || relative.startsWith('..') ? file : relative;
  };
  const rows = [
    ['Local Stream', `${stream.origin}, which also delivers: /<uid or token>/manifest/video.m3u8`],
    ['API', stream.apiBase],
    ['Account', stream.accountId],
    ['API token', ownToken ? `made here; it is in ${short(envFile)}` : 'the one that was given'],
    ['Transcoder', stream.transcoderName],
    ['Data', short(dataDir)],
  ] as const;
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...(/^ffmpeg \S+ \(/.test(stream.transcoderName) ? [] : [`  ${LESSER} ${GET_FFMPEG}`, '']),
    `  A program with Cloudflare's SDK finds it with: node --env-file=${short(envFile)} program.js`,
    '  Press Ctrl-C to stop.',
    '',
  ].join('\n');
}
