import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { render } from 'lit';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { chooseFile, PATIENCE, untilStatus, uploader } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload> outside of the document', () => {
  let fake: FakeUpload;
  /** Unhandled rejections. */
  let thrown: string[];
  const onThrown = (event: PromiseRejectionEvent): void => void thrown.push(`${event.reason}`);
  beforeEach(() => {
    fake = new FakeUpload();
    thrown = [];
    window.addEventListener('unhandledrejection', onThrown);
  });
  afterEach(() => window.removeEventListener('unhandledrejection', onThrown));

  const warnsBeforeLeaving = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));

  /** Lets another uploader send a whole file: anything the first one sends would have arrived by then. */
  async function expectNothingSent(): Promise<void> {
    const other = new FakeUpload();
    const upload = await uploader(other);
    chooseFile(upload, fakeVideo(MiB + 7, 'other.mp4'));
    await untilStatus(upload, 'ready');
    upload.remove();
    await Promise.resolve();
    expect((await fake.log()).requests).to.deep.equal([]);
    expect([warnsBeforeLeaving(), thrown.join()]).to.deep.equal([false, '']);
  }

  async function removed(): Promise<{ upload: CfStreamUpload; putBack: () => void }> {
    const upload = await uploader(fake);
    const { parentElement: page } = upload;
    upload.remove();
    await Promise.resolve();
    return { upload, putBack: () => page!.append(upload) };
  }

  for (const when of ['it was taken out', 'it was never there'] as const)
    it(`keeps a file of upload() if ${when}, and sends it only in the document`, async () => {
      let upload = document.createElement('cf-stream-upload');
      Object.assign(upload, { endpoint: fake.endpoint, statusEndpoint: fake.statusEndpoint });
      let putBack = (): unknown => document.body.appendChild(upload);
      if (when === 'it was taken out') ({ upload, putBack } = await removed());
      const file = fakeVideo(MiB);
      upload.upload(file);
      expect(upload.state.status).to.equal('checking');
      await expectNothingSent();
      for (const ask of ['pause', 'resume', 'retry'] as const) upload[ask]();
      await expectNothingSent();
      expect(upload.state.status).to.equal('checking');
      await fake.fail({ method: 'PATCH', kind: 'tus', times: 1, holdAfter: 1 });
      putBack();
      await waitUntil(async () => (await fake.log()).held === 1, 'is not sent', PATIENCE);
      expect(warnsBeforeLeaving(), 'warns while it sends').to.equal(true);
      await fake.release();
      await untilStatus(upload, 'ready');
      expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
      upload.remove();
    });

  it('drops a file of upload() on cancel(), and does not send it once it is in the document', async () => {
    const { upload, putBack } = await removed();
    upload.upload(fakeVideo(MiB));
    upload.cancel();
    putBack();
    await upload.updateComplete;
    await expectNothingSent();
    expect(upload.state.status).to.equal('empty');
  });

  it('ignores a file chosen after it was removed, even once it is back', async () => {
    const { upload, putBack } = await removed();
    chooseFile(upload, fakeVideo(MiB));
    await expectNothingSent();
    putBack();
    await expectNothingSent();
    expect(upload.state.status).to.equal('empty');
  });

  describe('with showOpenFilePicker()', () => {
    const stub = (name: PropertyKey, on: object, value: unknown): void =>
      void Object.defineProperty(on, name, { value, configurable: true, writable: true });
    const real = Object.getOwnPropertyDescriptor(window, 'showOpenFilePicker');
    let end: { give: (handles: unknown[]) => void; fail: (error: Error) => void } | undefined;
    beforeEach(() => {
      end = undefined;
      stub('userActivation', navigator, { isActive: true });
      stub(
        'showOpenFilePicker',
        window,
        () => new Promise((resolve, reject) => (end = { give: resolve, fail: reject })),
      );
    });
    afterEach(() => {
      Reflect.deleteProperty(navigator, 'userActivation');
      Reflect.deleteProperty(window, 'showOpenFilePicker');
      if (real) Object.defineProperty(window, 'showOpenFilePicker', real);
    });

    for (const [how, finish] of [
      ['with a file', () => end!.give([{ getFile: () => Promise.resolve(fakeVideo(MiB)) }])],
      ['with a file that cannot be read', () => end!.give([{ getFile: () => Promise.reject(new Error('gone')) }])],
      ['with nothing', () => end!.fail(new DOMException('', 'AbortError'))],
      ['because the page went elsewhere', () => end!.fail(new DOMException('', 'SecurityError'))],
    ] as const)
      it(`ignores a dialogue that ends ${how} after it was removed, and opens another later`, async () => {
        const upload = await uploader(fake);
        const { parentElement: page } = upload;
        upload.showPicker();
        await waitUntil(() => end, 'no dialogue', PATIENCE);
        upload.remove();
        await Promise.resolve();
        let opened = 0;
        upload.shadowRoot!.querySelector('input')!.click = () => (opened += 1);
        finish();
        await expectNothingSent();
        page!.append(upload);
        await upload.updateComplete;
        expect([upload.state.status, opened]).to.deep.equal(['empty', 0]);
        end = undefined;
        upload.showPicker();
        await waitUntil(() => end, 'no other dialogue', PATIENCE);
      });
  });

  it('sends nothing to an upload URL that arrives after it was removed', async () => {
    const upload = await uploader(fake);
    let give = (): void => undefined;
    upload.createUpload = () =>
      new Promise((resolve) => (give = () => resolve({ uploadURL: fake.endpoint, uid: 'late' })));
    const asked = give;
    chooseFile(upload, fakeVideo(MiB));
    await waitUntil(() => give !== asked, 'is not asked', PATIENCE);
    upload.remove();
    await Promise.resolve();
    give();
    await expectNothingSent();
  });

  it('sends nothing that the page accepts only after it was removed', async () => {
    const upload = await uploader(fake);
    let take: (() => void) | undefined;
    upload.addEventListener('cf-stream-upload-accept', ({ detail }) =>
      detail.waitUntil(new Promise<void>((resolve) => (take = resolve))),
    );
    chooseFile(upload, fakeVideo(MiB));
    await waitUntil(() => take, 'is not asked', PATIENCE);
    upload.remove();
    await Promise.resolve();
    take!();
    await expectNothingSent();
  });
});

describe('<cf-stream-upload> in a page that renders it again and again', () => {
  const { open } = IDBFactory.prototype;
  let opened: number;
  beforeEach(() => {
    opened = 0;
    IDBFactory.prototype.open = function (...given) {
      opened += 1;
      return open.apply(this, given);
    };
  });
  afterEach(() => {
    IDBFactory.prototype.open = open;
  });
  const idle = (): Promise<void> => new Promise((resolve) => requestIdleCallback(() => resolve()));

  for (const multiple of [false, true])
    it(`opens its database once for a hundred createUpload functions${multiple ? ', with multiple' : ''}`, async () => {
      const fake = new FakeUpload();
      const page = await fixture<HTMLElement>(html`<div></div>`);
      const draw = async (): Promise<void> => {
        for (let at = 0; at < 100; at += 1) {
          render(
            html`<cf-stream-upload
              status-endpoint=${fake.statusEndpoint}
              ?multiple=${multiple}
              .headers=${() => ({})}
              .metadata=${() => ({})}
              .createUpload=${({ size }: File) =>
                fetch(fake.endpoint, { method: 'POST', headers: { 'Upload-Length': `${size}` } })}
            ></cf-stream-upload>`,
            page,
          );
          await page.querySelector('cf-stream-upload')!.updateComplete;
        }
        await idle();
      };
      await draw();
      expect(opened, 'before there is a file').to.equal(1);
      const upload = page.querySelector('cf-stream-upload')!;
      chooseFile(upload, fakeVideo(MiB));
      await untilStatus(upload, 'ready');
      await waitUntil(
        async () => !(await navigator.locks.query()).held?.some(({ name }) => name?.startsWith('cf-stream-upload')),
        'is not over',
        PATIENCE,
      );
      const before = opened;
      await draw();
      expect(opened, 'with a file').to.equal(before);
    });
});
