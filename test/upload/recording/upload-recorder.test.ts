// A page of its own: what is recorded is kept for the whole page, and devices are taken away here.
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { CfStreamUpload } from '../../../src/define/upload.js';
import '../../../src/define/upload.js';
import { RecordingStore } from '../../../src/upload/recording/recording-store.js';
import { Take } from '../../../src/upload/recording/take.js';
import type { CfStreamUploadRecorder } from '../../../src/upload/recording/upload-recorder.js';
import { scopeOf } from '../../../src/upload/sending/resume/stored-uploads.js';
import { FakeUpload } from '../../harness/fake-upload.js';
import { PATIENCE, untilStatus } from '../../harness/upload-element.js';

type WithRecorder = CfStreamUpload & { readonly recorder: CfStreamUploadRecorder };

const recorderOf = (upload: CfStreamUpload): CfStreamUploadRecorder | null =>
  upload.shadowRoot!.querySelector('cf-stream-upload-recorder');

describe('recording in place', () => {
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

  /** An uploader that records, once it can. */
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
  /** Waits until something of it was recorded. */
  const untilRecorded = (upload: WithRecorder, bytes = 0): Promise<void> =>
    waitUntil(() => (upload.recorder.session.take?.bytes ?? 0) > bytes, 'nothing recorded', PATIENCE);

  async function record(upload: WithRecorder, label = 'Record with the camera'): Promise<void> {
    await press(upload, label);
    await until(upload, 'recording');
    await untilRecorded(upload);
  }

  it('is recorded, held, gone on with, looked at and sent as any other file', async () => {
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
    expect(announced(upload)).to.match(/The recording is finished\. Its length is 0:0\d\./);
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

  it('outlives the uploader in the middle, is offered again, used, and not offered once it was sent', async () => {
    const first = await recording();
    await record(first);
    first.remove();
    await Promise.resolve();
    const second = await recording();
    await until(second, 'review');
    await second.recorder.updateComplete;
    expect(textOf(second)).to.contain('This recording of an earlier visit has not been uploaded yet.');
    expect(buttonsOf(second)).to.deep.equal(['Use this recording', 'Discard recording']);
    await press(second, 'Use this recording');
    await untilStatus(second, 'ready');
    await waitUntil(async () => (await new RecordingStore().list(scopeOf(second))).length === 0, 'kept', PATIENCE);
    second.remove();
    const third = await recording();
    expect((await Take.findKept(scopeOf(third))) === null).to.equal(true);
  });
});
