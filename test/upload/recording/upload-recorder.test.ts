// A page of its own: recordings are kept for the whole page, and devices are replaced here.
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { CfStreamUpload } from '../../../src/define/upload.js';
import { recordingType } from '../../../src/upload/recording/media-recording.js';
import { RecordingStore } from '../../../src/upload/recording/recording-store.js';
import { Take } from '../../../src/upload/recording/take.js';
import type { CfStreamUploadRecorder } from '../../../src/upload/recording/upload-recorder.js';
import { scopeOf } from '../../../src/upload/sending/resume/stored-uploads.js';
import { FakeUpload, fakeVideo } from '../../harness/fake-upload.js';
import { PATIENCE, untilStatus } from '../../harness/upload-element.js';

type WithRecorder = CfStreamUpload & { readonly recorder: CfStreamUploadRecorder };

const recorderOf = (upload: CfStreamUpload): CfStreamUploadRecorder | null =>
  upload.shadowRoot!.querySelector('cf-stream-upload-recorder');

describe('the recorder', () => {
  let name: string;
  let fake: FakeUpload;
  beforeEach(() => {
    name = crypto.randomUUID();
    fake = new FakeUpload();
  });
  afterEach(async () => {
    for (const upload of document.querySelectorAll('cf-stream-upload')) {
      upload.remove();
      await upload.forget();
    }
  });

  /** An uploader with a recorder that has been rendered. */
  async function recording(sources = 'camera screen', isMany = false): Promise<WithRecorder> {
    const upload = await fixture<CfStreamUpload>(
      html`<cf-stream-upload
        name=${name}
        record=${sources}
        ?multiple=${isMany}
        endpoint=${fake.endpoint}
        status-endpoint=${fake.statusEndpoint}
      ></cf-stream-upload>`,
    );
    await waitUntil(() => recorderOf(upload)?.shadowRoot, 'no recorder', PATIENCE);
    return Object.assign(upload, { recorder: recorderOf(upload)! });
  }

  // A small picture is cheap to encode.
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  const small = { width: 160, height: 120, frameRate: 10 };
  const getUserMedia = (wanted: MediaStreamConstraints): Promise<MediaStream> =>
    open({ ...wanted, ...(wanted.video ? { video: small } : {}) });
  before(() => Object.defineProperty(mediaDevices, 'getUserMedia', { configurable: true, value: getUserMedia }));
  after(() => Reflect.deleteProperty(mediaDevices, 'getUserMedia'));

  const buttonsOf = ({ recorder }: WithRecorder): string[] =>
    [...recorder.shadowRoot!.querySelectorAll('button')].map((button) => button.textContent.trim());
  const textOf = ({ recorder }: WithRecorder): string =>
    [...recorder.shadowRoot!.querySelectorAll('p')].map((one) => one.textContent.replace(/\s+/g, ' ').trim()).join(' ');
  const announced = ({ recorder }: WithRecorder): string =>
    recorder.shadowRoot!.querySelector('[role=status]')!.textContent;

  async function press(upload: WithRecorder, label: string): Promise<void> {
    const find = (): HTMLButtonElement | undefined =>
      [...upload.recorder.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent.trim() === label);
    await waitUntil(find, `no button "${label}" among: ${buttonsOf(upload).join(', ')}`, PATIENCE);
    find()!.focus();
    find()!.click();
    await upload.recorder.updateComplete;
  }
  const until = (upload: WithRecorder, status: string): Promise<void> =>
    waitUntil(() => upload.recorder.session.recording.status === status, `never ${status}`, PATIENCE);
  /** Waits until more than this number of bytes has been recorded. */
  const untilRecorded = (upload: WithRecorder, bytes = 0): Promise<void> =>
    waitUntil(() => (upload.recorder.session.take?.bytes ?? 0) > bytes, 'nothing recorded', PATIENCE);

  async function record(upload: WithRecorder, label = 'Record with the camera'): Promise<void> {
    await press(upload, label);
    await until(upload, 'recording');
    await untilRecorded(upload);
  }

  it('uses the texts that a site overrides, and keeps the others', async () => {
    CfStreamUpload.languages = { en: { recording: { camera: 'Film yourself', notices: { limit: 'Enough.' } } } };
    try {
      const upload = await recording();
      upload.lang = 'en';
      await waitUntil(() => buttonsOf(upload).includes('Film yourself'), 'ours', PATIENCE);
      expect(buttonsOf(upload)).to.have.length(2);
    } finally {
      CfStreamUpload.languages = undefined;
    }
  });

  it('records, pauses, resumes, shows a review and uploads the recording like any other file', async () => {
    const upload = await recording();
    expect(buttonsOf(upload)).to.deep.equal(['Record with the camera', 'Record the screen']);
    await expect(upload).to.be.accessible();
    await record(upload);
    await expect(upload).to.be.accessible();
    expect(announced(upload)).to.equal('Recording.');
    expect(upload.recorder.shadowRoot!.activeElement?.className).to.contain('panel');
    expect(upload.shadowRoot!.querySelector<HTMLElement>('.frame')!.hidden).to.equal(true);
    await press(upload, 'Pause');
    expect(announced(upload)).to.match(/^Recording paused at 0:0\d\.$/);
    const { bytes } = upload.recorder.session.take!;
    await press(upload, 'Resume');
    await untilRecorded(upload, bytes + 1);
    await press(upload, 'Finish recording');
    await until(upload, 'review');
    await upload.recorder.updateComplete;
    await expect(upload).to.be.accessible();
    expect(announced(upload)).to.match(/Recording finished\. Length: 0:0\d\./);
    const started = oneEvent(upload, 'cf-stream-upload-start');
    await press(upload, 'Use this recording');
    const { detail } = (await started) as CustomEvent<{ file: File }>;
    expect(detail.file.name).to.match(/^Recording \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.(webm|mp4)$/);
    await untilStatus(upload, 'ready');
    const [sent] = (await fake.log()).uploads;
    expect(sent).to.have.property('size', detail.file.size);
    expect(upload.recorder.hidden).to.equal(true);
    expect(upload.shadowRoot!.querySelector<HTMLElement>('.frame')!.hidden).to.equal(false);
  });

  it('offers an interrupted recording to the next uploader, and no longer once it was uploaded', async () => {
    const first = await recording();
    await record(first);
    first.remove();
    await Promise.resolve();
    const second = await recording();
    await until(second, 'review');
    expect(second.recorder.session.take!.recordedMs).to.be.greaterThan(0);
    await second.recorder.updateComplete;
    expect(textOf(second)).to.contain('This recording from an earlier visit hasn’t been uploaded yet.');
    expect(buttonsOf(second)).to.deep.equal(['Use this recording', 'Discard recording']);
    await press(second, 'Use this recording');
    await untilStatus(second, 'ready');
    await waitUntil(async () => (await new RecordingStore().list(scopeOf(second))).length === 0, 'kept', PATIENCE);
    second.remove();
    const third = await recording();
    expect((await Take.findKept(scopeOf(third))).length).to.equal(0);
  });

  /** Collects the codes of `cf-stream-upload-record-error`. */
  function codesOf(upload: CfStreamUpload): string[] {
    const codes: string[] = [];
    upload.addEventListener('cf-stream-upload-record-error', ({ detail }) => codes.push(detail.error.code));
    return codes;
  }

  /** Replaces a method of `navigator.mediaDevices` while the task runs. */
  async function instead(name: keyof MediaDevices, value: unknown, task: () => Promise<void>): Promise<void> {
    const before = Object.getOwnPropertyDescriptor(mediaDevices, name);
    Object.defineProperty(mediaDevices, name, { configurable: true, value });
    await task().finally(() => {
      Reflect.deleteProperty(mediaDevices, name);
      if (before) Object.defineProperty(mediaDevices, name, before);
    });
  }
  const refused = (errorName: string) => (): Promise<never> => Promise.reject(new DOMException('', errorName));

  it('tells refused access from a missing camera, keeps the focus and allows another try', async () => {
    const upload = await recording();
    const codes = codesOf(upload);
    await instead('getUserMedia', refused('NotAllowedError'), () => press(upload, 'Record with the camera'));
    await until(upload, 'idle');
    await upload.recorder.updateComplete;
    expect(textOf(upload)).to.contain('Camera and microphone access is blocked.');
    expect(announced(upload)).to.contain('Camera and microphone access is blocked.');
    expect(upload.recorder.shadowRoot!.activeElement?.textContent).to.contain('Record with the camera');
    await expect(upload).to.be.accessible();
    await instead('getUserMedia', refused('NotReadableError'), () => press(upload, 'Record with the camera'));
    await waitUntil(() => textOf(upload).includes('No camera is available'), 'not said', PATIENCE);
    await instead('getDisplayMedia', refused('NotAllowedError'), () => press(upload, 'Record the screen'));
    await waitUntil(() => textOf(upload).includes('The screen wasn’t shared.'), 'not said', PATIENCE);
    expect(codes).to.deep.equal(['RECORDING_DENIED', 'RECORDING_NO_DEVICE', 'RECORDING_DENIED']);
    for (const errorName of ['NotReadableError', 'NotFoundError', 'InvalidStateError']) {
      await instead('getDisplayMedia', refused(errorName), () => press(upload, 'Record the screen'));
      await waitUntil(() => codes.at(-1) === 'RECORDING_NO_DEVICE', 'not told', PATIENCE);
      codes.pop();
      await upload.recorder.updateComplete;
      expect(textOf(upload), errorName).to.contain('The screen wasn’t shared.');
    }
    await record(upload);
    expect(textOf(upload)).not.to.contain('The screen wasn’t shared.');
  });

  it('records without sound if there is no microphone, and says so', async () => {
    const withoutSound = (wanted: MediaStreamConstraints): Promise<MediaStream> =>
      wanted.audio ? refused('NotFoundError')() : getUserMedia(wanted);
    const upload = await recording();
    await instead('getUserMedia', withoutSound, () => record(upload));
    await upload.recorder.updateComplete;
    expect(textOf(upload)).to.contain('This recording has no sound');
    expect(upload.recorder.session.take!.stream!.getTracks().map(({ kind }) => kind)).to.deep.equal(['video']);
  });

  it('records the screen with one audio track and one video track, and shows a preview', async () => {
    const upload = await recording('screen');
    expect(buttonsOf(upload)).to.deep.equal(['Record the screen']);
    const show = (): Promise<MediaStream> => getUserMedia({ video: true, audio: true });
    await instead('getDisplayMedia', show, () => record(upload, 'Record the screen'));
    expect(
      upload.recorder.session
        .take!.stream!.getTracks()
        .map(({ kind }) => kind)
        .sort(),
    ).to.deep.equal(['audio', 'video']);
    const video = upload.recorder.shadowRoot!.querySelector('video')!;
    await waitUntil(() => !video.paused && video.videoWidth > 0, 'no picture', PATIENCE);
  });

  it('keeps a recording whose camera disappears, and says so', async () => {
    const upload = await recording();
    const codes = codesOf(upload);
    await record(upload);
    const [track] = upload.recorder.session.take!.stream!.getVideoTracks();
    track!.dispatchEvent(new Event('ended'));
    await until(upload, 'review');
    await upload.recorder.updateComplete;
    expect(textOf(upload)).to.contain('The camera or screen is no longer available.');
    expect(codes).to.deep.equal(['RECORDING_INTERRUPTED']);
    await press(upload, 'Use this recording');
    await untilStatus(upload, 'ready');
  });

  it('goes on recording if the browser is out of storage, says so, and can upload the recording', async () => {
    const upload = await recording();
    const codes = codesOf(upload);
    const { put } = IDBObjectStore.prototype;
    try {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('', 'QuotaExceededError');
      };
      await record(upload);
      await waitUntil(() => textOf(upload).includes('This browser is out of storage.'), 'not said', PATIENCE);
      await untilRecorded(upload, upload.recorder.session.take!.bytes);
      await press(upload, 'Finish recording');
      await until(upload, 'review');
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    const { bytes } = upload.recorder.session.take!;
    expect(codes).to.deep.equal(['RECORDING_NOT_KEPT']);
    await press(upload, 'Use this recording');
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map(({ size }) => size)).to.deep.equal([bytes]);
  });

  it('keeps the previous recording until the next one has begun', async () => {
    const upload = await recording();
    await record(upload);
    await press(upload, 'Finish recording');
    await until(upload, 'review');
    const { take } = upload.recorder.session;
    await instead('getUserMedia', refused('NotAllowedError'), () => press(upload, 'Record again'));
    await waitUntil(() => textOf(upload).includes('access is blocked'), 'not said', PATIENCE);
    expect(upload.recorder.session.take === take, 'it is as it was').to.equal(true);
    await press(upload, 'Record again');
    await until(upload, 'recording');
    expect(upload.recorder.session.take === take).to.equal(false);
    await untilRecorded(upload);
    const store = new RecordingStore();
    await waitUntil(async () => (await store.list(scopeOf(upload))).length === 1, 'both are kept', PATIENCE);
  });

  it('stops a camera opened after “Don’t record”, and deletes a discarded recording', async () => {
    const upload = await recording();
    let give: (stream: MediaStream) => void = () => undefined;
    const late = new Promise<MediaStream>((resolve) => (give = resolve));
    await instead(
      'getUserMedia',
      () => late,
      () => press(upload, 'Record with the camera'),
    );
    await press(upload, 'Don’t record');
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    give(stream);
    await waitUntil(() => stream.getTracks().every(({ readyState }) => readyState === 'ended'), 'goes on', PATIENCE);
    expect(upload.recorder.session.recording.status).to.equal('idle');
    await record(upload);
    await press(upload, 'Finish recording');
    await until(upload, 'review');
    await press(upload, 'Discard recording');
    expect(announced(upload)).to.equal('Recording discarded.');
    const store = new RecordingStore();
    await waitUntil(async () => (await store.list(scopeOf(upload))).length === 0, 'is kept', PATIENCE);
  });

  /** An uploader with a finished recording under review. */
  async function reviewing(isMany = false): Promise<WithRecorder> {
    const upload = await recording('camera', isMany);
    await record(upload);
    await press(upload, 'Finish recording');
    await until(upload, 'review');
    return upload;
  }

  for (const ask of ['Discard recording', 'Use this recording'])
    it(`stops a camera opened after “Record again” was followed by “${ask}”`, async () => {
      const upload = await reviewing();
      let give: (stream: MediaStream) => void = () => undefined;
      const late = new Promise<MediaStream>((resolve) => (give = resolve));
      await instead(
        'getUserMedia',
        () => late,
        () => press(upload, 'Record again'),
      );
      await press(upload, ask);
      await until(upload, 'idle');
      const stream = await getUserMedia({ video: true });
      give(stream);
      await waitUntil(() => stream.getTracks().every(({ readyState }) => readyState === 'ended'), 'goes on', PATIENCE);
      expect(upload.recorder.session.recording.status).to.equal('idle');
      expect(upload.recorder.session.take).to.equal(null);
    });

  it('keeps a recording for later if the uploader is busy', async () => {
    const upload = await reviewing();
    const { take } = upload.recorder.session;
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    upload.upload(fakeVideo(100_000));
    await untilStatus(upload, 'uploading');
    await press(upload, 'Use this recording');
    await until(upload, 'review');
    expect(upload.recorder.session.take === take).to.equal(true);
    await fake.release();
    await untilStatus(upload, 'ready');
    upload.cancel();
    await press(upload, 'Use this recording');
    await untilStatus(upload, 'ready');
    expect(upload.items[0]!.file!.name).to.equal(take!.name);
  });

  it('keeps a recording if the list of files is full, and adds it once there is room', async () => {
    const upload = await reviewing(true);
    upload.maxFiles = 1;
    upload.upload(fakeVideo(1_000));
    await untilStatus(upload, 'ready');
    const full = oneEvent(upload, 'cf-stream-upload-error');
    await press(upload, 'Use this recording');
    expect(((await full) as CustomEvent<{ error: { code: string } }>).detail.error.code).to.equal('TOO_MANY_FILES');
    await until(upload, 'review');
    upload.maxFiles = 2;
    await press(upload, 'Use this recording');
    await until(upload, 'idle');
    expect(upload.items.length).to.equal(2);
  });

  it('deletes a sent recording once its video is ready, and stops offering it once all bytes have arrived', async () => {
    await fake.set({ statuses: [{ status: 'inprogress', percent: 1 }] });
    const upload = await reviewing();
    await press(upload, 'Use this recording');
    await untilStatus(upload, 'processing');
    const store = new RecordingStore();
    const deleted: string[] = [];
    const { delete: remove } = RecordingStore.prototype;
    RecordingStore.prototype.delete = function (id) {
      deleted.push(id);
      return remove.call(this, id);
    };
    try {
      await waitUntil(async () => (await store.list(scopeOf(upload))).length === 0, 'is offered', PATIENCE);
      expect(deleted, 'is kept').to.deep.equal([]);
      await fake.set({ statuses: [{ status: 'ready' }] });
      await untilStatus(upload, 'ready');
      await waitUntil(() => deleted.length > 0, 'is kept', PATIENCE);
    } finally {
      RecordingStore.prototype.delete = remove;
    }
  });

  it('offers a recording that could not be read again at the next visit', async () => {
    const upload = await recording();
    await record(upload);
    upload.remove();
    await Promise.resolve();
    const scope = scopeOf(upload);
    const { read } = RecordingStore.prototype;
    try {
      RecordingStore.prototype.read = () => Promise.resolve(null);
      expect(await Take.findKept(scope)).to.have.length(0);
    } finally {
      RecordingStore.prototype.read = read;
    }
    const takes = await Take.findKept(scope);
    expect(takes.map(({ file }) => file!.size > 0)).to.deep.equal([true]);
    await takes[0]!.discard();
  });

  it('counts a kept recording as listed if the uploader has its file, not just its name', () => {
    const take = new Take({ id: '1', scope: '', name: 'a.webm', type: 'video/webm', recordedMs: 1, startedAt: 1 });
    const isAmong = (state: object): boolean =>
      take.isAmong([
        { id: '1', state: { file: { name: 'a.webm' }, ...state }, progress: null, file: null, media: null } as never,
      ]);
    expect(isAmong({ status: 'resumable', kept: false })).to.equal(false);
    expect(isAmong({ status: 'resumable', kept: true })).to.equal(true);
    expect(isAmong({ status: 'uploading' })).to.equal(true);
  });

  it('leaves nothing in storage if everything is forgotten while a chunk is being written', async () => {
    const upload = await recording();
    const { append } = RecordingStore.prototype;
    const { take } = upload.recorder.session;
    expect(take).to.equal(null);
    let isWritten = false;
    try {
      RecordingStore.prototype.append = async function (...given) {
        await upload.forget();
        upload.recorder.session.forget();
        const kept = await append.apply(this, given);
        isWritten = true;
        return kept;
      };
      await record(upload);
      await waitUntil(() => isWritten, 'nothing was written', PATIENCE);
    } finally {
      RecordingStore.prototype.append = append;
    }
    const store = new RecordingStore();
    await waitUntil(async () => (await store.list(scopeOf(upload))).length === 0, 'is kept', PATIENCE);
  });

  it('stops sharing the screen if recording is cancelled at the prompt for the microphone', async () => {
    const upload = await recording('screen');
    const screen = await getUserMedia({ video: true });
    const never = (): Promise<never> => new Promise(() => undefined);
    await instead(
      'getDisplayMedia',
      () => Promise.resolve(screen),
      () => instead('getUserMedia', never, () => press(upload, 'Record the screen')),
    );
    await press(upload, 'Don’t record');
    await waitUntil(() => screen.getTracks().every(({ readyState }) => readyState === 'ended'), 'is shared', PATIENCE);
    expect(upload.recorder.session.recording.status).to.equal('idle');
  });

  it('chooses a container that the uploader accepts, or none', () => {
    const type = (wanted: string): string => recordingType({ wants: ({ type: given }) => given === wanted });
    expect(type('video/webm')).to.match(/^video\/webm/);
    expect(type('video/mp4')).to.equal(MediaRecorder.isTypeSupported('video/mp4') ? 'video/mp4' : '');
    expect(type('video/ogg')).to.equal('');
  });

  it('disables “Use” for a recording that is too short or while disabled, and discards it on reset', async () => {
    const upload = await reviewing();
    const disabled = async (): Promise<string[]> => {
      await upload.updateComplete;
      await upload.recorder.updateComplete;
      return [...upload.recorder.shadowRoot!.querySelectorAll<HTMLElement>('button:disabled')].map((one) =>
        one.textContent.trim(),
      );
    };
    expect(await disabled()).to.deep.equal([]);
    upload.minDuration = 600;
    expect(await disabled()).to.deep.equal(['Use this recording']);
    upload.minDuration = null;
    upload.disabled = true;
    expect(await disabled()).to.deep.equal(['Use this recording', 'Record again']);
    upload.reset();
    expect(upload.recorder.session.recording.status).to.equal('idle');
    upload.disabled = false;
    await record(upload);
    const { stream } = upload.recorder.session.take!;
    upload.formResetCallback();
    await waitUntil(() => stream!.getTracks().every(({ readyState }) => readyState === 'ended'), 'goes on', PATIENCE);
    expect(upload.recorder.session.recording.status).to.equal('idle');
  });

  it('stops at `max-duration`, and says so', async () => {
    const upload = await recording();
    await record(upload);
    upload.maxDuration = 61;
    const { now } = performance;
    try {
      performance.now = () => now.call(performance) + 60_500;
      await until(upload, 'review');
    } finally {
      performance.now = now;
    }
    expect(upload.recorder.session.take!.recordedMs, 'a recorder does not stop at once').to.be.greaterThan(60_000);
    await until(upload, 'review');
    await upload.recorder.updateComplete;
    expect(textOf(upload)).to.contain('reached the maximum length');
    expect(buttonsOf(upload)).to.include('Use this recording');
  });

  it('deletes kept recordings on forget(); one being made goes on without being kept', async () => {
    const first = await recording();
    await record(first);
    first.remove();
    await Promise.resolve();
    const second = await recording();
    await until(second, 'review');
    await second.forget();
    await until(second, 'idle');
    const store = new RecordingStore();
    await waitUntil(async () => (await store.list(scopeOf(second))).length === 0, 'is kept', PATIENCE);
    await record(second);
    await second.forget();
    await untilRecorded(second, second.recorder.session.take!.bytes);
    await press(second, 'Finish recording');
    await until(second, 'review');
    expect(await store.list(scopeOf(second))).to.deep.equal([]);
    await press(second, 'Use this recording');
    await untilStatus(second, 'ready');
  });

  it('works with `multiple`, offers only the sources the browser supports, and names the others', async () => {
    await instead('getDisplayMedia', undefined, async () => {
      const upload = await fixture<CfStreamUpload>(html`<cf-stream-upload name=${name} multiple></cf-stream-upload>`);
      const codes = codesOf(upload);
      upload.record = 'screen camera';
      upload.endpoint = fake.endpoint;
      await waitUntil(() => recorderOf(upload)?.shadowRoot, 'no recorder', PATIENCE);
      const recorded = Object.assign(upload, { recorder: recorderOf(upload)! });
      await recorded.recorder.updateComplete;
      expect(buttonsOf(recorded)).to.deep.equal(['Record with the camera']);
      expect(textOf(recorded)).to.equal('This browser can’t record the screen here.');
      expect(codes).to.deep.equal(['RECORDING_UNSUPPORTED']);
      upload.upload(new File(['x'], 'first.mp4'));
      await record(recorded);
      expect(upload.shadowRoot!.querySelector<HTMLElement>('.frame')!.hidden, 'the list is seen').to.equal(false);
      upload.record = '';
      await press(recorded, 'Finish recording');
      await until(recorded, 'review');
      await press(recorded, 'Use this recording');
      await waitUntil(() => upload.items.length === 2, 'not taken', PATIENCE);
      await waitUntil(() => recorded.recorder.hidden, 'still there', PATIENCE);
    });
  });

  it('follows the language of the page', async () => {
    const page = await fixture<HTMLElement>(
      html`<div lang="de"><cf-stream-upload record="camera"></cf-stream-upload></div>`,
    );
    const upload = page.querySelector('cf-stream-upload')!;
    await waitUntil(
      () => recorderOf(upload)?.shadowRoot?.textContent.includes('Mit der Kamera aufnehmen'),
      'no German',
      PATIENCE,
    );
    page.lang = 'fr';
    await waitUntil(
      () => recorderOf(upload)?.shadowRoot?.textContent.includes('Filmer avec la caméra'),
      'no French',
      PATIENCE,
    );
  });
});
