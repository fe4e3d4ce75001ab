import FakeTimers from '@sinonjs/fake-timers';
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { chooseTranscoder } from '../../../demo/emulator/encode/choose-transcoder.js';
import { JobLimit } from '../../../demo/emulator/encode/job-limit.js';
import { RemuxTranscoder } from '../../../demo/emulator/encode/remux-transcoder.js';
import { EncodeError, type EncodeJob, type Transcoder } from '../../../demo/emulator/encode/transcoder.js';
import { findFfmpeg } from '../../harness/tools.mjs';
import { checkPlaylists } from './support/check-playlists.js';
import { clip, startStream, until, type VideoJson } from './support/running-stream.js';

/** Repackages as the real one does, but holds each job until it is let go. */
class HeldTranscoder extends RemuxTranscoder implements Transcoder {
  readonly jobs: EncodeJob[] = [];
  running = 0;
  #letGo: (() => void)[] = [];

  override async encode(job: EncodeJob): Promise<void> {
    this.running += 1;
    try {
      await this.hold(job);
      await super.encode(job);
    } finally {
      this.running -= 1;
    }
  }

  async hold(job: EncodeJob): Promise<void> {
    this.jobs.push(job);
    await new Promise<void>((resolve, reject) => {
      this.#letGo.push(resolve);
      job.signal.addEventListener('abort', () => {
        this.#letGo = this.#letGo.filter((other) => other !== resolve);
        reject(job.signal.reason as Error);
      });
    });
  }

  letGo(): void {
    this.#letGo.shift()?.();
  }
}

const state = (video: VideoJson) => video.status.state;
const fetchText = async (url: string) => (await fetch(url)).text();

describe('the time limit of a job', () => {
  it('also ends work that ignores its signal', async (t) => {
    const clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
    t.after(() => clock.uninstall());
    const limit = new JobLimit(new AbortController().signal);
    limit.allow(1000);
    const ended = assert.rejects(limit.wait(new Promise(() => undefined)), /too long/);
    clock.tick(1000);
    assert.equal(limit.signal.aborted, true);
    clock.tick(10_000);
    await ended;
  });
});

describe('jobs', () => {
  it('take videos from upload to ready, one after the other', async (t) => {
    const transcoder = new HeldTranscoder();
    const stream = await startStream(t, { transcoder });
    const created = await stream.createTus(10);
    assert.equal(state(await stream.video(created.uid)), 'pendingupload');
    const [first, second] = [await stream.upload(await clip()), await stream.upload(await clip())];
    await until(() => transcoder.jobs[0]);
    const video = await stream.video(first);
    assert.deepEqual(
      [state(video), video.status.step, video.status.pctComplete],
      ['inprogress', 'encoding', '0.000000'],
    );
    assert.equal(state(await stream.video(second)), 'queued');

    transcoder.jobs[0]!.onProgress(0.39);
    assert.equal((await stream.video(first)).status.pctComplete, '39.000000');
    assert.equal(transcoder.running, 1);
    transcoder.letGo();
    const ready = await stream.finished(first, 'ready');
    assert.equal(ready.status.pctComplete, '100.000000');
    assert.equal(ready.readyToStream, true);
    await until(() => transcoder.jobs[1]);
    transcoder.letGo();
    await stream.finished(second, 'ready');
  });

  it(
    'make a video ready with its lowest quality and add the others later, if readyAfter is “first”',
    { skip: findFfmpeg() ? false : 'there is no ffmpeg' },
    async (t) => {
      const ffmpeg = await chooseTranscoder('ffmpeg', () => undefined);
      const held = new HeldTranscoder();
      const transcoder: Transcoder = {
        name: 'held at the second part',
        still: (job) => ffmpeg.still(job),
        encodeAudio: (job) => ffmpeg.encodeAudio(job),
        close: () => ffmpeg.close(),
        async encode(job) {
          if (job.part === 'rest') await held.hold(job);
          await ffmpeg.encode(job);
        },
      };
      const stream = await startStream(t, { transcoder, readyAfter: 'first' });
      const uid = await stream.upload(await clip());
      const early = await stream.finished(uid, 'ready');
      assert.deepEqual([early.readyToStream, early.status.pctComplete, early.duration], [true, '30.000000', 5]);
      const master = `${stream.origin}/${uid}/manifest/video.m3u8`;
      const before = await fetchText(master);
      assert.deepEqual(
        [...before.matchAll(/RESOLUTION=(\w+)/g)].map((match) => match[1]),
        ['426x240'],
      );
      await until(() => held.jobs[0]);
      held.jobs[0]!.onProgress(0.5);
      assert.equal((await stream.video(uid)).status.pctComplete, '65.000000');

      // Viewers can go on playing it, and a restart in between loses nothing.
      await stream.restart();
      assert.equal((await stream.video(uid)).readyToStream, true);
      await until(() => held.jobs[1]);
      held.letGo();
      await until(async () => ((await stream.video(uid)).status.pctComplete === '100.000000' ? true : undefined));
      const after = await fetchText(master);
      assert.deepEqual(
        [...after.matchAll(/RESOLUTION=(\w+)/g)].map((match) => match[1]),
        ['426x240', '640x360'],
      );
      assert.ok(after.includes(/^stream_.*$/m.exec(before)![0]), 'the address of the first one stays');
      assert.equal((await stream.video(uid)).readyToStreamAt, early.readyToStreamAt);
      await checkPlaylists(master);
    },
  );

  it('are aborted when they hang, and the queue continues', async (t) => {
    class HangingTranscoder extends RemuxTranscoder {
      readonly started: string[] = [];
      override async encode(job: EncodeJob): Promise<void> {
        this.started.push(job.inputFile);
        return new Promise<never>((_, reject) => {
          job.signal.addEventListener('abort', () => reject(job.signal.reason as Error));
        });
      }
    }
    const lines: string[] = [];
    const transcoder = new HangingTranscoder();
    const stream = await startStream(t, { transcoder, jobTimeoutMs: 2000, log: (line) => lines.push(line) });
    const [first, second] = [await stream.upload(await clip()), await stream.upload(await clip())];
    assert.equal((await stream.finished(first, 'error')).status.errorReasonCode, 'ERR_UNKNOWN');
    await until(() => transcoder.started.find((file) => file.includes(second)));
    assert.match(lines.join('\n'), /took too long/);
  });

  it('start again after a restart', async (t) => {
    const transcoder = new HeldTranscoder();
    const stream = await startStream(t, { transcoder });
    const [running, waiting] = [await stream.upload(await clip()), await stream.upload(await clip())];
    await until(() => transcoder.jobs[0]);
    await stream.restart({ transcoder: 'remux' });
    assert.equal(transcoder.running, 0, 'the old job was ended');
    await stream.finished(running, 'ready');
    await stream.finished(waiting, 'ready');
    await stream.restart();
    assert.equal(state(await stream.video(running)), 'ready');
    assert.equal((await fetch(`${stream.origin}/${running}/manifest/video.m3u8`)).status, 200);
  });

  it('end when their video is deleted, and the queue continues', async (t) => {
    const transcoder = new HeldTranscoder();
    const stream = await startStream(t, { transcoder });
    const [first, second] = [await stream.upload(await clip()), await stream.upload(await clip())];
    await until(() => transcoder.jobs[0]);
    assert.equal((await stream.api(`/${first}`, { method: 'DELETE' })).status, 200);
    await until(() => transcoder.jobs[1]);
    assert.equal((await stream.api(`/${first}`)).status, 404);
    transcoder.letGo();
    await stream.finished(second, 'ready');
  });

  it('fail with the right error code, and the queue continues', async (t) => {
    const bytes = await clip();
    const text = new TextEncoder().encode('This is a text, whatever its name says. '.repeat(100));
    const stream = await startStream(t);
    const cases: [string, Uint8Array<ArrayBuffer>, Record<string, string>][] = [
      ['ERR_NON_VIDEO', text, { name: 'text.mp4' }],
      ['ERR_NON_VIDEO', new TextEncoder().encode('x'), {}],
      [
        'ERR_NON_VIDEO',
        new TextEncoder().encode('#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n/etc/hostname\n#EXT-X-ENDLIST\n'),
        {},
      ],
      // The index of this clip comes first; without its second half there is none.
      ['ERR_MALFORMED_VIDEO', bytes.slice(0, 500), {}],
      ['ERR_DURATION_EXCEED_CONSTRAINT', bytes, { maxDurationSeconds: '4' }],
    ];
    const uids = await Promise.all(cases.map(([, file, metadata]) => stream.upload(file, metadata)));
    const last = await stream.upload(bytes);
    for (const [index, [code]] of cases.entries()) {
      assert.equal((await stream.finished(uids[index]!, 'error')).status.errorReasonCode, code, `case ${index}`);
    }
    await stream.finished(last, 'ready');

    const empty = await stream.createTus(0);
    assert.equal((await stream.finished(empty.uid, 'error')).status.errorReasonCode, 'ERR_NON_VIDEO');
  });

  it('report the error that a transcoder throws', async (t) => {
    class BrokenTranscoder extends RemuxTranscoder {
      readonly #errors = [new EncodeError('ERR_MALFORMED_VIDEO'), new Error('no space left')];
      override async encode(): Promise<void> {
        await wait(0);
        throw this.#errors.shift() ?? new Error('none left');
      }
    }
    const lines: string[] = [];
    const stream = await startStream(t, { transcoder: new BrokenTranscoder(), log: (line) => lines.push(line) });
    const [first, second] = [await stream.upload(await clip()), await stream.upload(await clip())];
    assert.equal((await stream.finished(first, 'error')).status.errorReasonCode, 'ERR_MALFORMED_VIDEO');
    assert.equal((await stream.finished(second, 'error')).status.errorReasonCode, 'ERR_UNKNOWN');
    assert.ok(lines.some((line) => line.includes('no space left')));
  });
});
