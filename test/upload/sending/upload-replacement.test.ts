import { expect, waitUntil } from '@open-wc/testing';
import type { ReactiveControllerHost } from 'lit';
import { StreamError } from '../../../src/shared/errors.js';
import type { UploadNotice } from '../../../src/upload/model/upload-notice.js';
import type { ResumeRecord } from '../../../src/upload/sending/resume/resume-record.js';
import { ResumeRecorder } from '../../../src/upload/sending/resume/resume-recorder.js';
import { UploadAttempt } from '../../../src/upload/sending/upload-attempt.js';
import type { UploadItem } from '../../../src/upload/sending/upload-item.js';
import { UploadQueue } from '../../../src/upload/sending/upload-queue.js';

const OLD = 'a'.repeat(32);
const NEW = 'b'.repeat(32);

function video(name = 'new.mp4', bytes = 100): File {
  const content = new Uint8Array(bytes);
  content.set(new TextEncoder().encode('\0\0\0\u0018ftypmp42'));
  return new File([content], name, { type: 'video/mp4', lastModified: 1 });
}

describe('UploadQueue, on replacement', () => {
  const { run } = UploadAttempt.prototype;
  const { get, forget, peek } = ResumeRecorder.prototype;
  let accepts: () => Promise<boolean>;
  let told: string[];
  let notices: (UploadNotice | null)[];
  let end: { resolve: (uid: string) => void; reject: (error: unknown) => void };
  let runs: number;
  let multiple: boolean;
  let statusEndpoint: string;
  let queue: UploadQueue;
  beforeEach(() => {
    [told, notices, runs] = [[], [], 0];
    multiple = false;
    accepts = () => Promise.resolve(true);
    statusEndpoint = '';
    UploadAttempt.prototype.run = (signal) => {
      runs += 1;
      return new Promise((resolve, reject) => {
        end = { resolve, reject };
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };
    ResumeRecorder.prototype.get = () => Promise.resolve(undefined);
    ResumeRecorder.prototype.peek = () => Promise.resolve(undefined);
    ResumeRecorder.prototype.forget = () => undefined;
    const host = { addController: () => undefined, requestUpdate: () => undefined };
    let count = 0;
    queue = new UploadQueue(host as unknown as ReactiveControllerHost, {
      nextId: () => `${(count += 1)}`,
      settings: () => ({
        endpoint: '/uploads',
        createUpload: null,
        statusEndpoint,
        scope: 'scope',
        chunkBytes: null,
        accept: '',
        maxBytes: 1_000,
        maxSeconds: null,
      }),
      multiple: () => multiple,
      concurrency: () => 1,
      accepts: () => accepts(),
      onChange: (item: UploadItem, { type }) => told.push(`${item.id} ${type}`),
      onNotice: (notice) => notices.push(notice),
    });
    queue.hostConnected();
  });
  afterEach(() => {
    queue.reset();
    queue.hostDisconnected();
    UploadAttempt.prototype.run = run;
    Object.assign(ResumeRecorder.prototype, { get, forget, peek });
  });

  const add = (...files: File[]): void => queue.add(files.map((file) => ({ file })));
  const shown = (): string => {
    const { state } = queue.items[0]!;
    return [state.status, 'uid' in state ? state.uid : ''].join(' ');
  };
  const last = (): string | undefined => notices.filter((notice) => notice !== null).at(-1)?.type;

  /** Sends a first file. */
  async function sent(): Promise<void> {
    add(video('old.mp4', 90));
    await waitUntil(() => runs === 1);
    end.resolve(OLD);
    await waitUntil(() => shown() === `processing ${OLD}`);
    told = [];
  }

  const unfit: [string, () => File, code: string][] = [
    ['a dropped text', () => new File(['Dear diary'], 'notes.txt', { type: 'text/plain' }), 'FILE_TYPE'],
    ['a pasted screenshot', () => new File(['\x89PNG\r\n\x1a\n'], 'image.png', { type: 'image/png' }), 'FILE_TYPE'],
    ['an empty file', () => new File([], 'empty.mp4', { type: 'video/mp4' }), 'FILE_EMPTY'],
    ['a file that is too large', () => video('large.mp4', 2_000), 'FILE_TOO_LARGE'],
  ];
  for (const [what, file, code] of unfit) {
    it(`keeps the old video if ${what} is added, and says why`, async () => {
      await sent();
      add(file());
      await waitUntil(() => last() === 'refused');
      expect(shown()).to.equal(`processing ${OLD}`);
      expect(notices.at(-1)).to.have.nested.property('error.code', code);
      expect(told, 'the page hears of the failure alone').to.deep.equal(['2 fail']);
    });
  }

  it('keeps the old video if the page refuses the new file, with and without a reason', async () => {
    await sent();
    accepts = () => Promise.resolve(false);
    add(video());
    await waitUntil(() => notices.at(-1) === null);
    expect(shown()).to.equal(`processing ${OLD}`);
    accepts = () => Promise.reject(new StreamError('FILE_REFUSED', 'Not this one.'));
    add(video());
    await waitUntil(() => last() === 'refused');
    expect(shown()).to.equal(`processing ${OLD}`);
  });

  it('reports that the same file is already there, and does nothing', async () => {
    await sent();
    add(video('renamed.mp4', 90));
    await waitUntil(() => last() === 'duplicate');
    expect([shown(), runs]).to.deep.equal([`processing ${OLD}`, 1]);
    expect(told).to.deep.equal([]);
  });

  it('shows the new file after its checks, and drops the old video once the new one has arrived', async () => {
    await sent();
    let letThrough: ((isTaken: boolean) => void) | undefined;
    accepts = () => new Promise((resolve) => (letThrough = resolve));
    add(video());
    await waitUntil(() => letThrough !== undefined);
    expect(shown(), 'while it is checked').to.equal(`processing ${OLD}`);
    letThrough!(true);
    await waitUntil(() => runs === 2);
    expect(shown()).to.equal('uploading ');
    end.resolve(NEW);
    await waitUntil(() => shown() === `processing ${NEW}`);
    queue.items[0]!.cancel();
    expect(queue.items).to.deep.equal([]);
  });

  it('brings the old video back if the new one is cancelled or refused by the server', async () => {
    await sent();
    add(video());
    await waitUntil(() => runs === 2);
    queue.items[0]!.cancel();
    expect(shown()).to.equal(`processing ${OLD}`);
    add(video());
    await waitUntil(() => runs === 3);
    end.reject(new StreamError('FILE_TOO_LONG', 'Too long for the server.'));
    await waitUntil(() => last() === 'refused');
    expect(shown()).to.equal(`processing ${OLD}`);
  });

  it('offers a retry after a fault of the new upload, and brings the old video back if it is removed', async () => {
    await sent();
    add(video());
    await waitUntil(() => runs === 2);
    end.reject(new StreamError('UPLOAD_ENDPOINT_STATUS', 'Down.', { retryable: true }));
    await waitUntil(() => shown().startsWith('error'));
    add(video('third.mp4', 80));
    await waitUntil(() => runs === 3);
    queue.items[0]!.cancel();
    expect(shown()).to.equal(`processing ${OLD}`);
  });

  it('keeps a retryable upload if a file that is not a video is added', async () => {
    add(video());
    await waitUntil(() => runs === 1);
    end.reject(new StreamError('UPLOAD_REJECTED', 'Refused.', { retryable: true }));
    await waitUntil(() => shown().startsWith('error'));
    add(new File(['Dear diary'], 'notes.txt'));
    await waitUntil(() => last() === 'refused');
    expect(queue.items[0]!.file?.name).to.equal('new.mp4');
    queue.items[0]!.retry();
    await waitUntil(() => runs === 2);
  });

  it('replaces an unusable file at once', async () => {
    add(new File(['Dear diary'], 'notes.txt'));
    await waitUntil(() => shown().startsWith('error'));
    add(video());
    expect(shown()).to.equal('checking ');
  });

  it('starts the new file if the old video is removed while the new one is checked', async () => {
    await sent();
    let letThrough: ((isTaken: boolean) => void) | undefined;
    accepts = () => new Promise((resolve) => (letThrough = resolve));
    add(video());
    await waitUntil(() => letThrough !== undefined);
    queue.items[0]!.cancel();
    letThrough!(true);
    await waitUntil(() => runs === 2);
    queue.items[0]!.cancel();
    expect(queue.items).to.deep.equal([]);
  });

  describe('with a status endpoint', () => {
    const { fetch } = window;
    /** Answers the pending status request. */
    let tell: ((body: object) => void) | undefined;
    beforeEach(() => {
      statusEndpoint = '/videos/{uid}';
      tell = undefined;
      window.fetch = () => new Promise((resolve) => (tell = (body) => resolve(Response.json(body))));
    });
    afterEach(() => {
      window.fetch = fetch;
    });

    async function answer(body: object): Promise<void> {
      await waitUntil(() => tell !== undefined);
      tell!(body);
      tell = undefined;
    }

    /** Makes a ready video, and a new one that has arrived and that Stream is processing. */
    async function processing(): Promise<void> {
      add(video('old.mp4', 90));
      await waitUntil(() => runs === 1);
      end.resolve(OLD);
      await answer({ status: 'ready' });
      await waitUntil(() => shown() === `ready ${OLD}`);
      add(video());
      await waitUntil(() => runs === 2);
      end.resolve(NEW);
      await waitUntil(() => shown() === `processing ${NEW}`);
    }

    it('keeps a ready video until the new one is ready', async () => {
      await processing();
      expect(queue.kept?.state).to.include({ status: 'ready', uid: OLD });
      await answer({ status: 'ready' });
      await waitUntil(() => shown() === `ready ${NEW}`);
      expect(queue.kept).to.equal(null);
      queue.items[0]!.cancel();
      expect(queue.items).to.deep.equal([]);
    });

    it('brings the old video back if Stream fails to process the new one, and says why', async () => {
      await processing();
      await answer({ status: 'error', errorCode: 'ERR_NON_VIDEO' });
      await waitUntil(() => last() === 'refused');
      expect(shown()).to.equal(`ready ${OLD}`);
      expect(notices.at(-1)).to.have.nested.property('error.code', 'VIDEO_FAILED');
      expect(told.at(-1)).to.equal('2 fail');
    });

    it('brings the old video back if the new one is removed while Stream processes it', async () => {
      await processing();
      queue.items[0]!.cancel();
      expect(shown()).to.equal(`ready ${OLD}`);
    });

    it('brings the old video back if a third file replaces the new one and is cancelled', async () => {
      await processing();
      add(video('third.mp4', 80));
      await waitUntil(() => runs === 3);
      queue.items[0]!.cancel();
      expect(shown()).to.equal(`ready ${OLD}`);
    });

    it('restores both after a reload: shows the new one, and keeps the old one behind it', async () => {
      const file = (name: string) => ({ name, size: 9, type: '', lastModified: 0 });
      queue.restore([
        { uid: NEW, file: file('new.mp4') },
        { uid: OLD, file: file('old.mp4') },
      ]);
      expect([queue.items.length, shown()]).to.deep.equal([1, `processing ${NEW}`]);
      expect(queue.kept?.state).to.include({ uid: OLD });
      expect(told, 'the page hears of what is seen alone').to.deep.equal(['1 restored']);
      await answer({ status: 'error', errorCode: 'ERR_NON_VIDEO' });
      await waitUntil(() => shown() === `processing ${OLD}`);
      await answer({ status: 'ready' });
      await waitUntil(() => shown() === `ready ${OLD}`);
    });
  });

  it('brings the old video back if its own file is chosen after the new one has failed', async () => {
    await sent();
    add(video());
    await waitUntil(() => runs === 2);
    end.reject(new StreamError('UPLOAD_REJECTED', 'Refused.', { retryable: true }));
    await waitUntil(() => shown().startsWith('error'));
    add(video('renamed.mp4', 90));
    await waitUntil(() => shown() === `processing ${OLD}`);
    expect(runs, 'it is not sent again').to.equal(2);
    expect(queue.hidden).to.deep.equal([]);
  });

  describe('with the file of a failed upload', () => {
    const failed = async (): Promise<void> => {
      add(video());
      await waitUntil(() => runs === 1);
      end.reject(new StreamError('UPLOAD_REJECTED', 'Refused.', { retryable: true }));
      await waitUntil(() => shown().startsWith('error'));
    };
    for (const many of [false, true]) {
      const where = many ? 'in a list' : 'on its own';
      it(`keeps the failed upload ${where} if the page refuses the file`, async () => {
        multiple = many;
        await failed();
        let asked = 0;
        accepts = () => Promise.resolve((asked += 1) === 0);
        add(video());
        await waitUntil(() => asked === 1 && queue.items.length === 1 && queue.hidden.length === 0);
        expect(shown()).to.equal('error ');
        accepts = () => Promise.reject(new StreamError('FILE_REFUSED', 'Not this one.'));
        add(video());
        await waitUntil(() => (many ? queue.items.length === 2 : last() === 'refused'));
        expect(shown()).to.equal('error ');
        queue.items[0]!.retry();
        await waitUntil(() => runs === 2);
      });
    }

    it('sends a file once, in the place of the failed upload, if it is added twice at a time', async () => {
      multiple = true;
      await failed();
      add(video(), video());
      await waitUntil(() => runs === 2 && queue.items.length === 1);
      expect(last()).to.equal('duplicate');
    });

    it('does not send a file twice if the failed upload is retried while the page decides', async () => {
      multiple = true;
      await failed();
      let letThrough: ((isTaken: boolean) => void) | undefined;
      accepts = () => new Promise((resolve) => (letThrough = resolve));
      add(video());
      await waitUntil(() => letThrough !== undefined);
      queue.items[0]!.retry();
      await waitUntil(() => runs === 2);
      letThrough!(true);
      await waitUntil(() => queue.items.length === 1);
      expect([runs, last()]).to.deep.equal([2, 'duplicate']);
    });

    it('keeps an offered half-sent upload if the page refuses its file', async () => {
      const { fetch } = window;
      window.fetch = () => Promise.reject(new TypeError('No network in this test.'));
      multiple = true;
      await failed();
      const { key } = queue.items[0]!;
      queue.items[0]!.offer({ ...half(), key: key! });
      accepts = () => Promise.resolve(false);
      add(video());
      await waitUntil(() => queue.items.length === 2);
      await waitUntil(() => queue.items.length === 1);
      expect(shown()).to.equal(`resumable ${OLD}`);
      window.fetch = fetch;
    });
  });

  describe('with the same file after every error', () => {
    const fails = async (): Promise<void> => {
      end.reject(new StreamError('UPLOAD_REJECTED', 'Refused.', { retryable: true }));
      await waitUntil(() => shown().startsWith('error'));
    };

    it('sends it each time, and keeps none of the failed uploads when it is cancelled', async () => {
      for (const run of [1, 2, 3, 4]) {
        add(video(`${run}.mp4`));
        await waitUntil(() => runs === run);
        if (run < 4) await fails();
      }
      expect(queue.kept).to.equal(null);
      queue.items[0]!.cancel();
      expect(queue.items).to.deep.equal([]);
    });

    it('sends it if another file has failed in between', async () => {
      for (const [run, bytes] of [100, 90, 100, 90].entries()) {
        add(video(`${run}.mp4`, bytes));
        await waitUntil(() => runs === run + 1);
        await fails();
      }
      add(video('last.mp4', 90));
      await waitUntil(() => runs === 5);
    });

    it('sends it each time, and keeps the old video that has arrived', async () => {
      await sent();
      for (const run of [2, 3, 4]) {
        add(video());
        await waitUntil(() => runs === run);
        await fails();
      }
      expect(queue.kept?.state).to.include({ status: 'processing', uid: OLD });
      queue.items[0]!.cancel();
      expect(shown()).to.equal(`processing ${OLD}`);
    });
  });

  it('reports that only one file is accepted, and none while another is being sent', async () => {
    add(video('a.mp4'), video('b.mp4', 80), video('c.mp4', 70));
    expect(notices).to.deep.equal([{ type: 'only-one', count: 2 }]);
    await waitUntil(() => runs === 1);
    add(video('d.mp4', 60));
    expect(notices.at(-1)).to.deep.equal({ type: 'busy' });
    expect(queue.items[0]!.file?.name).to.equal('a.mp4');
  });

  /** The record of a half-sent upload of another file. */
  const half = (): ResumeRecord => ({
    key: 'scope half',
    scope: 'scope',
    fingerprint: 'half',
    file: { name: 'half.mp4', size: 100, type: '', lastModified: 0 },
    uploadURL: 'https://upload.example/secret',
    uid: OLD,
    sentBytes: 40,
    sent: false,
    updatedAt: Date.now(),
    expiresAt: Date.now() + 1e6,
  });

  it('offers a half-sent upload again after a file that is not a video', async () => {
    const { fetch } = window;
    window.fetch = () => Promise.reject(new TypeError('No network in this test.'));
    add(new File([], 'none.mp4'));
    await waitUntil(() => shown().startsWith('error'));
    queue.items[0]!.offer(half());
    add(new File(['Dear diary'], 'notes.txt'));
    await waitUntil(() => last() === 'refused');
    expect(shown()).to.equal(`resumable ${OLD}`);
    window.fetch = fetch;
  });

  it('starts nothing while its element is disconnected, and goes on when it is connected again', async () => {
    queue.hostDisconnected();
    add(video());
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect([shown(), runs]).to.deep.equal(['checking ', 0]);
    queue.hostConnected();
    await waitUntil(() => runs === 1);
    queue.hostDisconnected();
    queue.items[0]!.pause();
    queue.items[0]!.resume();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(runs).to.equal(1);
    queue.hostConnected();
    await waitUntil(() => runs === 2);
  });

  it('drops both the file being checked and the old video when it is reset', async () => {
    await sent();
    add(video());
    queue.reset();
    await waitUntil(() => queue.items.length === 0);
    expect(runs).to.equal(1);
  });

  describe('after a fault of the site', () => {
    const fault = (): StreamError => new StreamError('UPLOAD_ENDPOINT_STATUS', 'No.', { status: 401, retryable: true });
    const failed = async (): Promise<void> => {
      add(video());
      await waitUntil(() => runs === 1);
      end.reject(fault());
      await waitUntil(() => shown().startsWith('error'));
    };

    it('sends another file that replaces the failed one', async () => {
      await failed();
      add(video('other.mp4', 80));
      await waitUntil(() => runs === 2);
    });

    it('sends the same file if it is chosen again among several', async () => {
      multiple = true;
      await failed();
      add(video());
      await waitUntil(() => runs === 2);
      expect(queue.items.length).to.equal(1);
    });

    it('sends a file that is added after videos were restored', async () => {
      multiple = true;
      await failed();
      queue.restore([{ uid: OLD, file: half().file }]);
      add(video('other.mp4', 80));
      await waitUntil(() => runs === 2);
    });

    it('sends another file if a half-sent one is offered in place of the failed one', async () => {
      const { fetch } = window;
      window.fetch = () => Promise.reject(new TypeError('No network in this test.'));
      multiple = true;
      await failed();
      queue.items[0]!.offer(half());
      add(video('other.mp4', 80));
      await waitUntil(() => runs === 2);
      window.fetch = fetch;
    });
  });

  describe('with thirty files', () => {
    const fail = async (error: StreamError): Promise<void> => {
      multiple = true;
      add(...Array.from({ length: 30 }, (_, index) => video(`${index}.mp4`, 100 + index)));
      await waitUntil(() => queue.items.every(({ state }) => state.status === 'uploading') && runs === 1);
      end.reject(error);
      await waitUntil(() => queue.items[0]!.state.status === 'error');
    };
    const statuses = (): string[] => [...new Set(queue.items.slice(1).map(({ state }) => state.status))];
    const siteFaults = [401, 403, 404].map(
      (status) => new StreamError('UPLOAD_ENDPOINT_STATUS', 'No.', { status, retryable: true }),
    );
    for (const error of [
      ...siteFaults,
      new StreamError('UPLOAD_ENDPOINT_NOT_AN_UPLOAD', 'No.'),
      new StreamError('UPLOAD_ENDPOINT_MISSING', 'No.'),
    ]) {
      it(`stops at the first ${error.code} ${error.status ?? ''}, and sends all after one retry`, async () => {
        await fail(error);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        expect([runs, statuses()]).to.deep.equal([1, ['uploading']]);
        queue.items[0]!.retry();
        await waitUntil(() => runs === 2);
        end.resolve(OLD);
        await waitUntil(() => runs === 3);
      });
    }

    it('goes on with the others if the failed one is removed, or another one is refused', async () => {
      await fail(siteFaults[0]!);
      queue.items[0]!.cancel();
      await waitUntil(() => runs === 2);
      end.reject(new StreamError('UPLOAD_REJECTED', 'Refused.', { retryable: true }));
      await waitUntil(() => runs === 3);
    });
  });
});
