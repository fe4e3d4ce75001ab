import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { pasteEvent } from '../harness/paste-event.js';
import {
  announced,
  buttonOf,
  chooseFiles,
  PATIENCE,
  rowsOf,
  textOf,
  untilStatus,
  uploader,
} from '../harness/upload-element.js';

const MiB = 1_048_576;

function transferOf(files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}

function drop(upload: CfStreamUpload, dataTransfer: DataTransfer): void {
  upload.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}

describe('<cf-stream-upload>: choosing files', () => {
  let fake: FakeUpload;
  beforeEach(() => {
    fake = new FakeUpload();
  });

  const many = (): Promise<CfStreamUpload> =>
    fixture<CfStreamUpload>(
      html`<cf-stream-upload multiple endpoint=${fake.endpoint} status-endpoint=${fake.statusEndpoint}></cf-stream-upload>`,
    );

  it('accepts a pasted file in only one uploader of the page', async () => {
    const [first, second] = [await uploader(fake), await uploader(fake, 'second')];
    const event = pasteEvent(transferOf([fakeVideo(MiB)]));
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(true);
    await untilStatus(first, 'ready');
    expect(second.state.status).to.equal('empty');
  });

  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
  for (const [what, name, head, filetype] of [
    ['MP4', 'a.mp4', [0, 0, 0, 24, ...ascii('ftypisom')], 'video/mp4'],
    ['WebM', 'a.webm', [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84, ...ascii('webm')], 'video/webm'],
    ['MOV', 'a.mov', [0, 0, 0, 20, ...ascii('ftypqt  ')], 'video/quicktime'],
    ['MXF', 'a.mxf', [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01], 'application/mxf'],
    ['MOV with another extension', 'a.bin', [0, 0, 0, 20, ...ascii('ftypqt  ')], 'video/quicktime'],
  ] as const)
    it(`tells endpoint and createUpload the type of ${what} if the system does not know it`, async () => {
      const upload = await uploader(fake);
      const told: string[] = [];
      for (const type of ['', 'application/octet-stream']) {
        const file = new File([Uint8Array.from(head), new Uint8Array(MiB)], name, { type });
        upload.createUpload = null;
        chooseFiles(upload, [file]);
        await untilStatus(upload, 'ready');
        upload.reset();
        upload.createUpload = ({ size }, metadata, signal) => {
          told.push(metadata.filetype);
          return fetch(fake.endpoint, { method: 'POST', headers: { 'Upload-Length': `${size}` }, signal });
        };
        chooseFiles(upload, [new File([file, type], name, { type })]);
        await untilStatus(upload, 'ready');
        upload.reset();
      }
      const sent = (await fake.log()).uploads.map(({ metadata }) => /filetype ([^,]*)/.exec(metadata)?.[1] ?? '');
      expect(sent.filter(Boolean).map(atob)).to.deep.equal([filetype, filetype]);
      expect(told).to.deep.equal([filetype, filetype]);
    });

  it('ignores a paste into a text field', async () => {
    const upload = await uploader(fake);
    const field = await fixture<HTMLInputElement>(html`<input aria-label="Title" />`);
    const event = pasteEvent(transferOf([fakeVideo(MiB)]));
    field.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
    expect(upload.state.status).to.equal('empty');
  });

  it('opens the camera with capture', async () => {
    const upload = await uploader(fake);
    upload.capture = 'environment';
    await upload.updateComplete;
    expect(upload.shadowRoot!.querySelector('input')!.getAttribute('capture')).to.equal('environment');
  });

  it('accepts ten thousand files at once, and skips those that are not videos', async () => {
    const bytes = fakeVideo(64);
    const files = Array.from({ length: 10_000 }, (_, index) =>
      index % 100 === 0
        ? new File([bytes, `${index}`], `clip-${index}.mp4`, { type: 'video/mp4', lastModified: index })
        : new File(['x'], `photo-${index}.jpg`, { type: 'image/jpeg' }),
    );
    const upload = await many();
    await fake.fail({ method: 'POST', kind: 'uploads', status: 503 });
    const dataTransfer = transferOf(files);
    drop(upload, dataTransfer);
    await waitUntil(() => upload.items.length === 100, 'not all videos are there', PATIENCE);
    const told = 'Skipped 9,900 files that aren’t videos.';
    await waitUntil(() => announced(upload) === told, 'what is left out is not told', PATIENCE);
    await waitUntil(() => rowsOf(upload).length === 50, 'the first rows are not drawn', PATIENCE);
    const more = [...upload.shadowRoot!.querySelectorAll('button')].find(
      (button) => button.textContent === 'Show 50 more videos',
    )!;
    more.click();
    await upload.updateComplete;
    expect(rowsOf(upload)).to.have.length(100);
    upload.cancel();
    expect(upload.items).to.have.length(0);
  });

  it('accepts hundreds of videos, and renders only some of their rows', async () => {
    const bytes = fakeVideo(64);
    const files = Array.from(
      { length: 300 },
      (_, index) => new File([bytes, `${index}`], `clip-${index}.mp4`, { type: 'video/mp4', lastModified: index }),
    );
    const upload = await many();
    await fake.fail({ method: 'POST', kind: 'uploads', status: 503 });
    upload.upload(files);
    expect(upload.items).to.have.length(300);
    await waitUntil(() => upload.items.every(({ state }) => state.status !== 'checking'), 'not all were looked at', {
      ...PATIENCE,
      interval: 100,
    });
    expect(rowsOf(upload)).to.have.length(50);
    expect(upload.shadowRoot!.querySelector('.summary')!.textContent).to.contain(' of 300 uploaded');
    upload.reset();
    await upload.updateComplete;
    expect(upload.state.status).to.equal('empty');
  });

  it('adds thousands of files in batches, and drops those still to come on cancel()', async () => {
    const bytes = fakeVideo(64);
    const upload = await many();
    await fake.fail({ method: 'POST', kind: 'uploads', status: 503 });
    const files = Array.from(
      { length: 1_200 },
      (_, index) => new File([bytes, `${index}`], `clip-${index}.mp4`, { type: 'video/mp4', lastModified: index }),
    );
    upload.upload(files);
    await waitUntil(() => rowsOf(upload).length > 0, 'what sends them has not come', PATIENCE);
    await waitUntil(() => upload.items.length === 1_200, 'not all were taken', PATIENCE);
    upload.reset();
    upload.upload(files);
    expect(upload.items).to.have.length(500);
    upload.cancel();
    await new Promise((resolve) => setTimeout(resolve));
    await upload.updateComplete;
    expect(upload.items).to.have.length(0);
  });

  it('gives the page the facts of a file, and waits for its asynchronous check', async () => {
    const upload = await uploader(fake);
    const clip = await fetch('/test/fixtures/clip-5s.mp4');
    let allow: (verdict: boolean | string) => void = () => undefined;
    const seen: unknown[] = [];
    upload.addEventListener('cf-stream-upload-accept', ({ detail }) => {
      seen.push(detail.media);
      detail.waitUntil(new Promise((resolve) => (allow = resolve)));
    });
    const file = new File([await clip.blob()], 'clip.mp4', { type: 'video/mp4' });
    upload.upload(file);
    await waitUntil(() => seen.length === 1, 'was not asked', PATIENCE);
    const { seconds, width, type } = seen[0] as { seconds: number; width: number; type: string };
    expect([Math.round(seconds), width > 0, type]).to.deep.equal([5, true, 'video/mp4']);
    expect((await fake.log()).requests, 'nothing is asked for before').to.have.length(0);
    allow('Only films of a minute or more are taken here.');
    await untilStatus(upload, 'error');
    expect(textOf(upload)).to.contain('Only films of a minute or more are taken here.');
    await expect(upload).to.be.accessible();

    upload.upload(file);
    await waitUntil(() => seen.length === 2, 'was not asked', PATIENCE);
    allow(false);
    await untilStatus(upload, 'empty');
    upload.upload(file);
    await waitUntil(() => seen.length === 3, 'was not asked', PATIENCE);
    allow(true);
    await untilStatus(upload, 'ready');
  });

  it('offers a retry when the page’s own check failed', async () => {
    const upload = await uploader(fake);
    let checks = 0;
    upload.addEventListener('cf-stream-upload-accept', ({ detail }) => {
      checks += 1;
      detail.waitUntil(checks === 1 ? Promise.reject(new Error('No network.')) : Promise.resolve(true));
    });
    upload.upload(fakeVideo(64));
    await untilStatus(upload, 'error');
    buttonOf(upload, 'Try again').click();
    await untilStatus(upload, 'ready');
    expect(checks).to.equal(2);
  });

  it('uploads nothing if it was paused during the checks', async () => {
    const upload = await uploader(fake);
    upload.upload(fakeVideo(64));
    expect(upload.state.status).to.equal('checking');
    upload.pause();
    await untilStatus(upload, 'paused');
    expect((await fake.log()).requests).to.have.length(0);
    upload.resume();
    await untilStatus(upload, 'ready');
  });
});

describe('<cf-stream-upload> with a stored file handle', () => {
  // Other browsers have no handles that can be kept.
  if (!('showOpenFilePicker' in window)) return;

  const real = Object.getOwnPropertyDescriptor(window, 'showOpenFilePicker')!;
  afterEach(() => Object.defineProperty(window, 'showOpenFilePicker', real));

  /** A real handle of the browser's private file system, which needs no permission. */
  async function keptFile(file: File): Promise<FileSystemFileHandle> {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle(`${crypto.randomUUID()}-holiday.mov`, { create: true });
    const stream = await handle.createWritable();
    await stream.write(file);
    await stream.close();
    return handle;
  }

  async function leaveInTheMiddle(fake: FakeUpload, handle: FileSystemFileHandle): Promise<void> {
    Object.defineProperty(window, 'showOpenFilePicker', { configurable: true, value: () => Promise.resolve([handle]) });
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, holdAfter: 1 });
    const upload = await uploader(fake);
    const { x, y, width, height } = buttonOf(upload, 'Choose a video').getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    upload.remove();
    await fake.release();
    await waitUntil(
      async () => !(await navigator.locks.query()).held?.some(({ name }) => name?.includes(fake.endpoint)),
    );
  }

  it('resumes after a reload with one click, without choosing the file again', async () => {
    const fake = new FakeUpload();
    const handle = await keptFile(fakeVideo(12 * MiB));
    await leaveInTheMiddle(fake, handle);
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    expect(textOf(upload)).to.contain('Picks up where you left off.');
    await expect(upload).to.be.accessible();
    buttonOf(upload, 'Resume').click();
    await untilStatus(upload, 'ready');
    const { uploads, requests } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(await handle.getFile())]);
    expect(requests.filter(({ method, offset }) => method === 'PATCH' && offset === 0)).to.have.length(1);
  });

  it('asks for the file if the stored handle no longer finds it', async () => {
    const fake = new FakeUpload();
    const file = fakeVideo(12 * MiB);
    const handle = await keptFile(file);
    await leaveInTheMiddle(fake, handle);
    await (await navigator.storage.getDirectory()).removeEntry(handle.name);
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    buttonOf(upload, 'Resume').click();
    await waitUntil(() => textOf(upload).includes('Choose the same file'), 'does not ask', PATIENCE);
    expect(buttonOf(upload, `Choose ${handle.name} again`).disabled).to.equal(false);
  });

  it('does not resume with a file that has changed', async () => {
    const fake = new FakeUpload();
    const handle = await keptFile(fakeVideo(12 * MiB));
    await leaveInTheMiddle(fake, handle);
    const stream = await handle.createWritable({ keepExistingData: true });
    await stream.write({ type: 'write', position: 6 * MiB, data: new Uint8Array(64 * 1024) });
    await stream.close();
    const upload = await uploader(fake);
    await untilStatus(upload, 'resumable');
    buttonOf(upload, 'Resume').click();
    await untilStatus(upload, 'error');
    expect(upload.state).to.have.property('error').with.property('code', 'FILE_CHANGED');
  });
});
