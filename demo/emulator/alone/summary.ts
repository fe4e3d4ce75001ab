import path from 'node:path';
import type { LocalStream } from '../options.js';

/** What `npm run stream` shows once it runs. Never the token: terminals are recorded, and read over shoulders. */
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
    ['Local Stream', stream.origin],
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
    `  A program with Cloudflare's SDK finds it with: node --env-file=${short(envFile)} program.js`,
    '  Press Ctrl-C to stop.',
    '',
  ].join('\n');
}
