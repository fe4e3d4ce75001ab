import { expect } from '@open-wc/testing';
import { TransportFailure } from '../../../src/upload/model/transport-failure.js';
import { startProgress, type UploadProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadEvent } from '../../../src/upload/model/upload-state.js';
import type { ResumeRecord } from '../../../src/upload/sending/resume/resume-record.js';
import type { ResumeRecorder } from '../../../src/upload/sending/resume/resume-recorder.js';
import { defineTransport, type SendOptions, type Transport } from '../../../src/upload/sending/transports/transport.js';
import { UploadAttempt } from '../../../src/upload/sending/upload-attempt.js';
import { FakeClock } from '../../harness/fake-clock.js';

const SIZE = 1_000;
const MINUTE_MS = 60_000;

/** What the transport does in one attempt. */
type Step = (job: SendOptions) => Promise<void>;
const fails =
  (status: number): Step =>
  () =>
    Promise.reject(new TransportFailure('status', status));
const lies: Step = () => Promise.reject(new TransportFailure('answer'));
const arrives: Step = async ({ onHandOver, onProgress, onAcknowledged }) => {
  await onHandOver(SIZE);
  onProgress(SIZE);
  onAcknowledged(SIZE);
};

describe('UploadAttempt', () => {
  const { random } = Math;
  let clock: FakeClock;
  let steps: Step[];
  let jobs: SendOptions[];
  let offsets: (number | null)[];
  let created: number;
  let events: UploadEvent[];
  let written: string[];
  let remembered: ResumeRecord | undefined;
  let stop: AbortController;

  beforeEach(() => {
    // Without locks, nothing waits for another tab, or for anything that the clock does not control.
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    clock = new FakeClock();
    // The shortest of the random delays.
    Math.random = () => 0;
    [steps, jobs, offsets, events, written] = [[], [], [], [], []];
    created = 0;
    remembered = undefined;
    stop = new AbortController();
  });
  afterEach(() => {
    stop.abort();
    clock.uninstall();
    Math.random = random;
    Reflect.deleteProperty(navigator, 'locks');
  });

  const record = (changes: Partial<ResumeRecord> = {}): ResumeRecord => ({
    key: 'key',
    scope: '',
    fingerprint: '',
    uploadURL: 'https://upload.example/kept',
    uid: 'kept',
    file: { name: 'a.mp4', size: SIZE, type: '', lastModified: 0 },
    sentBytes: 400,
    sent: false,
    updatedAt: 0,
    expiresAt: 0,
    ...changes,
  });

  function attempt(from: ResumeRecord | null = null, changes: Partial<Transport> = {}): UploadAttempt {
    const transport: Transport = {
      name: 'fake',
      isResumable: true,
      maxBytes: Infinity,
      send: (_, job) => {
        jobs.push(job);
        return (steps.shift() ?? arrives)(job);
      },
      readOffset: () => Promise.resolve(offsets.shift() ?? null),
      ...changes,
    };
    const note =
      (what: string) =>
      (...details: readonly unknown[]): void =>
        void written.push([what, ...details].join(' '));
    const recorder = {
      peek: () => Promise.resolve(remembered),
      takeOver: () => Promise.resolve(remembered),
      created: ({ uid }: ResumeRecord) => note('created')(uid),
      acknowledged: note('acknowledged'),
      handedOver: (bytes: number) => {
        note('handed')(bytes);
        return Promise.resolve();
      },
      expires: note('expires'),
      sent: (uid: string) => {
        note('sent')(uid);
        return Promise.resolve();
      },
      forget: note('forget'),
    } as unknown as ResumeRecorder;
    return new UploadAttempt(
      {
        file: new File([new Uint8Array(SIZE)], 'a.mp4'),
        key: 'key',
        settings: () => ({
          endpoint: '',
          createUpload: () => {
            created += 1;
            return Promise.resolve({ uploadURL: `https://upload.example/${created}`, uid: `u${created}` });
          },
          statusEndpoint: '',
          scope: '',
          chunkBytes: null,
          accept: '',
          maxBytes: SIZE,
          maxSeconds: null,
        }),
        recorder,
        progress: () => shown().at(-1) ?? startProgress(SIZE, from?.sentBytes ?? 0),
        apply: (event) => events.push(event),
        transportNamed: () => transport,
      },
      from,
    );
  }

  const shown = (): UploadProgress[] => events.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));

  /** Runs it until it ends, or for this time. */
  async function resultOf(sending: UploadAttempt, ms = 10 * MINUTE_MS): Promise<unknown> {
    let result: unknown = 'still running';
    void sending.run(stop.signal).then(
      (uid) => (result = uid),
      (error: unknown) => (result = error),
    );
    await clock.pass(ms);
    return result;
  }
  const urls = (): string[] => jobs.map(({ uploadUrl }) => uploadUrl.replace('https://upload.example/', ''));
  const waits = (): string[] => events.flatMap((event) => (event.type === 'wait' ? [event.reason] : []));

  it('asks for an upload URL, sends the file, and records each step', async () => {
    expect(await resultOf(attempt())).to.equal('u1');
    expect(urls()).to.deep.equal(['1']);
    expect(written).to.deep.equal(['created u1', `handed ${SIZE}`, `acknowledged ${SIZE}`, 'sent u1']);
    expect(events.map(({ type }) => type)).to.deep.equal(['created', 'progress']);
  });

  it('shows acknowledged bytes even right after the last figure, and nothing twice', async () => {
    const chunk: Step = async ({ onProgress, onAcknowledged }) => {
      onProgress(10);
      onProgress(400);
      onAcknowledged(400);
      onAcknowledged(400);
      await new Promise(() => undefined);
    };
    steps = [chunk];
    expect(await resultOf(attempt(), 0)).to.equal('still running');
    expect(shown().map(({ sentBytes }) => sentBytes)).to.deep.equal([10, 400]);
  });

  it('continues with the upload URL of an earlier visit, once its offset is stable', async () => {
    offsets = [300, 400, 400];
    expect(await resultOf(attempt(record()), 1_500)).to.equal('still running');
    expect(jobs).to.deep.equal([]);
    await clock.pass(1_000);
    expect(urls()).to.deep.equal(['kept']);
    expect(created).to.equal(0);
  });

  it('retries a failing server on the same upload URL, with growing delays', async () => {
    steps = Array.from({ length: 4 }, () => fails(503));
    const sending = attempt();
    expect(await resultOf(sending, 0)).to.equal('still running');
    expect(jobs.length).to.equal(1);
    await clock.pass(500);
    expect(jobs.length).to.equal(2);
    await clock.pass(900);
    expect(jobs.length, 'the second pause is twice as long').to.equal(2);
    await clock.pass(100);
    expect(jobs.length).to.equal(3);
    await clock.pass(MINUTE_MS);
    expect(urls()).to.deep.equal(['1', '1', '1', '1', '1']);
    expect(new Set(waits())).to.deep.equal(new Set(['server']));
    expect(written.at(-1)).to.equal('sent u1');
  });

  it('waits as long as a server asks', async () => {
    steps = [() => Promise.reject(new TransportFailure('status', 429, '30'))];
    await resultOf(attempt(), 29_000);
    expect(jobs.length).to.equal(1);
    await clock.pass(2_000);
    expect(jobs.length).to.equal(2);
  });

  it('starts with the short delay again after some bytes got through', async () => {
    const half: Step = ({ onAcknowledged }) => {
      onAcknowledged(500);
      return fails(503)({} as SendOptions);
    };
    steps = [fails(503), fails(503), fails(503), half];
    await resultOf(attempt(), 3_900);
    expect(jobs.length).to.equal(4);
    await clock.pass(100);
    expect(jobs.length).to.equal(5);
  });

  it('drops to a quarter of the chunk size after a network failure', async () => {
    steps = [
      ({ onChunk }) => {
        onChunk?.(5_242_880, 1);
        return Promise.reject(new TransportFailure('network'));
      },
    ];
    await resultOf(attempt());
    expect(jobs.map(({ chunkBytes }) => chunkBytes)).to.deep.equal([5_242_880, 10_485_760]);
    expect(waits()).to.deep.equal(['connection']);
  });

  for (const status of [404, 410]) {
    it(`replaces an upload URL that answers ${status}, and starts over`, async () => {
      steps = [fails(status)];
      expect(await resultOf(attempt(record()))).to.equal('u1');
      expect(urls()).to.deep.equal(['kept', '1']);
      expect(written.slice(0, 2)).to.deep.equal(['forget key', 'created u1']);
      expect(events.map(({ type }) => type)).to.include('restart');
    });
  }

  it('replaces an upload URL only once, and then fails', async () => {
    steps = [fails(410), fails(410)];
    expect(await resultOf(attempt(record()))).to.include({ code: 'UPLOAD_EXPIRED', status: 410 });
    expect(created).to.equal(1);
  });

  it('sends again after an impossible answer, on the same upload URL', async () => {
    steps = [lies, lies];
    expect(await resultOf(attempt())).to.equal('u1');
    expect(urls()).to.deep.equal(['1', '1', '1']);
    expect(waits()).to.deep.equal(['server', 'server']);
  });

  it('replaces an upload URL after three impossible answers, and fails after three more', async () => {
    steps = Array.from({ length: 100 }, () => lies);
    const sending = attempt(record());
    expect(await resultOf(sending)).to.include({ code: 'UPLOAD_ANSWER_INVALID', retryable: true });
    expect(urls()).to.deep.equal(['kept', 'kept', 'kept', '1', '1', '1']);
    expect(events.filter(({ type }) => type === 'sent')).to.deep.equal([]);
  });

  it('counts impossible answers anew after bytes got through', async () => {
    const gains = (bytes: number): Step => {
      return ({ onAcknowledged }) => {
        onAcknowledged(bytes);
        return lies({} as SendOptions);
      };
    };
    steps = Array.from({ length: 8 }, (_, at) => gains(at));
    expect(await resultOf(attempt())).to.equal('u1');
    expect(new Set(urls())).to.deep.equal(new Set(['1']));
  });

  it('fails with UPLOAD_ANSWER_INVALID if the new upload URL is of another size, too', async () => {
    steps = Array.from({ length: 9 }, () => () => Promise.reject(new TransportFailure('mismatch')));
    expect(await resultOf(attempt(record()))).to.include({ code: 'UPLOAD_ANSWER_INVALID' });
    expect(urls()).to.deep.equal(['kept', '1']);
  });

  it('sends again what a server has lost, and fails if that happens over and over', async () => {
    const forgets: Step = ({ onAcknowledged }) => {
      onAcknowledged(0);
      onAcknowledged(500);
      return fails(503)({} as SendOptions);
    };
    steps = [forgets, forgets, arrives];
    expect(await resultOf(attempt())).to.equal('u1');
    expect(created).to.equal(1);
    jobs = [];
    steps = Array.from({ length: 100 }, () => forgets);
    expect(await resultOf(attempt())).to.include({ code: 'UPLOAD_ANSWER_INVALID' });
    expect(jobs.length).to.be.below(30);
  });

  it('tells the transport how many bytes were sent to an upload URL: none, as recorded, after a chunk', async () => {
    steps = [({ onHandOver }) => onHandOver(700).then(() => fails(503)({} as SendOptions))];
    await resultOf(attempt());
    expect(jobs.map(({ handedBytes }) => handedBytes)).to.deep.equal([0, 700]);
    jobs = [];
    await resultOf(attempt(record({ handedBytes: 600 })));
    expect(jobs[0]!.handedBytes).to.equal(600);
  });

  it('keeps the number of bytes sent for a second run, and starts at zero for a new upload URL', async () => {
    steps = [({ onHandOver }) => onHandOver(700).then(() => fails(403)({} as SendOptions)), fails(410)];
    const sending = attempt(record({ handedBytes: 0, sentBytes: 0 }));
    await resultOf(sending);
    await resultOf(sending);
    expect(jobs.map(({ handedBytes }) => handedBytes)).to.deep.equal([0, 700, 0]);
    expect(urls()).to.deep.equal(['kept', 'kept', '1']);
  });

  it('accepts an offset that another tab has reached, once it is in the record', async () => {
    remembered = record({ uploadURL: 'https://upload.example/1', uid: 'u1', handedBytes: 900 });
    steps = [lies];
    await resultOf(attempt());
    expect(jobs.map(({ handedBytes }) => handedBytes)).to.deep.equal([0, 900]);
  });

  it('fails at once if the server refuses, and keeps the upload URL', async () => {
    steps = [fails(403)];
    const sending = attempt(record());
    expect(await resultOf(sending)).to.include({ code: 'UPLOAD_REJECTED', status: 403 });
    expect(sending.hasTarget).to.equal(true);
  });

  it('replaces an upload URL that is refused again in a second run without progress', async () => {
    steps = [fails(403)];
    const sending = attempt(record());
    sending.noteFailure({ recovery: 'retry', isRefused: true, dropsTarget: false });
    expect(await resultOf(sending)).to.equal('u1');
    expect(urls()).to.deep.equal(['kept', '1']);
  });

  it('drops an upload URL that a failure has made useless', () => {
    const sending = attempt(record());
    sending.noteFailure({ recovery: 'retry', isRefused: false, dropsTarget: true });
    expect(sending.hasTarget).to.equal(false);
    expect(written).to.deep.equal(['forget key']);
  });

  it('fails with FILE_CHANGED if the file can no longer be read', async () => {
    steps = [() => Promise.reject(new TransportFailure('file'))];
    expect(await resultOf(attempt())).to.include({ code: 'FILE_CHANGED' });
  });

  const told = (): string[] =>
    events.flatMap((event) => (event.type === 'wait' && event.error ? [event.error.code] : []));
  const lost: Step = () => Promise.reject(new TransportFailure('network'));
  /** The server tells its offset, and then not one byte reaches it. */
  const blocked =
    (has = 0): Step =>
    ({ onAcknowledged }) => {
      onAcknowledged(has);
      return Promise.reject(new TransportFailure('network'));
    };

  it('reports UPLOAD_UNREACHABLE once, and goes on, if a server answers but no byte reaches it', async () => {
    steps = Array.from({ length: 12 }, () => blocked());
    await resultOf(attempt());
    expect(waits().slice(0, 4)).to.deep.equal(['connection', 'connection', 'connection', 'unreachable']);
    expect(told()).to.deep.equal(['UPLOAD_UNREACHABLE']);
    expect(jobs.length, 'it goes on').to.be.greaterThan(8);
  });

  it('does not report UPLOAD_UNREACHABLE if bytes arrive in between, or only the connection is lost', async () => {
    steps = [...Array.from({ length: 9 }, (_, at) => blocked(at * 100)), ...Array.from({ length: 9 }, () => lost)];
    expect(await resultOf(attempt())).to.equal('u1');
    expect(told()).to.deep.equal([]);
  });

  it('reports UPLOAD_UNREACHABLE on resuming, although an earlier visit reached the server', async () => {
    steps = Array.from({ length: 12 }, () => lost);
    await resultOf(attempt(record()));
    expect(told()).to.deep.equal(['UPLOAD_UNREACHABLE']);
    expect(urls().at(-1), 'with the upload URL kept').to.equal('kept');
  });

  it('reports UPLOAD_UNREACHABLE even if the browser claims to be offline, if the server answers', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      steps = Array.from({ length: 12 }, () => blocked());
      await resultOf(attempt());
      expect(told()).to.deep.equal(['UPLOAD_UNREACHABLE']);
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('drops a connection that did not move during an outage, and sends again', async () => {
    steps = [
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    ];
    await resultOf(attempt(), 0);
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    await clock.pass(MINUTE_MS);
    expect(waits()[0]).to.equal('offline');
    expect(urls()).to.deep.equal(['1', '1']);
  });

  it('sends nothing if another tab has sent the file meanwhile', async () => {
    remembered = record({ sent: true, uid: 'other' });
    expect(await resultOf(attempt(record()))).to.equal('other');
    expect(jobs).to.deep.equal([]);
  });

  it('continues an upload that another tab has begun meanwhile', async () => {
    remembered = record({ uid: 'other', uploadURL: 'https://upload.example/other' });
    expect(await resultOf(attempt(record()))).to.equal('other');
    expect(urls()).to.deep.equal(['other']);
    expect(events[0]).to.deep.equal({ type: 'created', uid: 'other' });
  });

  it('reports that another tab sends the file, and waits for its lock', async () => {
    const asked: LockOptions[] = [];
    const request = (_: string, options: LockOptions, task: (lock: unknown) => unknown): Promise<unknown> => {
      asked.push(options);
      return Promise.resolve(task(options.ifAvailable ? null : {}));
    };
    Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
    expect(await resultOf(attempt())).to.equal('u1');
    expect(waits()).to.deep.equal(['other-tab']);
    expect(asked.length).to.equal(2);
  });

  it('cannot be paused, and records no upload URL, with a transport that cannot resume', async () => {
    steps = [fails(403)];
    const sending = attempt(null, { isResumable: false });
    expect(sending.canPause, 'before there is an upload URL').to.equal(true);
    await resultOf(sending);
    expect(sending.canPause).to.equal(false);
    expect(written).to.deep.equal([]);
  });

  it('waits longer for a large form without progress than for a chunk of the same size', async () => {
    const bytes = 100 * 1_048_576;
    const guarded = (isResumable: boolean): Transport =>
      defineTransport({
        name: 'fake',
        isResumable,
        maxBytes: Infinity,
        send: (_, job) => {
          jobs.push(job);
          const ended = new Promise<never>((_resolve, reject) =>
            job.signal.addEventListener('abort', () => reject(job.signal.reason as Error)),
          );
          return job.onHandOver(bytes).then(() => ended);
        },
        readOffset: () => Promise.resolve(null),
      });
    await resultOf(attempt(null, guarded(false)), 60 * MINUTE_MS);
    expect(jobs.length).to.equal(1);
    stop.abort();
    stop = new AbortController();
    jobs = [];
    await resultOf(attempt(null, guarded(true)), 7 * MINUTE_MS);
    expect(jobs.length).to.equal(2);
  });

  it('leaves no timer behind when it is stopped', async () => {
    steps = [fails(503)];
    const reason = new Error('left');
    const ended = attempt()
      .run(stop.signal)
      .catch((error: unknown) => error);
    await clock.pass(0);
    stop.abort(reason);
    expect(await ended).to.equal(reason);
    expect(clock.waiting).to.equal(0);
  });
});
