import type { Fault, Passing } from './fault-proxy.js';
import type { MatrixRun } from './matrix-run.js';

const MiB = 1024 ** 2;

/** One row of the matrix. */
export interface MatrixCase {
  readonly name: string;
  /** What becomes of requests. */
  readonly fault?: (passing: Passing) => Fault | undefined;
  /** What happens beside that, once the upload has begun. */
  readonly act?: (run: MatrixRun) => Promise<void>;
  /** `whole` by default: the bytes arrive once and whole. Otherwise the sentence that tells the person what to do. */
  readonly told?: RegExp;
  /** How many faults there are: each may cost one chunk. */
  readonly faults?: number;
  /** The upload URL was lost, and with it, at Stream, what had arrived. */
  readonly isRestarted?: boolean;
}

const isTus = ({ path }: Passing): boolean => path.startsWith('/tus/');

/** The n-th request of a kind goes wrong. */
function once(method: 'POST' | 'HEAD' | 'PATCH', at: number, fault: Fault): (passing: Passing) => Fault | undefined {
  return (passing) =>
    passing.method === method && passing.count === at && (method === 'POST' || isTus(passing)) ? fault : undefined;
}

const status = (code: number, headers: Record<string, string> = {}): Fault => ({ status: code, headers });
const html: Fault = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Wi-Fi login</title></html>',
};

const answers: MatrixCase[] = [
  ...[408, 409, 423, 425, 429, 460, 500, 502, 503, 504].map((code) => ({
    name: `PATCH answers ${code}`,
    fault: once('PATCH', 1, status(code)),
  })),
  { name: 'PATCH answers 429, Retry-After: 2', fault: once('PATCH', 1, status(429, { 'retry-after': '2' })) },
  {
    name: 'PATCH answers 503, Retry-After: a date',
    fault: once('PATCH', 1, status(503, { 'retry-after': new Date(Date.now() + 3_000).toUTCString() })),
  },
  ...[408, 423, 429, 500, 503].map((code) => ({ name: `HEAD answers ${code}`, fault: once('HEAD', 0, status(code)) })),
  ...[408, 423, 429, 500, 503].map((code) => ({ name: `POST answers ${code}`, fault: once('POST', 0, status(code)) })),
  { name: 'HEAD answers 404: a new upload URL', fault: once('HEAD', 0, status(404)) },
  { name: 'HEAD answers 410: a new upload URL', fault: once('HEAD', 0, status(410)) },
  { name: 'the upload URL expires in the middle', fault: once('PATCH', 1, status(410)), isRestarted: true },
  { name: 'PATCH meets a captive portal', fault: once('PATCH', 1, html) },
  { name: 'HEAD meets a captive portal', fault: once('HEAD', 0, html) },
  {
    name: 'PATCH is answered 503 three times in a row',
    fault: ({ method, count }) => (method === 'PATCH' && count > 0 && count < 4 ? status(503) : undefined),
    faults: 3,
  },
];

const connections: MatrixCase[] = [
  ...[1, 700_001, 2.5 * MiB, 5 * MiB - 1].map((bytes) => ({
    name: `PATCH is cut after ${Math.round(bytes)} bytes, which the server keeps`,
    fault: once('PATCH', 1, { cutAfter: bytes }),
  })),
  ...[1, 1_234_567, 5 * MiB - 1].map((bytes) => ({
    name: `PATCH is cut after ${Math.round(bytes)} bytes, which the server forgets`,
    fault: once('PATCH', 1, { cutAfter: bytes, drop: true }),
  })),
  {
    name: 'every second PATCH is cut',
    fault: ({ method, count }) =>
      method === 'PATCH' && count % 2 === 1 && count < 6 ? { cutAfter: 3 * MiB } : undefined,
    faults: 3,
  },
  { name: 'the answer to a PATCH is lost', fault: once('PATCH', 0, { loseAnswer: true }) },
  { name: 'the answer to the last PATCH is lost', fault: once('PATCH', 2, { loseAnswer: true }) },
  { name: 'the answer to HEAD is lost', fault: once('HEAD', 0, { loseAnswer: true }) },
  { name: 'the answer to POST is lost', fault: once('POST', 0, { loseAnswer: true }) },
  {
    name: 'a link of 4 MiB/s',
    fault: ({ method }) => (method === 'PATCH' ? { bytesPerSecond: 4 * MiB } : undefined),
    faults: 0,
  },
  { name: 'a latency of 400 ms', fault: () => ({ delayMs: 400 }), faults: 0 },
  {
    name: 'the server is restarted',
    fault: once('PATCH', 1, { bytesPerSecond: 2 * MiB }),
    act: (run) => run.restartServer(),
  },
  {
    name: 'offline in the middle',
    fault: once('PATCH', 1, { bytesPerSecond: 2 * MiB }),
    act: (run) => run.goOffline(2_000),
  },
  {
    name: 'offline for longer than the upload URL lives',
    fault: ({ method, count, path }) => {
      if (method === 'PATCH' && count === 1) return { bytesPerSecond: 2 * MiB };
      return method === 'HEAD' && count === 1 && path.startsWith('/tus/') ? status(410) : undefined;
    },
    act: (run) => run.goOffline(1_000),
    isRestarted: true,
  },
];

const slow: MatrixCase['fault'] = ({ method, count }) =>
  method === 'PATCH' && count === 1 ? { bytesPerSecond: 1 * MiB } : undefined;
const people: MatrixCase[] = [
  { name: 'the page is reloaded', fault: slow, act: (run) => run.reload() },
  { name: 'the tab is closed and opened again', fault: slow, act: (run) => run.reopenTab() },
  { name: 'the browser is killed and started again', fault: slow, act: (run) => run.killBrowser() },
  { name: 'the same file in two tabs', fault: slow, act: (run) => run.openSecondTab(), faults: 0 },
  { name: 'paused and resumed', fault: slow, act: (run) => run.pauseAndResume() },
  {
    name: 'the file is changed meanwhile',
    fault: slow,
    act: (run) => run.changeFile(),
    told: /not the same file any more/,
  },
  {
    name: 'the file is deleted meanwhile',
    fault: slow,
    act: (run) => run.deleteFile(),
    told: /not the same file any more/,
  },
];

const told: MatrixCase[] = [
  { name: 'POST: not signed in', fault: once('POST', 0, status(401)), told: /Sign in again/ },
  { name: 'POST meets a captive portal', fault: once('POST', 0, html), told: /Try again in a moment/ },
  {
    name: 'POST: the storage is full',
    fault: once('POST', 0, { status: 413, body: '{"error":{"code":"STORAGE_EXHAUSTED","message":"x"}}' }),
    told: /no room for more videos/,
  },
  {
    name: 'POST fails for good',
    fault: ({ method, path }) => (method === 'POST' && path === '/api/uploads' ? status(500) : undefined),
    told: /could not be started/,
  },
  { name: 'PATCH is refused', fault: once('PATCH', 1, status(403)), told: /was refused. Try again/ },
];

/** Everything that goes wrong, in the order of the table. */
export const MATRIX: readonly MatrixCase[] = [...answers, ...connections, ...people, ...told];
