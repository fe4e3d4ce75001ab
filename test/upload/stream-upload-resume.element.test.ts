import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { buttonOf, chooseFile, PATIENCE, textOf, untilStatus, uploader } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload> after a reload', () => {
  let fake: FakeUpload;
  const file = fakeVideo(12 * MiB, 'holiday.mov');

  /** Removes an uploader in the middle of an upload, with the first chunk acknowledged. */
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
    // What was on its way still arrives; an offer made before that would show less than the server has.
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
    // The server may have more than this page knows of.
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

    buttonOf(upload, 'Remove from list').click();
    await untilStatus(upload, 'resumable');
    expect(upload.items[0], 'the other file is not kept for it').to.include({ file: null, media: null });
    chooseFile(upload, other);
    await untilStatus(upload, 'error');
    buttonOf(upload, 'Upload this file instead').click();
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads).to.have.length(2);
    expect(uploads[1]!.sha256).to.equal(await sha256(other));
  });

  it('uploads a file as a new one if the upload it was chosen for was cancelled meanwhile', async () => {
    const upload = await uploader(fake);
    upload.multiple = true;
    await untilStatus(upload, 'resumable');
    let opened = 0;
    upload.shadowRoot!.querySelector('input')!.click = () => (opened += 1);
    buttonOf(upload, 'Choose holiday.mov again').click();
    expect(opened).to.equal(1);
    upload.cancel();
    expect(upload.items).to.have.length(0);
    await fake.release();
    chooseFile(upload, fakeVideo(MiB, 'other.mp4'));
    await untilStatus(upload, 'ready');
    expect(upload.items.map(({ file: shown }) => shown?.name)).to.deep.equal(['other.mp4']);
  });

  it('starts over with a new upload URL when the stored one has expired', async () => {
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

  it('deletes the unfinished upload on request', async () => {
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    buttonOf(upload, 'Discard upload').click();
    expect(upload.state.status).to.equal('empty');
    const next = await uploader(fake);
    await settled(next);
    expect(next.state.status).to.equal('empty');
  });

  it('offers nothing after forget(), in any uploader or tab', async () => {
    const [upload, other] = [await uploader(fake), await uploader(fake)];
    const tab = otherTab(fake);
    await Promise.all([untilStatus(upload, 'resumable'), untilStatus(other, 'resumable')]);
    await waitUntil(() => tab.status() === 'resumable', 'the other tab offers nothing', PATIENCE);
    const events = eventsOf(upload);
    await upload.forget();
    expect(upload.state.status).to.equal('empty');
    expect(events).to.deep.equal([]);
    await untilStatus(other, 'empty');
    await waitUntil(() => tab.status() === 'empty', 'the other tab still offers it', PATIENCE);
    tab.close();
    const next = await uploader(fake);
    await settled(next);
    expect(next.state.status).to.equal('empty');
  });

  it('goes on sending after forget(), and does not offer that upload after a reload', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, times: 1, holdAfter: 1 });
    const upload = await uploader(fake);
    await upload.forget();
    const next = fakeVideo(17 * MiB, 'next.mov');
    chooseFile(upload, next);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    await upload.forget();
    // The third chunk is held: it would be recorded before it is sent.
    await fake.release();
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    await waitUntil(async () => (await fake.log()).held === 1, 'does not go on', PATIENCE);
    expect(upload.state.status).to.equal('uploading');
    const beside = await uploader(fake);
    upload.remove();
    await fake.release();
    const later = await uploader(fake);
    for (const one of [beside, later]) {
      await settled(one);
      expect(one.state.status).to.equal('empty');
    }
  });

  it('records a file again that is chosen after forget()', async () => {
    const upload = await uploader(fake);
    await upload.forget();
    upload.remove();
    await leaveInTheMiddle();
    await untilStatus(await uploader(fake), 'resumable');
  });

  it('resolves forget() if storage is blocked', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here', 'SecurityError');
    };
    const { BroadcastChannel } = window;
    window.BroadcastChannel = function () {
      throw new DOMException('Not here', 'SecurityError');
    } as unknown as typeof BroadcastChannel;
    try {
      const upload = await uploader(fake);
      await upload.forget();
      expect(upload.state.status).to.equal('empty');
    } finally {
      IDBFactory.prototype.open = open;
      window.BroadcastChannel = BroadcastChannel;
    }
  });

  it('drops an upload that another page has forgotten when it is restored from the bfcache', async () => {
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    const { ResumeStore } = await import('../../src/upload/sending/resume/resume-store.js');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled(upload);
    expect(upload.state.status, 'what is still kept stays').to.equal('resumable');
    await new ResumeStore().clear();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await untilStatus(upload, 'empty');
  });

  it('is offered only by the uploader that started it', async () => {
    const other = await uploader(fake, 'second');
    await settled(other);
    expect(other.state.status).to.equal('empty');
  });

  it('uploads the same file only once in two elements', async () => {
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

/** Collects the names of all events that an uploader fires from now on. */
function eventsOf(upload: CfStreamUpload): string[] {
  const names: string[] = [];
  const { dispatchEvent } = upload;
  upload.dispatchEvent = (event) => {
    if (event.type.startsWith('cf-stream-')) names.push(event.type);
    return dispatchEvent.call(upload, event);
  };
  return names;
}

describe('<cf-stream-upload> in two tabs', () => {
  it('sends a form once if both are given the same file, and says what the second waits for', async () => {
    const fake = new FakeUpload();
    await fake.set({ protocol: 'form', statuses: [{ status: 'ready' }] });
    await fake.fail({ method: 'POST', kind: 'form', holdAfter: 1 });
    const file = fakeVideo(MiB, 'holiday.mov');
    const upload = await uploader(fake);
    const tab = otherTab(fake);
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    await waitUntil(() => tab.status() === 'empty', 'no other tab', PATIENCE);
    chooseFile(tab.upload, file);
    await waitUntil(() => textOf(tab.upload).includes('Uploading in another tab.'), 'it does not say so', PATIENCE);
    await fake.release();
    await untilStatus(upload, 'ready');
    await untilStatus(tab.upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads).to.have.length(1);
    expect((tab.upload.state as { uid?: string }).uid).to.equal((upload.state as { uid?: string }).uid);
    tab.close();
  });
});

/** The same uploader in a page of its own, like another tab. */
function otherTab(fake: FakeUpload): { upload: CfStreamUpload; status: () => string | undefined; close: () => void } {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const tab = frame.contentDocument!;
  const script = tab.createElement('script');
  script.type = 'module';
  script.src = '/src/define/upload.ts';
  const upload = tab.createElement('cf-stream-upload');
  upload.setAttribute('endpoint', fake.endpoint);
  upload.setAttribute('status-endpoint', fake.statusEndpoint);
  tab.body.append(script, upload);
  return { upload, status: () => (upload as Partial<CfStreamUpload>).state?.status, close: () => frame.remove() };
}

/** Waits until the stored uploads have been looked up: a later, equal look-up is answered after that one. */
async function settled(upload: CfStreamUpload): Promise<void> {
  const { ResumeStore } = await import('../../src/upload/sending/resume/resume-store.js');
  await new ResumeStore().list('');
  await navigator.locks.query();
  await upload.updateComplete;
}
