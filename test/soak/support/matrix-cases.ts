import type { Fault, ProxiedRequest, UploadStep } from './fault-proxy.js';
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
  /** The same for a form alone; `null` where it arrives intact. */
  readonly expectedOfForm?: RegExp | null;
  /** The only protocol that can have this fault; both by default. */
  readonly only?: 'tus' | 'form';
  /** Whether it needs a browser of its own, with a profile on disk. */
  readonly hasOwnBrowser?: boolean;
  /** Fixed size of a chunk, in bytes; 5 MiB by default. */
  readonly chunkBytes?: number;
  /** Number of faults, each of which may cost one chunk, or one form; 1 by default. */
  readonly faultCount?: number;
  /** The same for a form alone. */
  readonly formsLost?: number;
  /** Whether the upload URL is lost, and with it everything sent so far. */
  readonly isRestarted?: boolean;
}

/** Applies a fault to the n-th request of a step. */
function once(step: UploadStep, at: number, fault: Fault): (request: ProxiedRequest) => Fault | undefined {
  return (request) => (request.step === step && request.count === at ? fault : undefined);
}

const status = (code: number, headers: Record<string, string> = {}): Fault => ({ status: code, headers });
const html: Fault = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>Wi-Fi login</title></html>',
};

const statusCases: MatrixCase[] = [
  ...[408, 409, 423, 425, 429, 460, 500, 502, 503, 504].map((code) => ({
    name: `sending is answered ${code}`,
    fault: once('send', 1, status(code)),
  })),
  { name: 'sending is answered 429, Retry-After: 2', fault: once('send', 1, status(429, { 'retry-after': '2' })) },
  {
    name: 'sending is answered 503, Retry-After: a date',
    fault: (request) =>
      once('send', 1, status(503, { 'retry-after': new Date(Date.now() + 3_000).toUTCString() }))(request),
  },
  ...[408, 423, 429, 500, 503].map((code) => ({
    name: `asking is answered ${code}`,
    fault: once('ask', 0, status(code)),
    only: 'tus' as const,
  })),
  ...[408, 423, 429, 500, 503].map((code) => ({
    name: `the endpoint answers ${code}`,
    fault: once('create', 0, status(code)),
  })),
  { name: 'asking is answered 404: a new upload URL', fault: once('ask', 0, status(404)), only: 'tus' },
  { name: 'asking is answered 410: a new upload URL', fault: once('ask', 0, status(410)), only: 'tus' },
  { name: 'the upload URL expires during the upload', fault: once('send', 1, status(410)), isRestarted: true },
  { name: 'sending meets a captive portal', fault: once('send', 1, html) },
  { name: 'asking meets a captive portal', fault: once('ask', 0, html), only: 'tus' },
  {
    name: 'sending is answered 503 three times in a row',
    fault: ({ step, count }) => (step === 'send' && count > 0 && count < 4 ? status(503) : undefined),
    faultCount: 3,
  },
];

const connectionCases: MatrixCase[] = [
  ...[1, 700_001, 2.5 * MiB, 5 * MiB - 1].map((bytes) => ({
    name: `sending is cut after ${Math.round(bytes)} bytes, which the server keeps`,
    fault: once('send', 1, { cutAfter: bytes }),
  })),
  ...[1, 1_234_567, 5 * MiB - 1].map((bytes) => ({
    name: `sending is cut after ${Math.round(bytes)} bytes, which the server loses`,
    fault: once('send', 1, { cutAfter: bytes, drop: true }),
  })),
  {
    name: 'every second sending is cut',
    fault: ({ step, count }) => (step === 'send' && count % 2 === 1 && count < 6 ? { cutAfter: 3 * MiB } : undefined),
    faultCount: 3,
  },
  { name: 'the response to the first chunk is lost', fault: once('send', 0, { loseResponse: true }), only: 'tus' },
  {
    name: 'the response to the last chunk, or the form, is lost',
    fault: ({ step, count, protocol }) =>
      step === 'send' && count === (protocol === 'tus' ? 2 : 1) ? { loseResponse: true } : undefined,
    formsLost: 0,
  },
  { name: 'the response to asking is lost', fault: once('ask', 0, { loseResponse: true }), only: 'tus' },
  { name: 'the response of the endpoint is lost', fault: once('create', 0, { loseResponse: true }) },
  {
    name: 'a link of 4 MiB/s',
    fault: ({ step }) => (step === 'send' ? { bytesPerSecond: 4 * MiB } : undefined),
    faultCount: 0,
  },
  { name: 'a latency of 400 ms', fault: () => ({ delayMs: 400 }), faultCount: 0 },
  {
    name: 'the server is restarted',
    fault: once('send', 1, { bytesPerSecond: 2 * MiB }),
    act: (run) => run.restartServer(),
  },
  {
    name: 'offline during the upload',
    fault: once('send', 1, { bytesPerSecond: 2 * MiB }),
    act: (run) => run.goOffline(2_000),
  },
  {
    name: 'offline for longer than the upload URL lives',
    fault: ({ step, count }) => {
      if (step === 'send' && count === 1) return { bytesPerSecond: 2 * MiB };
      return step === 'ask' && count === 1 ? status(410) : undefined;
    },
    only: 'tus',
    act: (run) => run.goOffline(1_000),
    isRestarted: true,
  },
];

const slow: MatrixCase['fault'] = ({ step, count }) =>
  step === 'send' && count === 1 ? { bytesPerSecond: 1 * MiB } : undefined;
const userCases: MatrixCase[] = [
  { name: 'the page is reloaded', fault: slow, act: (run) => run.reload() },
  { name: 'the tab is closed and opened again', fault: slow, act: (run) => run.reopenTab() },
  {
    name: 'the browser is killed and started again',
    fault: slow,
    act: (run) => run.killBrowser(),
    hasOwnBrowser: true,
  },
  // A form is not remembered, so that the second tab sends it, too, once the first has: another video.
  { name: 'the same file in two tabs', fault: slow, act: (run) => run.openSecondTab(), faultCount: 0, formsLost: 1 },
  { name: 'paused and resumed', fault: slow, act: (run) => run.pauseAndResume(), formsLost: 0 },
  // Chromium has opened the file for the whole of a form, and sends what it was.
  {
    name: 'the file is changed during the upload',
    fault: slow,
    act: (run) => run.changeFile(),
    expectedMessage: /has changed or moved/,
    expectedOfForm: null,
  },
  {
    name: 'the file is deleted during the upload',
    fault: slow,
    act: (run) => run.deleteFile(),
    expectedMessage: /has changed or moved/,
    expectedOfForm: null,
  },
];

const messageCases: MatrixCase[] = [
  {
    name: 'the endpoint: not signed in',
    fault: once('create', 0, status(401)),
    expectedMessage: /Sign in and try again/,
  },
  {
    name: 'the endpoint meets a captive portal',
    fault: once('create', 0, html),
    expectedMessage: /Try again in a moment/,
  },
  {
    name: 'the endpoint: the storage is full',
    fault: once('create', 0, { status: 413, body: '{"error":{"code":"STORAGE_EXHAUSTED","message":"x"}}' }),
    expectedMessage: /Storage is full/,
  },
  {
    name: 'the endpoint fails for good',
    fault: ({ step }) => (step === 'create' ? status(500) : undefined),
    expectedMessage: /couldn.t start/,
  },
  { name: 'sending is refused', fault: once('send', 1, status(403)), expectedMessage: /was rejected. Try again/ },
];

/** What can never work, and what the person and the page are told. */
const hopelessCases: MatrixCase[] = [
  {
    name: 'sending is answered 413 for more than 6 MiB',
    fault: ({ step, bytes }) => (step === 'send' && bytes > 6 * MiB ? status(413) : undefined),
    chunkBytes: 20 * MiB,
    expectedOfForm: /too large/,
  },
  { name: 'sending is answered 501', fault: once('send', 1, status(501)), expectedMessage: /was rejected/ },
  { name: 'sending is answered 505', fault: once('send', 1, status(505)), expectedMessage: /was rejected/ },
  {
    name: 'the page’s policy stops the upload server',
    fault: ({ step, protocol }) => {
      const target = { uploadURL: 'http://localhost:1/upload', uid: 'a'.repeat(32), protocol };
      return step === 'create' ? { status: 200, body: JSON.stringify(target) } : undefined;
    },
    expectedMessage: /reach the upload server/,
  },
  {
    name: 'the upload server cuts every connection at once',
    fault: ({ step }) => (step === 'create' ? undefined : { cutAfter: 0, drop: true }),
    // Of a form, some bytes have gone out before it is cut: something on the way, which may pass.
    only: 'tus',
    expectedMessage: /reach the upload server/,
  },
  {
    name: 'an answer without Upload-Offset, always',
    fault: ({ step }) => (step === 'create' ? undefined : status(step === 'ask' ? 200 : 204)),
    only: 'tus',
    expectedMessage: /reach the upload server/,
  },
  {
    name: 'the endpoint gives an address of Cloudflare’s API',
    fault: once('create', 0, {
      status: 200,
      body: `{"uploadURL":"https://api.cloudflare.com/client/v4/accounts/a/media/b","uid":"${'a'.repeat(32)}"}`,
    }),
    expectedMessage: /couldn.t start/,
  },
  {
    name: 'the endpoint redirects to a page',
    fault: once('create', 0, status(302, { location: '/' })),
    expectedMessage: /couldn.t start/,
  },
  {
    name: 'the endpoint takes no file as large',
    fault: once('create', 0, {
      status: 413,
      body: '{"error":{"code":"FILE_TOO_LARGE","message":"x","maxBytes":5000000}}',
    }),
    expectedMessage: /limit is 5\sMB/,
  },
  {
    name: 'the endpoint passes on Stream’s number for a full account',
    fault: once('create', 0, { status: 400, body: '{"success":false,"errors":[{"code":10011,"message":"x"}]}' }),
    expectedMessage: /Storage is full/,
  },
];

/** All cases, in the order of the table. */
export const MATRIX: readonly MatrixCase[] = [
  ...statusCases,
  ...connectionCases,
  ...userCases,
  ...messageCases,
  ...hopelessCases,
];

/** Ways to an upload URL and ways to send, of which each row runs with each pair that can have its fault. */
export const PAIRS = (['endpoint', 'createUpload'] as const).flatMap((way) =>
  (['tus', 'form'] as const).map((protocol) => ({ way, protocol })),
);
export type Pair = (typeof PAIRS)[number];
