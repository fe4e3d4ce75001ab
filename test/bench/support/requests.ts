import fs from 'node:fs';
import path from 'node:path';
import type { CDPSession } from 'playwright';
import { PROJECT } from '../../../demo/start/options.js';
import { print } from './figures.js';

/** Request of a page; times in milliseconds from its navigation. */
export interface SentRequest {
  /** Path without a token and without a query. */
  readonly name: string;
  /** As the browser calls it: `Script`, `Fetch`, `Image`, … */
  readonly type: string;
  readonly start: number;
  /** When its answer began. */
  answered?: number;
  end?: number;
  /** Bytes of the answer's body as they came over the line. */
  bytes: number;
}

/** What becomes part of a path in place of a token. */
const TOKEN = '‹token›';
const WIDTH = 48;

/** Path of a URL; what looks like a token or like a uid is not told. */
function nameOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname.replace(/[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, TOKEN).replace(/[\da-f]{32}/g, '‹uid›');
}

/** Notes all requests of a page from its latest navigation on. */
export async function noteRequests(cdp: CDPSession): Promise<() => readonly SentRequest[]> {
  let sent = new Map<string, SentRequest>();
  let begun = 0;
  const ms = (seconds: number): number => Math.round((seconds - begun) * 1_000);
  cdp.on('Network.requestWillBeSent', ({ requestId, type = 'Other', request: { url }, timestamp }) => {
    if (!url.startsWith('http')) return;
    if (type === 'Document') {
      sent = new Map();
      begun = timestamp;
    }
    sent.set(requestId, { name: nameOf(url), type, start: ms(timestamp), bytes: 0 });
  });
  cdp.on('Network.responseReceived', ({ requestId, timestamp, response: { headers } }) => {
    const request = sent.get(requestId);
    if (request) Object.assign(request, { answered: ms(timestamp), bytes: Number(headers['content-length'] ?? 0) });
  });
  for (const event of ['Network.loadingFinished', 'Network.loadingFailed'] as const)
    cdp.on(event, ({ requestId, timestamp }) => {
      const request = sent.get(requestId);
      if (request) request.end = ms(timestamp);
    });
  await cdp.send('Network.enable');
  return () => [...sent.values()].map((request) => ({ ...request }));
}

/** Keeps the requests of a run beside the figures. */
export function keepWaterfall(name: string, waterfall: object): void {
  const folder = path.join(PROJECT, '.build/bench/waterfalls');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(waterfall, null, 1));
}

/** Prints requests one below the other, from a time on until another one, in milliseconds. */
export function printWaterfall(requests: readonly SentRequest[], from: number, until: number): void {
  const shown = requests.filter(({ start }) => start >= from && start <= until);
  const column = (at: number): number =>
    Math.min(WIDTH, Math.max(0, Math.round(((at - from) / (until - from)) * WIDTH)));
  const length = Math.max(0, ...shown.map(({ name }) => name.length));
  for (const { name, start, answered = Infinity, end = Infinity, bytes } of shown) {
    const [begins, arrives, ends] = [start, answered, end].map(column) as [number, number, number];
    const bar = `${' '.repeat(begins)}${'·'.repeat(arrives - begins)}${'█'.repeat(Math.max(1, ends - arrives))}`;
    const times = `${(start - from).toFixed(0)} → ${end <= until ? (end - from).toFixed(0) : '…'}`;
    print(`${name.padEnd(length)} ${times.padStart(12)} ${`${(bytes / 1_000).toFixed(1)} KB`.padStart(9)}  ${bar}`);
  }
}
