import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { FakeUpload, fakeVideo } from '../harness/fake-upload.js';
import { buttonOf, chooseFile, textOf, untilStatus, uploader } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload>: file checks', () => {
  let fake: FakeUpload;
  let upload: CfStreamUpload;
  beforeEach(async () => {
    fake = new FakeUpload();
    upload = await uploader(fake);
  });

  async function expectRefused(file: File, code: string, sentence: RegExp): Promise<void> {
    const failed = oneEvent(upload, 'cf-stream-upload-error');
    chooseFile(upload, file);
    const { detail } = (await failed) as HTMLElementEventMap['cf-stream-upload-error'];
    expect(detail.error.code).to.equal(code);
    await untilStatus(upload, 'error');
    expect(textOf(upload)).to.match(sentence);
    expect(buttonOf(upload, 'Choose another video').disabled).to.equal(false);
    expect((await fake.log()).requests, 'nothing was asked for').to.have.length(0);
    await expect(upload).to.be.accessible();
  }

  it('refuses an empty file', () =>
    expectRefused(new File([], 'empty.mp4', { type: 'video/mp4' }), 'FILE_EMPTY', /is empty/));

  it('refuses a text file with a video’s name', () =>
    expectRefused(
      new File(['Dear diary'], 'diary.mp4', { type: 'video/mp4' }),
      'FILE_TYPE',
      /file type isn’t supported/,
    ));

  it('refuses a file larger than max-size, and names the limit', async () => {
    upload.maxSize = 2_000_000;
    await expectRefused(fakeVideo(2_000_001), 'FILE_TOO_LARGE', /limit is 2 MB/);
  });

  it('refuses a type that accept does not list', async () => {
    upload.accept = 'video/webm';
    await expectRefused(fakeVideo(1000), 'FILE_TYPE', /file type isn’t supported/);
  });

  it('refuses a video longer than max-duration if the browser can tell', async () => {
    upload.maxDuration = 1;
    const clip = await fetch('/test/fixtures/clip-5s.mp4');
    const file = new File([await clip.blob()], 'clip.mp4', { type: 'video/mp4' });
    await expectRefused(file, 'FILE_TOO_LONG', /limit is 1 sec/);
  });

  it('uploads a video whose duration the browser cannot tell', async () => {
    upload.maxDuration = 1;
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
  });

  it('refuses a file when the page cancels the accept event', async () => {
    upload.addEventListener('cf-stream-upload-accept', (event) => event.preventDefault(), { once: true });
    const asked = oneEvent(upload, 'cf-stream-upload-accept');
    const file = fakeVideo(MiB);
    chooseFile(upload, file);
    expect(((await asked) as HTMLElementEventMap['cf-stream-upload-accept']).detail.file).to.have.property(
      'name',
      file.name,
    );
    await untilStatus(upload, 'empty');
    expect((await fake.log()).requests).to.have.length(0);
    chooseFile(upload, file);
    await untilStatus(upload, 'ready');
  });

  it('uploads a file of one byte', async () => {
    chooseFile(upload, new File([Uint8Array.of(0)], 'tiny.mp4', { type: 'video/mp4' }));
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads[0]).to.include({ size: 1, offset: 1 });
  });

  it('accepts no file while it or its fieldset is disabled', async () => {
    const fieldset = await fixture<HTMLFieldSetElement>(html`<fieldset disabled>
      <cf-stream-upload endpoint=${fake.endpoint}></cf-stream-upload>
    </fieldset>`);
    const inside = fieldset.querySelector<CfStreamUpload>('cf-stream-upload')!;
    await inside.updateComplete;
    expect(buttonOf(inside, 'Choose a video').disabled).to.equal(true);
    await expect(inside).to.be.accessible();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(fakeVideo(1000));
    inside.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    expect(inside.state.status).to.equal('empty');
    fieldset.disabled = false;
    await inside.updateComplete;
    expect(buttonOf(inside, 'Choose a video').disabled).to.equal(false);
  });

  it('shows that a file can be dropped while one is dragged over it', async () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(fakeVideo(1000));
    const over = new DragEvent('dragover', { dataTransfer, cancelable: true });
    upload.dispatchEvent(over);
    await upload.updateComplete;
    expect(over.defaultPrevented).to.equal(true);
    expect(textOf(upload)).to.contain('Drop to upload');
    expect(upload.matches(':state(drag-over)')).to.equal(true);
    upload.dispatchEvent(new DragEvent('dragleave', { dataTransfer }));
    await upload.updateComplete;
    expect(upload.matches(':state(drag-over)')).to.equal(false);
  });

  it('keeps its height while a file is dragged over it, and hides its button', async () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(fakeVideo(1000));
    const isSeen = (element: Element): boolean => element.checkVisibility({ opacityProperty: true });
    for (const width of ['240px', '320px', '700px']) {
      upload.style.inlineSize = width;
      const idle = upload.offsetHeight;
      expect(isSeen(buttonOf(upload, 'Choose a video'))).to.equal(true);
      upload.dispatchEvent(new DragEvent('dragenter', { dataTransfer, cancelable: true }));
      await upload.updateComplete;
      expect(upload.offsetHeight, width).to.equal(idle);
      expect(isSeen(buttonOf(upload, 'Choose a video')), 'the button').to.equal(false);
      expect(isSeen(upload.shadowRoot!.querySelector('.over')!), 'what is said').to.equal(true);
      upload.dispatchEvent(new DragEvent('dragleave', { dataTransfer }));
      await upload.updateComplete;
      expect(upload.offsetHeight, width).to.equal(idle);
    }
  });
});
