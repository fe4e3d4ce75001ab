import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { buttonOf, chooseFile, PATIENCE, textOf, untilStatus, uploader } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload> after a reload', () => {
  let fake: FakeUpload;
  const file = fakeVideo(12 * MiB, 'holiday.mov');

  /** Leaves a page in the middle of an upload, with the first chunk acknowledged. */
  async function leaveInTheMiddle(): Promise<void> {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, holdAfter: 1 });
    const upload = await uploader(fake);
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    upload.remove();
    await fake.release();
    await waitUntil(
      async () => !(await navigator.locks.query()).held?.some(({ name }) => name?.includes(fake.endpoint)),
    );
    // What was on its way still arrives, and an offer made before that would name less than the server has.
    let before = -1;
    await waitUntil(
      async () => {
        const [{ offset } = { offset: 0 }] = (await fake.log()).uploads;
        const isStill = offset === before;
        before = offset;
        return isStill;
      },
      'the server still takes bytes in',
      { ...PATIENCE, interval: 100 },
    );
  }

  beforeEach(async () => {
    fake = new FakeUpload();
    await leaveInTheMiddle();
  });

  it('offers to resume, and resumes with the same file from the server’s offset', async () => {
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    // As much as the server has, which is more than this page has heard of.
    const [half] = (await fake.log()).uploads;
    expect(half!.offset).to.be.at.least(5 * MiB);
    const percent = Math.floor((half!.offset / file.size) * 100);
    await waitUntil(
      () => textOf(upload).includes(`Resume holiday.mov (${percent}%)`),
      `not offered with ${percent} %`,
      PATIENCE,
    );
    expect(upload.value).to.equal('');
    await expect(upload).to.be.accessible();
    let opened = 0;
    upload.shadowRoot!.querySelector('input')!.click = () => (opened += 1);
    buttonOf(upload, 'Choose holiday.mov again').click();
    expect(opened).to.equal(1);
    const created: string[] = [];
    upload.addEventListener('cf-stream-upload-created', ({ detail }) => created.push(detail.uid));
    chooseFile(upload, new File([file], 'renamed.mov', { type: file.type, lastModified: file.lastModified }));
    await untilStatus(upload, 'ready');
    const { uploads, requests } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    expect(created, 'nothing is made anew').to.deep.equal([]);
    expect(upload.value).to.equal(uploads[0]!.uid);
    expect(requests.filter(({ method, offset }) => method === 'PATCH' && offset === 0)).to.have.length(1);

    const next = await uploader(fake);
    await settled(next);
    expect(next.state.status, 'nothing is offered any more').to.equal('empty');
  });

  it('resumes when the same file is dropped without pressing resume', async () => {
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    const dropped = new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true });
    expect(upload.dispatchEvent(dropped), 'the browser must not open the file').to.equal(false);
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads).to.have.length(1);
  });

  it('does not resume with another file, and uploads that one on request', async () => {
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    const other = fakeVideo(MiB, 'holiday.mov', 1_700_000_001_000);
    chooseFile(upload, other);
    await untilStatus(upload, 'error');
    expect(upload.state).to.have.property('error').with.property('code', 'FILE_CHANGED');
    await expect(upload).to.be.accessible();

    buttonOf(upload, 'Remove from this page').click();
    await untilStatus(upload, 'resumable');
    expect(upload.items[0], 'the other file is not kept for it').to.include({ file: null, media: null });
    chooseFile(upload, other);
    await untilStatus(upload, 'error');
    buttonOf(upload, 'Upload this one instead').click();
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads).to.have.length(2);
    expect(uploads[1]!.sha256).to.equal(await sha256(other));
  });

  it('starts again with a new upload URL when the stored one has expired', async () => {
    await fake.expire();
    await fake.set({ statuses: [{ status: 'pending' }, { status: 'ready' }] });
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    chooseFile(upload, file);
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads).to.have.length(2);
    expect(uploads[1]!.sha256).to.equal(await sha256(file));
  });

  it('forgets the unfinished upload on request', async () => {
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    buttonOf(upload, 'Discard upload').click();
    expect(upload.state.status).to.equal('empty');
    const next = await uploader(fake);
    await settled(next);
    expect(next.state.status).to.equal('empty');
  });

  it('is offered only by the uploader that began it', async () => {
    const other = await uploader(fake, 'second');
    await settled(other);
    expect(other.state.status).to.equal('empty');
  });

  it('uploads the same file in one of two elements at a time', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1, times: 1 });
    const [first, second] = [await uploader(fake), await uploader(fake)];
    await untilStatus(first, 'resumable');
    chooseFile(first, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    chooseFile(second, file);
    await waitUntil(
      () => second.state.status === 'uploading' && second.state.waiting === 'other-tab',
      'does not wait',
      PATIENCE,
    );
    await second.updateComplete;
    await fake.release();
    await untilStatus(first, 'ready');
    await untilStatus(second, 'ready');
    expect(second.value).to.equal(first.value);
    expect((await fake.log()).uploads).to.have.length(1);
  });
});

/** Waits until what is remembered has been looked through: a later, equal look is answered after it. */
async function settled(upload: CfStreamUpload): Promise<void> {
  const { ResumeStore } = await import('../../src/upload/sending/resume/resume-store.js');
  await new ResumeStore().list('');
  await navigator.locks.query();
  await upload.updateComplete;
}
