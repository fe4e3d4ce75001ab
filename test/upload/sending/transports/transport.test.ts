import { expect } from '@open-wc/testing';
import { TransportFailure } from '../../../../src/upload/model/transport-failure.js';
import { formTransport } from '../../../../src/upload/sending/transports/form-transport.js';
import {
  defineTransport,
  settleOffset,
  type SendOptions,
} from '../../../../src/upload/sending/transports/transport.js';
import { FakeClock } from '../../../harness/fake-clock.js';

describe('defineTransport', () => {
  let clock: FakeClock;
  beforeEach(() => (clock = new FakeClock()));
  afterEach(() => clock.uninstall());

  const file = new File(['12345'], 'a.mp4');
  const make = (send: (job: SendOptions) => Promise<void>, maxBytes = Infinity) =>
    defineTransport({
      name: 'fake',
      isResumable: true,
      maxBytes,
      send: (_, job) => send(job),
      readOffset: () => Promise.resolve(null),
    });
  const job = (signal = new AbortController().signal): SendOptions => ({
    uploadUrl: 'https://upload.example/secret',
    chunkBytes: 1,
    signal,
    stallMs: 1_000,
    handedBytes: 0,
    onHandOver: () => Promise.resolve(),
    onProgress: () => undefined,
    onAcknowledged: () => undefined,
  });
  const failureOf = (sending: Promise<void>): Promise<unknown> => sending.catch((error: unknown) => error);
  const untilAborted = ({ signal }: SendOptions): Promise<void> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

  it('refuses a file above its size limit without sending it', async () => {
    let calls = 0;
    const transport = make(() => Promise.resolve(void (calls += 1)), 4);
    expect(await failureOf(transport.send(file, job()))).to.include({ kind: 'status', status: 413 });
    expect(calls).to.equal(0);
  });

  it('fails once nothing has moved for the stall time, and not before', async () => {
    let inner: SendOptions | undefined;
    let failure: unknown;
    void failureOf(make((given) => untilAborted((inner = given))).send(file, job())).then((error) => (failure = error));
    await clock.pass(900);
    inner!.onProgress(1);
    await clock.pass(900);
    inner!.onAcknowledged(1);
    await clock.pass(900);
    expect(failure).to.equal(undefined);
    await clock.pass(200);
    expect(failure).to.include({ kind: 'network' });
  });

  describe('without progress events, or with all progress at once', () => {
    const blind = async (
      {
        offsets = [],
        isResumable = true,
        reported = [],
      }: { offsets?: number[]; isResumable?: boolean; reported?: number[] },
      ms: number,
    ): Promise<unknown> => {
      let outcome: unknown = 'waiting';
      const transport = defineTransport({
        name: 'fake',
        isResumable,
        maxBytes: Infinity,
        readOffset: () => Promise.resolve(isResumable ? (offsets.shift() ?? 0) : null),
        send: async (_, given) => {
          await given.onHandOver(64_000);
          for (const bytes of reported) given.onProgress(bytes);
          return untilAborted(given);
        },
      });
      void failureOf(transport.send(file, job())).then((error) => (outcome = error));
      await clock.pass(ms);
      return outcome;
    };

    it('waits as long as the slowest connection would need', async () => {
      expect(await blind({}, 3_900)).to.equal('waiting');
      expect(await blind({}, 4_100)).to.include({ kind: 'network' });
      expect(await blind({ reported: [64_000] }, 3_900), 'a scanner').to.equal('waiting');
      expect(await blind({ isResumable: false }, 3_900), 'a form').to.equal('waiting');
      expect(await blind({ isResumable: false, reported: [64_000] }, 4_100)).to.include({ kind: 'network' });
    });

    it('waits on while the server’s offset keeps growing', async () => {
      const offsets = Array.from({ length: 20 }, (_, index) => (index + 1) * 1_000);
      expect(await blind({ offsets }, 20_500)).to.equal('waiting');
      expect(await blind({ offsets: [1_000, 1_000, 1_000] }, 5_900)).to.include({ kind: 'network' });
    });

    it('waits only for the stall time if progress was reported and then stopped', async () => {
      expect(await blind({ reported: [10_000, 32_000] }, 1_100)).to.include({ kind: 'network' });
    });
  });

  it('rejects with the reason of its signal, whatever error the transport throws', async () => {
    const stop = new AbortController();
    const reason = new Error('paused');
    const sending = failureOf(
      make((given) => untilAborted(given).catch(() => Promise.reject(new Error('x')))).send(file, job(stop.signal)),
    );
    stop.abort(reason);
    expect(await sending).to.equal(reason);
    expect(clock.waiting).to.equal(0);
  });

  it('does not pass on the message of an unknown error', async () => {
    const failure = await failureOf(make(() => Promise.reject(new Error('secret'))).send(file, job()));
    expect(failure).to.be.instanceOf(TransportFailure).and.include({ kind: 'network' });
    expect((failure as Error).message).not.to.contain('secret');
  });
});

describe('defineTransport, with a partly unreadable file', () => {
  const failureWith = (
    [badFrom, badTo]: readonly [number, number],
    [acknowledged, handed]: readonly [number, number],
  ): Promise<unknown> => {
    const file = new File([new Uint8Array(100)], 'a.mp4');
    const { slice } = Blob.prototype;
    file.slice = (start = 0, end = 100) =>
      start < badTo && end > badFrom
        ? ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) } as unknown as Blob)
        : slice.call(file, start, end);
    const transport = defineTransport({
      name: 'fake',
      isResumable: true,
      maxBytes: Infinity,
      readOffset: () => Promise.resolve(null),
      send: async (_, job) => {
        job.onAcknowledged(acknowledged);
        await job.onHandOver(handed);
        throw new Error('as browsers report it');
      },
    });
    return transport
      .send(file, {
        uploadUrl: 'https://upload.example/secret',
        chunkBytes: 1,
        signal: new AbortController().signal,
        handedBytes: 0,
        onHandOver: () => Promise.resolve(),
        onProgress: () => undefined,
        onAcknowledged: () => undefined,
      })
      .catch((error: unknown) => error);
  };

  for (const [where, range] of [
    ['in the middle', [50, 60]],
    ['at the end of the chunk', [79, 80]],
    ['at the beginning of the chunk', [40, 41]],
  ] as const)
    it(`blames the file for a chunk that is unreadable ${where}`, async () => {
      expect(await failureWith(range, [40, 80])).to.include({ kind: 'file' });
    });

  it('blames the network if only other parts are unreadable', async () => {
    expect(await failureWith([0, 10], [40, 80])).to.include({ kind: 'network' });
    expect(await failureWith([90, 100], [40, 80])).to.include({ kind: 'network' });
  });
});

describe('settleOffset', () => {
  it('gives up on an offset that never stops growing', async () => {
    const clock = new FakeClock();
    try {
      let reads = 0;
      let isOver = false;
      const readOffset = (): Promise<number> => Promise.resolve((reads += 1));
      const transport = { ...formTransport, readOffset };
      void settleOffset(transport, '', new AbortController().signal).then(() => (isOver = true));
      await clock.pass(600_000);
      expect(isOver).to.equal(true);
      expect(reads).to.be.below(100);
    } finally {
      clock.uninstall();
    }
  });

  it('asks until the offset no longer grows', async () => {
    const clock = new FakeClock();
    try {
      const answers = [1, 2, 3, 3, 4];
      const transport = defineTransport({
        name: 'fake',
        isResumable: true,
        maxBytes: Infinity,
        send: () => Promise.resolve(),
        readOffset: () => Promise.resolve(answers.shift()!),
      });
      void settleOffset(transport, '', new AbortController().signal);
      await clock.pass(60_000);
      expect(answers).to.deep.equal([4]);
    } finally {
      clock.uninstall();
    }
  });
});
