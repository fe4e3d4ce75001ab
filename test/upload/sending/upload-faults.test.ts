import { expect } from '@open-wc/testing';
import { StreamError } from '../../../src/shared/errors.js';
import { TransportFailure } from '../../../src/upload/model/transport-failure.js';
import { startProgress } from '../../../src/upload/model/upload-progress.js';
import type { UploadEvent } from '../../../src/upload/model/upload-state.js';
import { ResumeRecorder } from '../../../src/upload/sending/resume/resume-recorder.js';
import type { Transport } from '../../../src/upload/sending/transports/transport.js';
import { UploadAttempt } from '../../../src/upload/sending/upload-attempt.js';
import type { CreateUpload } from '../../../src/upload/sending/upload-endpoint.js';
import { watchVideo } from '../../../src/upload/status/status-watcher.js';
import { FakeClock } from '../../harness/fake-clock.js';

const SIZE = 1_000;
const UPLOAD = 'https://upload.example/1';

/** A request that goes wrong: with this answer, without an answer, or without a connection. */
type Fault = { status: number; retryAfter?: string; body?: string } | 'never answers' | 'is lost' | 'is cut' | 'throws';

const nobody = (): Promise<never> => new Promise(() => undefined);

describe('an upload with faults', () => {
  const real = {
    fetch: window.fetch,
    timeout: AbortSignal.timeout.bind(AbortSignal),
    now: performance.now.bind(performance),
  };
  let clock: FakeClock;
  let faults: { create: Fault[]; upload: Fault[]; status: Fault[] };
  let asked: { create: number[]; upload: number[]; status: number[] };
  let events: UploadEvent[];
  let stop: AbortController;
  /** Bytes that a tus server reports to have. */
  let offset: number | null;
  beforeEach(() => {
    offset = null;
    clock = new FakeClock();
    faults = { create: [], upload: [], status: [] };
    asked = { create: [], upload: [], status: [] };
    events = [];
    stop = new AbortController();
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    performance.now = () => clock.now;
    AbortSignal.timeout = (ms) => {
      const late = new AbortController();
      setTimeout(() => late.abort(new DOMException('Late.', 'TimeoutError')), ms);
      return late.signal;
    };
    window.fetch = (url, init) => {
      const kind = new Request(url).url.includes('/videos/') ? 'status' : 'create';
      asked[kind].push(clock.now);
      const good = kind === 'status' ? { status: 'ready' } : { uploadURL: UPLOAD, uid: 'u' };
      return answer(faults[kind].shift(), good, init?.signal ?? undefined);
    };
  });
  afterEach(() => {
    stop.abort();
    clock.uninstall();
    window.fetch = real.fetch;
    AbortSignal.timeout = real.timeout;
    performance.now = real.now;
    Reflect.deleteProperty(navigator, 'locks');
    document.querySelector('iframe')?.remove();
  });

  async function answer(fault: Fault | undefined, good: object, signal?: AbortSignal): Promise<Response> {
    if (fault === 'is lost' || fault === 'is cut' || fault === 'throws') throw new TypeError('Failed to fetch');
    if (fault === 'never answers')
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
    if (!fault) return Response.json(good);
    const headers = { ...(fault.retryAfter && { 'Retry-After': fault.retryAfter }) };
    return new Response(fault.body ?? '', { status: fault.status, headers });
  }

  const createUpload: CreateUpload = async () => {
    asked.create.push(clock.now);
    const fault = faults.create.shift();
    if (fault === 'never answers') return nobody();
    if (fault === 'is lost' || fault === 'is cut') throw new TypeError('Failed to fetch');
    if (fault === 'throws') throw new Error('The site’s own words.');
    if (fault) {
      const headers = new Headers(fault.retryAfter ? { 'Retry-After': fault.retryAfter } : {});
      throw Object.assign(new Error('Refused.'), { status: fault.status, headers });
    }
    return { uploadURL: UPLOAD, uid: 'u' };
  };

  /** Sends a file and waits until it can be played. */
  async function outcomeOf(
    way: 'endpoint' | 'createUpload',
    protocol: 'tus' | 'form',
    { ms = 1_800_000, make = createUpload, size = SIZE } = {},
  ): Promise<unknown> {
    const transport: Transport = {
      name: protocol,
      isResumable: protocol === 'tus',
      maxBytes: protocol === 'tus' ? Infinity : 200_000_000,
      readOffset: () => Promise.resolve(offset),
      send: async (file, { signal, onHandOver, onProgress, onAcknowledged, chunkBytes }) => {
        asked.upload.push(protocol === 'tus' ? chunkBytes : file.size);
        await onHandOver(file.size);
        const fault = faults.upload.shift();
        if (fault === 'never answers')
          await new Promise((_, reject) => {
            setTimeout(() => reject(new TransportFailure('network')), 120_000);
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          });
        if (fault === 'is cut') onProgress(file.size / 2);
        if (typeof fault === 'string') throw new TransportFailure('network');
        if (fault) throw new TransportFailure('status', fault.status, fault.retryAfter ?? null);
        onAcknowledged(file.size);
      },
    };
    const nothing = (): undefined => undefined;
    const recorder = new Proxy(new ResumeRecorder(), { get: () => () => Promise.resolve(undefined) });
    const file = new File([new Uint8Array(1)], 'a.mp4');
    Object.defineProperty(file, 'size', { value: size });
    const settings = {
      endpoint: way === 'endpoint' ? 'https://site.example/uploads' : '',
      createUpload: way === 'endpoint' ? null : make,
      statusEndpoint: 'https://site.example/videos/{uid}',
      scope: '',
      chunkBytes: null,
      accept: '',
      maxBytes: 1e12,
      maxSeconds: null,
    };
    const sending = new UploadAttempt(
      {
        file,
        key: 'key',
        settings: () => settings,
        recorder,
        progress: () => startProgress(size),
        apply: (event) => events.push(event),
        transportNamed: () => transport,
      },
      null,
    );
    let outcome: unknown = 'still running';
    void sending
      .run(stop.signal)
      .then((uid) => watchVideo(settings, uid, { signal: stop.signal, onStatus: nothing }))
      .then(
        ({ status }) => (outcome = status),
        (error: unknown) => (outcome = error),
      );
    await clock.pass(ms);
    return outcome;
  }

  const outlasted: [string, Fault][] = [
    ['no connection', 'is lost'],
    ['an unknown error', 'throws'],
    ['no answer', 'never answers'],
    ['408', { status: 408 }],
    ['423', { status: 423 }],
    ['425', { status: 425 }],
    ['429 with Retry-After', { status: 429, retryAfter: '20' }],
    ['500', { status: 500 }],
    ['503 with Retry-After', { status: 503, retryAfter: '20' }],
    ['511', { status: 511 }],
  ];
  for (const way of ['endpoint', 'createUpload'] as const)
    for (const protocol of ['tus', 'form'] as const)
      for (const phase of ['create', 'upload', 'status'] as const)
        for (const [what, fault] of outlasted)
          it(`succeeds by ${way} and ${protocol} after ${what} twice in “${phase}”, and obeys Retry-After`, async () => {
            faults[phase] = [fault, fault];
            expect(await outcomeOf(way, protocol)).to.equal('ready');
            expect(asked.upload.length, 'bytes are sent no more often than needed').to.be.at.most(
              phase === 'upload' ? 3 : 1,
            );
            if (typeof fault === 'object' && fault.retryAfter && phase !== 'upload')
              expect(asked[phase][1]! - asked[phase][0]!).to.be.at.least(20_000);
          });

  const final: [string, Fault, code: string][] = [
    ['400', { status: 400 }, 'UPLOAD_ENDPOINT_STATUS'],
    ['401', { status: 401 }, 'UPLOAD_ENDPOINT_STATUS'],
    ['413', { status: 413 }, 'FILE_TOO_LARGE'],
    ['501', { status: 501 }, 'UPLOAD_ENDPOINT_STATUS'],
  ];
  for (const way of ['endpoint', 'createUpload'] as const)
    for (const [what, fault, code] of final)
      it(`asks ${way} only once if it answers ${what}`, async () => {
        faults.create = [fault];
        expect(await outcomeOf(way, 'tus'))
          .to.be.instanceOf(StreamError)
          .and.have.property('code', code);
        expect(asked.create.length).to.equal(1);
      });

  for (const way of ['endpoint', 'createUpload'] as const)
    it(`fails with UPLOAD_ENDPOINT_UNREACHABLE after four attempts if ${way} never answers`, async () => {
      faults.create = Array.from({ length: 9 }, (): Fault => 'never answers');
      expect(await outcomeOf(way, 'tus')).to.have.property('code', 'UPLOAD_ENDPOINT_UNREACHABLE');
      expect(asked.create.length).to.equal(4);
    });

  it('waits out an outage of five seconds that the browser reports, in a queue of twelve by createUpload', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    setTimeout(() => {
      Reflect.deleteProperty(navigator, 'onLine');
      faults.create = [];
      window.dispatchEvent(new Event('online'));
    }, 5_000);
    faults.create = Array.from({ length: 500 }, (): Fault => 'is lost');
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcomeOf('createUpload', 'tus')));
    expect(outcomes).to.deep.equal(Array.from({ length: 12 }, () => 'ready'));
  });

  for (const way of ['endpoint', 'createUpload'] as const)
    it(`waits out an outage of five seconds that the browser does not report, in a queue of twelve by ${way}`, async () => {
      setTimeout(() => (faults.create = []), 5_000);
      faults.create = Array.from({ length: 500 }, (): Fault => 'is lost');
      const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcomeOf(way, 'tus')));
      expect(outcomes).to.deep.equal(Array.from({ length: 12 }, () => 'ready'));
    });

  it('waits by createUpload for a network that works only seconds after the browser reports it', async () => {
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    setTimeout(() => {
      Reflect.deleteProperty(navigator, 'onLine');
      window.dispatchEvent(new Event('online'));
      setTimeout(() => (faults.create = []), 5_000);
    }, 45_000);
    faults.create = Array.from({ length: 500 }, (): Fault => 'is lost');
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => outcomeOf('createUpload', 'tus')));
    expect(outcomes).to.deep.equal(Array.from({ length: 12 }, () => 'ready'));
  });

  for (const fault of ['is lost', 'throws'] as const)
    it(`fails within fifteen seconds if each call of createUpload ${fault}`, async () => {
      faults.create = Array.from({ length: 500 }, (): Fault => fault);
      const ms = 15_000;
      expect(await outcomeOf('createUpload', 'tus', { ms })).to.have.property('code', 'UPLOAD_ENDPOINT_UNREACHABLE');
      expect(asked.create.length).to.be.within(4, 6);
    });

  it('accepts a Response that createUpload has fetched, whether it is an error or not', async () => {
    const make: CreateUpload = () => answer({ status: 503 }, {});
    expect(await outcomeOf('createUpload', 'tus', { make })).to.have.property('code', 'UPLOAD_ENDPOINT_STATUS');
    const good: CreateUpload = () => answer(undefined, { uploadURL: UPLOAD, uid: 'u' });
    expect(await outcomeOf('createUpload', 'tus', { make: good })).to.equal('ready');
  });

  it('gives up after four attempts, or when stopped, if the body of createUpload never arrives', async () => {
    let calls = 0;
    const make: CreateUpload = () => {
      calls += 1;
      return Promise.resolve(new Response(new ReadableStream()));
    };
    expect(await outcomeOf('createUpload', 'tus', { make })).to.have.property('code', 'UPLOAD_ENDPOINT_UNREACHABLE');
    expect(calls).to.equal(4);
    const stopping = outcomeOf('createUpload', 'tus', { make, ms: 20_000 });
    setTimeout(() => stop.abort(new Error('left')), 10_000);
    expect(await stopping).to.have.property('message', 'left');
  });

  it('retries after a body of createUpload that breaks off', async () => {
    const broken = new ReadableStream({ start: (body) => body.error(new TypeError('network error')) });
    const answers = [new Response(broken), Response.json({ uploadURL: UPLOAD, uid: 'u' })];
    const make: CreateUpload = () => Promise.resolve(answers.shift()!);
    expect(await outcomeOf('createUpload', 'tus', { make })).to.equal('ready');
  });

  const refused = { error: { code: 'FILE_TOO_LONG' } };
  for (const [what, thrown] of Object.entries({
    'response.data': { response: { status: 422, data: refused } },
    data: { status: 422, data: refused },
    body: { status: 422, body: refused },
    'data of a status that may pass': { status: 429, data: { errors: [{ code: 10011 }] } },
  }))
    it(`reports the refusal of a file that createUpload throws as ${what}`, async () => {
      let calls = 0;
      const make: CreateUpload = () => {
        calls += 1;
        return Promise.reject(Object.assign(new Error('Refused.'), thrown));
      };
      const code = what.includes('may pass') ? 'STORAGE_EXHAUSTED' : 'FILE_TOO_LONG';
      expect(await outcomeOf('createUpload', 'tus', { make })).to.have.property('code', code);
      expect(calls).to.equal(1);
    });

  const body = JSON.stringify(refused);
  for (const [what, thrown] of Object.entries<() => unknown>({
    'an unread Response': () => new Response(body, { status: 422 }),
    'an error with an unread Response': () =>
      Object.assign(new Error('Refused.'), { response: new Response(body, { status: 422 }) }),
    'an unread Response of another window': () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const { Response: Other } = frame.contentWindow as unknown as { Response: typeof Response };
      return new Other(body, { status: 422 });
    },
  }))
    it(`reports the refusal of a file that createUpload throws as ${what}`, async () => {
      let calls = 0;
      const make: CreateUpload = () => {
        calls += 1;
        return Promise.resolve().then(() => {
          throw thrown() as Error;
        });
      };
      expect(await outcomeOf('createUpload', 'tus', { make })).to.have.property('code', 'FILE_TOO_LONG');
      expect(calls).to.equal(1);
    });

  for (const [what, answered] of Object.entries({
    'createUpload gives': () => refused,
    'createUpload has fetched': () => Response.json({ result: null, errors: [{ code: 10011 }] }),
  }))
    it(`reports the refusal of a file that ${what} with 200`, async () => {
      const make = (): Promise<never> => Promise.resolve(answered() as never);
      const code = what.endsWith('fetched') ? 'STORAGE_EXHAUSTED' : 'FILE_TOO_LONG';
      expect(await outcomeOf('createUpload', 'tus', { make })).to.have.property('code', code);
    });

  const late = 'Thu, 01 Jan 2099 00:01:00 GMT';
  for (const [what, thrown] of Object.entries({
    'as an object': { response: { status: 429, headers: { 'retry-after': '60' } } },
    'as an object in mixed case': { status: 503, headers: { 'Retry-After': 60 } },
    'as an object with methods': {
      response: { status: 429, headers: { get: (name: string) => name.length === 11 && '60' } },
    },
    'with dates of the server’s clock': {
      status: 429,
      headers: new Headers({ 'Retry-After': late, Date: late.replace(':01:', ':00:') }),
    },
  }))
    it(`waits as long as asked if createUpload throws the headers ${what}`, async () => {
      const times: number[] = [];
      const make: CreateUpload = (...given) => {
        times.push(clock.now);
        return times.length > 1 ? createUpload(...given) : Promise.reject(Object.assign(new Error('Wait.'), thrown));
      };
      expect(await outcomeOf('createUpload', 'tus', { make })).to.equal('ready');
      expect(times[1]! - times[0]!).to.be.within(60_000, 61_000);
    });

  it('follows a StreamError of createUpload, whether it is retryable or final', async () => {
    const errors = [new StreamError('UPLOAD_ENDPOINT_STATUS', 'Busy.', { retryable: true, retryAfterMs: 5_000 })];
    let calls = 0;
    const make: CreateUpload = (...given) => {
      calls += 1;
      const error = errors.shift();
      return error ? Promise.reject(error) : createUpload(...given);
    };
    expect(await outcomeOf('createUpload', 'tus', { make })).to.equal('ready');
    expect(calls).to.equal(2);
    const final = new StreamError('FILE_TOO_LONG', 'No.');
    expect(await outcomeOf('createUpload', 'tus', { make: () => Promise.reject(final) })).to.equal(final);
  });

  for (const protocol of ['tus', 'form'] as const) {
    it(`reports UPLOAD_UNREACHABLE once, and goes on, if a server never gives a usable answer to ${protocol}`, async () => {
      faults.upload = Array.from({ length: 12 }, (): Fault => 'is lost');
      faults.status = Array.from({ length: 60 }, (): Fault => ({ status: 200, body: '{"status":"pending"}' }));
      await outcomeOf('endpoint', protocol, { ms: 600_000 });
      const told = events.flatMap((event) => (event.type === 'wait' && event.error ? [event.error.code] : []));
      expect(told).to.deep.equal(['UPLOAD_UNREACHABLE']);
      const reasons = events.flatMap((event) => (event.type === 'wait' ? [event.reason] : []));
      expect(reasons.slice(0, 5)).to.deep.equal([
        'connection',
        'connection',
        'connection',
        'unreachable',
        'unreachable',
      ]);
      expect(asked.upload.length, 'it goes on').to.be.greaterThan(8);
    });
  }

  it('does not report UPLOAD_UNREACHABLE if the server has answered once, even with an error', async () => {
    faults.upload = [{ status: 503 }, ...Array.from({ length: 8 }, (): Fault => 'is lost')];
    expect(await outcomeOf('endpoint', 'tus')).to.equal('ready');
    expect(events.filter((event) => event.type === 'wait' && event.reason === 'unreachable')).to.deep.equal([]);
  });

  it('fails at once if an upload server answers 501', async () => {
    faults.upload = [{ status: 501 }];
    expect(await outcomeOf('endpoint', 'tus')).to.include({ code: 'UPLOAD_REJECTED', status: 501 });
    expect(asked.upload.length).to.equal(1);
  });

  it('reports the size limit of forms if one is refused with 413', async () => {
    faults.upload = [{ status: 413 }];
    expect(await outcomeOf('endpoint', 'form', { size: 250_000_000 })).to.include({
      code: 'FILE_TOO_LARGE',
      maxBytes: 200_000_000,
    });
  });

  it('does not send a form again if only its answer was lost', async () => {
    faults.upload = ['is lost'];
    expect(await outcomeOf('endpoint', 'form')).to.equal('ready');
    expect(asked.upload.length).to.equal(1);
  });

  for (const protocol of ['tus', 'form'] as const)
    it(`does not send a complete file again by ${protocol} if the site hears of it later than Stream`, async () => {
      const pending: Fault = { status: 200, body: '{"status":"pending"}' };
      faults.upload = ['is lost', { status: 410 }];
      faults.status = protocol === 'form' ? [pending, pending, pending] : [pending];
      expect(await outcomeOf('endpoint', protocol)).to.equal('ready');
      expect(asked.create.length).to.equal(1);
      expect(asked.upload.length).to.equal(protocol === 'form' ? 1 : 2);
    });

  it('asks a tus server for its offset after 410, and sends nothing again if all bytes are there', async () => {
    faults.upload = ['is lost', { status: 410 }];
    offset = SIZE;
    expect(await outcomeOf('endpoint', 'tus')).to.equal('ready');
    expect(asked.create.length).to.equal(1);
    expect(asked.status.length, 'only to know when it is ready').to.equal(1);
  });

  it('sends a form again at once if it was cut off halfway, without asking for its status', async () => {
    faults.upload = ['is cut'];
    expect(await outcomeOf('endpoint', 'form')).to.equal('ready');
    expect(asked.upload.length).to.equal(2);
    expect(asked.status.length, 'only to know when it is ready').to.equal(1);
  });

  it('starts over if the video is still pending after five status requests', async () => {
    faults.upload = ['is lost', { status: 410 }];
    faults.status = Array.from({ length: 5 }, (): Fault => ({ status: 200, body: '{"status":"pending"}' }));
    expect(await outcomeOf('endpoint', 'tus')).to.equal('ready');
    expect(asked.create.length).to.equal(2);
    expect(asked.status.length).to.equal(6);
  });

  it('does not send a form again if its answer was lost and Stream could not process it', async () => {
    faults.upload = ['is lost'];
    const failed: Fault = { status: 200, body: '{"status":"error"}' };
    faults.status = [failed, failed];
    expect(await outcomeOf('endpoint', 'form')).to.equal('error');
    expect(asked.upload.length).to.equal(1);
  });

  it('sends a lost form again if the status endpoint reports UPLOAD_EXPIRED', async () => {
    faults.upload = ['is lost'];
    faults.status = [{ status: 200, body: '{"status":"error","errorCode":"UPLOAD_EXPIRED"}' }];
    expect(await outcomeOf('endpoint', 'form')).to.equal('ready');
    expect(asked.upload.length).to.equal(2);
  });

  it('waits two minutes if a status endpoint asks for it, without a request meanwhile', async () => {
    faults.status = [
      { status: 429, retryAfter: '120' },
      { status: 503, retryAfter: '120' },
      { status: 429, retryAfter: '120' },
    ];
    expect(await outcomeOf('endpoint', 'tus')).to.equal('ready');
    const gaps = asked.status.slice(1).map((at, index) => at - asked.status[index]!);
    expect(gaps.length).to.equal(3);
    for (const gap of gaps) expect(gap).to.be.at.least(120_000);
  });
});
