import type { Fault, ProxiedRequest } from './fault-proxy.js';
import type { MatrixRun } from './matrix-run.js';

const MiB = 1024 ** 2;

/** One row of the matrix. */
export interface MatrixCase {
  readonly name: string;
  /** Chooses the fault of a request. */
  readonly fault?: (request: ProxiedRequest) => Fault | undefined;
  /** Acts on the browser or the server once the upload has begun. */
  readonly act?: (run: MatrixRun) => Promise<void>;
  /** Message that the user has to see; without one, the file has to arrive intact. */
  readonly expectedMessage?: RegExp;
  /** Number of faults, each of which may cost one chunk; 1 by default. */
  readonly faultCount?: number;
  /** Whether the upload URL is lost, and with it everything sent so far. */
  readonly isRestarted?: boolean;
}

const isTus = ({ path }: ProxiedRequest): boolean => path.startsWith('/tus/');

/** Applies a fault to the n-th request with a method. */
function once(
  method: 'POST' | 'HEAD' | 'PATCH',
  at: number,
  fault: Fault,
): (request: ProxiedRequest) => Fault | undefined {
  return (request) =>
    request.method === method && request.count === at && (method === 'POST' || isTus(request)) ? fault : undefined;
}

const status = (code: number, headers: Record<string, string> = {}): Fault => ({ status: code, headers });
const html: Fault = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Wi-Fi login</title></html>',
};

const statusCases: MatrixCase[] = [
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
  { name: 'the upload URL expires during the upload', fault: once('PATCH', 1, status(410)), isRestarted: true },
  { name: 'PATCH meets a captive portal', fault: once('PATCH', 1, html) },
  { name: 'HEAD meets a captive portal', fault: once('HEAD', 0, html) },
  {
    name: 'PATCH is answered 503 three times in a row',
    fault: ({ method, count }) => (method === 'PATCH' && count > 0 && count < 4 ? status(503) : undefined),
    faultCount: 3,
  },
];

const connectionCases: MatrixCase[] = [
  ...[1, 700_001, 2.5 * MiB, 5 * MiB - 1].map((bytes) => ({
    name: `PATCH is cut after ${Math.round(bytes)} bytes, which the server keeps`,
    fault: once('PATCH', 1, { cutAfter: bytes }),
  })),
  ...[1, 1_234_567, 5 * MiB - 1].map((bytes) => ({
    name: `PATCH is cut after ${Math.round(bytes)} bytes, which the server loses`,
    fault: once('PATCH', 1, { cutAfter: bytes, drop: true }),
  })),
  {
    name: 'every second PATCH is cut',
    fault: ({ method, count }) =>
      method === 'PATCH' && count % 2 === 1 && count < 6 ? { cutAfter: 3 * MiB } : undefined,
    faultCount: 3,
  },
  { name: 'the response to a PATCH is lost', fault: once('PATCH', 0, { loseResponse: true }) },
  { name: 'the response to the last PATCH is lost', fault: once('PATCH', 2, { loseResponse: true }) },
  { name: 'the response to HEAD is lost', fault: once('HEAD', 0, { loseResponse: true }) },
  { name: 'the response to POST is lost', fault: once('POST', 0, { loseResponse: true }) },
  {
    name: 'a link of 4 MiB/s',
    fault: ({ method }) => (method === 'PATCH' ? { bytesPerSecond: 4 * MiB } : undefined),
    faultCount: 0,
  },
  { name: 'a latency of 400 ms', fault: () => ({ delayMs: 400 }), faultCount: 0 },
  {
    name: 'the server is restarted',
    fault: once('PATCH', 1, { bytesPerSecond: 2 * MiB }),
    act: (run) => run.restartServer(),
  },
  {
    name: 'offline during the upload',
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
const userCases: MatrixCase[] = [
  { name: 'the page is reloaded', fault: slow, act: (run) => run.reload() },
  { name: 'the tab is closed and opened again', fault: slow, act: (run) => run.reopenTab() },
  { name: 'the browser is killed and started again', fault: slow, act: (run) => run.killBrowser() },
  { name: 'the same file in two tabs', fault: slow, act: (run) => run.openSecondTab(), faultCount: 0 },
  { name: 'paused and resumed', fault: slow, act: (run) => run.pauseAndResume() },
  {
    name: 'the file is changed during the upload',
    fault: slow,
    act: (run) => run.changeFile(),
    expectedMessage: /has changed or moved/,
  },
  {
    name: 'the file is deleted during the upload',
    fault: slow,
    act: (run) => run.deleteFile(),
    expectedMessage: /has changed or moved/,
  },
];

const messageCases: MatrixCase[] = [
  { name: 'POST: not signed in', fault: once('POST', 0, status(401)), expectedMessage: /Sign in again/ },
  { name: 'POST meets a captive portal', fault: once('POST', 0, html), expectedMessage: /Try again in a moment/ },
  {
    name: 'POST: the storage is full',
    fault: once('POST', 0, { status: 413, body: '{"error":{"code":"STORAGE_EXHAUSTED","message":"x"}}' }),
    expectedMessage: /Storage is full/,
  },
  {
    name: 'POST fails for good',
    fault: ({ method, path }) => (method === 'POST' && path === '/api/uploads' ? status(500) : undefined),
    expectedMessage: /couldn't start/,
  },
  { name: 'PATCH is refused', fault: once('PATCH', 1, status(403)), expectedMessage: /was refused. Try again/ },
];

/** All cases, in the order of the table. */
export const MATRIX: readonly MatrixCase[] = [...statusCases, ...connectionCases, ...userCases, ...messageCases];
