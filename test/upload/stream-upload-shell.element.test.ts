import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { CfStreamUpload } from '../../src/define/upload.js';
import { ResumeStore } from '../../src/upload/sending/resume/resume-store.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { pasteEvent } from '../harness/paste-event.js';
import {
  announced,
  buttonOf,
  chooseFile,
  PATIENCE,
  rowOf,
  textOf,
  untilStatus,
  uploader,
} from '../harness/upload-element.js';

const MiB = 1_048_576;
const { loaders } = CfStreamUpload;

describe('<cf-stream-upload> before its code for sending is loaded', () => {
  let fake: FakeUpload;
  /** Number of times that the code was requested. */
  let asked: number;
  /** Lets the code load, or fail. */
  let arrive: () => void;
  let fail: () => void;
  /** The errors that the page was told of: id and code. */
  let told: string[];

  beforeEach(async () => {
    fake = new FakeUpload();
    [asked, told] = [0, []];
    await new ResumeStore().clear();
    CfStreamUpload.loaders = {
      ...loaders,
      session: (multiple) => {
        asked += 1;
        return new Promise((resolve, reject) => {
          arrive = () => resolve(loaders.session(multiple));
          fail = () => reject(new TypeError('Failed to fetch dynamically imported module'));
        });
      },
    };
  });
  afterEach(() => {
    CfStreamUpload.loaders = loaders;
  });

  async function shell(multiple = false): Promise<CfStreamUpload> {
    const upload = await uploader(fake, 'video');
    upload.multiple = multiple;
    upload.addEventListener('cf-stream-upload-error', ({ detail }) => told.push(`${detail.id} ${detail.error.code}`));
    await upload.updateComplete;
    return upload;
  }
  const untilAsked = (times: number): Promise<void> =>
    waitUntil(() => asked === times, `not asked ${times} times`, PATIENCE);
  const hover = (upload: CfStreamUpload): boolean => upload.dispatchEvent(new PointerEvent('pointerenter'));
  const transferOf = (...files: File[]): DataTransfer => {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    return transfer;
  };
  const drag = (target: EventTarget, type: string, dataTransfer: DataTransfer): boolean =>
    target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));

  it('fetches nothing and opens no prompt before it is needed', async () => {
    const before = performance.getEntriesByType('resource').length;
    const upload = await shell();
    upload.required = true;
    await upload.updateComplete;
    const text = new DataTransfer();
    text.setData('text/plain', 'a');
    drag(document.body, 'dragenter', text);
    // Whatever it does in its idle time is done by now.
    await new Promise<void>((resolve) => requestIdleCallback(() => resolve()));
    expect(await new ResumeStore().list('')).to.deep.equal([]);
    for (const call of ['pause', 'resume', 'retry', 'cancel', 'reset'] as const) upload[call]();
    expect(asked).to.equal(0);
    const requests = performance
      .getEntriesByType('resource')
      .slice(before)
      .map(({ name }) => new URL(name).pathname);
    expect(requests.filter((path) => !path.startsWith('/__web'))).to.deep.equal([]);
    expect(textOf(upload)).to.contain('Drag a video here');
    expect(upload.validationMessage).to.equal('Choose a video.');
    expect(upload.matches(':state(empty)')).to.equal(true);
    await expect(upload).to.be.accessible();
  });

  const LOOKS = [
    'color',
    'backgroundColor',
    'fontWeight',
    'padding',
    'inlineSize',
    'blockSize',
    'borderRadius',
  ] as const;
  const looksOf = (button: HTMLButtonElement): string[] => {
    const style = getComputedStyle(button);
    return LOOKS.map((name) => `${name}: ${style[name]}`);
  };
  /** Expects a filled button: large enough for a finger and its text, and in the accent colour. */
  function expectFilled(button: HTMLButtonElement): void {
    const text = new Range();
    text.selectNodeContents(button);
    const [outer, inner] = [button.getBoundingClientRect(), text.getBoundingClientRect()];
    expect(outer.height).to.be.at.least(40);
    expect(outer.width).to.be.at.least(inner.width + 32);
    const { backgroundColor, color } = getComputedStyle(button);
    const accent = document.createElement('i');
    accent.style.color = 'var(--_accent)';
    button.after(accent);
    expect(backgroundColor).to.equal(getComputedStyle(accent).color);
    accent.remove();
    expect(color).not.to.equal(backgroundColor);
  }

  for (const multiple of [false, true])
    it(`renders its filled button as it looks afterwards${multiple ? ', with multiple' : ''}`, async () => {
      const upload = await shell(multiple);
      const button = buttonOf(upload, multiple ? 'Choose videos' : 'Choose a video');
      button.style.transition = 'none';
      expectFilled(button);
      const before = looksOf(button);
      const { texts } = upload;
      hover(upload);
      arrive();
      await waitUntil(() => upload.texts !== texts, 'no code', PATIENCE);
      await upload.updateComplete;
      expect(looksOf(button)).to.deep.equal(before);
    });

  const INTENTS: Record<string, (upload: CfStreamUpload) => unknown> = {
    'a pointer comes near': hover,
    'it gets the focus': (upload) => buttonOf(upload, 'Choose a video').focus(),
    'it is pressed': (upload) => upload.click(),
    'a file is dragged over the page': () => drag(document.body, 'dragenter', transferOf(fakeVideo(9))),
    'a video is pasted into the page': () => document.body.dispatchEvent(pasteEvent(transferOf(fakeVideo(9)))),
    'a file is dropped on it': (upload) => drag(upload, 'drop', transferOf(fakeVideo(9))),
    'a script gives it a file': (upload) => upload.upload(fakeVideo(9)),
    'a script opens its dialogue': (upload) => upload.showPicker(),
    'its form reports it': (upload) => {
      upload.required = true;
      upload.updateForm();
      upload.reportValidity();
    },
  };
  for (const [when, intend] of Object.entries(INTENTS)) {
    it(`fetches the code once when ${when}`, async () => {
      const upload = await shell();
      const { height } = upload.getBoundingClientRect();
      upload.shadowRoot!.querySelector('input')!.click = () => undefined;
      intend(upload);
      await untilAsked(1);
      hover(upload);
      expect(asked).to.equal(1);
      if (upload.items.length > 0) return;
      arrive();
      await waitUntil(() => upload.matches(':state(empty)'));
      await upload.forget();
      await upload.updateComplete;
      expect(asked).to.equal(1);
      expect(upload.getBoundingClientRect().height, 'it does not jump').to.equal(height);
    });
  }

  it('keeps a chosen file, tells person and form, and sends it once the code is loaded', async () => {
    const upload = await shell();
    const file = fakeVideo(6 * MiB);
    chooseFile(upload, file);
    expect(upload.state.status).to.equal('checking');
    expect(upload.items.map((item) => [item.id, item.file === file])).to.deep.equal([['1', true]]);
    expect(upload.checkValidity()).to.equal(false);
    expect(upload.validationMessage).to.equal('The video is still uploading.');
    await upload.updateComplete;
    expect(textOf(upload)).to.contain('Checking the file…');
    arrive();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    expect(upload.items[0]!.id).to.equal('1');
    expect([asked, told]).to.deep.equal([1, []]);
  });

  it('keeps dropped and added files in their order', async () => {
    const upload = await shell(true);
    drag(upload, 'drop', transferOf(fakeVideo(MiB, 'a.mp4')));
    upload.upload([fakeVideo(MiB + 1, 'b.mp4'), fakeVideo(MiB + 2, 'c.mp4')]);
    const names = (): (string | undefined)[] => upload.items.map(({ file }) => file?.name);
    expect(names()).to.deep.equal(['a.mp4', 'b.mp4', 'c.mp4']);
    arrive();
    await waitUntil(() => upload.items.every(({ state }) => state.status === 'ready'), 'not all are sent', PATIENCE);
    expect(names()).to.deep.equal(['a.mp4', 'b.mp4', 'c.mp4']);
    expect(upload.items.map(({ id }) => id)).to.deep.equal(['1', '2', '3']);
    expect((await fake.log()).uploads).to.have.length(3);
  });

  for (const [how, goOn] of [
    ['when the network is back', () => window.dispatchEvent(new Event('online'))],
    ['at the next need', hover],
  ] as const) {
    it(`reports once that the code could not be loaded, and sends the file ${how}`, async () => {
      const upload = await shell();
      const file = fakeVideo(MiB);
      chooseFile(upload, file);
      fail();
      await waitUntil(() => told.length === 1, 'the page is not told', PATIENCE);
      await upload.updateComplete;
      expect(textOf(upload)).to.contain('Connection lost. Retrying…');
      expect(announced(upload)).to.equal('Connection lost. Retrying…');
      expect(upload.checkValidity()).to.equal(false);
      await expect(upload).to.be.accessible();
      goOn(upload);
      await untilAsked(2);
      fail();
      await waitUntil(
        () => {
          goOn(upload);
          return asked > 2;
        },
        'it does not go on',
        PATIENCE,
      );
      arrive();
      await untilStatus(upload, 'ready');
      expect(told).to.deep.equal(['1 NETWORK']);
      expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    });
  }

  it('retries by itself, but not while it is removed, and goes on when it is put back', async () => {
    const upload = await shell();
    chooseFile(upload, fakeVideo(MiB));
    fail();
    await untilAsked(2);
    const { parentElement: page } = upload;
    upload.remove();
    fail();
    await new Promise((resolve) => setTimeout(resolve));
    window.dispatchEvent(new Event('online'));
    expect(asked).to.equal(2);
    page!.append(upload);
    expect(asked).to.equal(3);
    arrive();
    await untilStatus(upload, 'ready');
  });

  it('reports nothing if the code cannot be loaded and no file was chosen', async () => {
    const upload = await shell();
    hover(upload);
    fail();
    await new Promise((resolve) => setTimeout(resolve));
    expect(textOf(upload)).not.to.contain('connection');
    expect(told).to.deep.equal([]);
  });

  it('applies pause(), cancel() and reset() to a file that waits for the code', async () => {
    const upload = await shell();
    const cancelled: string[] = [];
    upload.addEventListener('cf-stream-upload-cancel', ({ detail }) => cancelled.push(detail.id));
    upload.upload(fakeVideo(MiB));
    upload.cancel();
    expect(upload.state.status).to.equal('empty');
    expect(upload.checkValidity()).to.equal(true);
    upload.upload(fakeVideo(MiB));
    upload.reset();
    expect(upload.state.status).to.equal('empty');
    upload.upload(fakeVideo(MiB));
    upload.pause();
    arrive();
    await untilStatus(upload, 'paused');
    upload.cancel();
    upload.upload(fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.filter(({ offset }) => offset > 0)).to.have.length(1);
  });

  it('accepts only one file if another one is waiting already', async () => {
    const upload = await shell();
    const first = fakeVideo(MiB, 'first.mp4');
    upload.upload(first);
    upload.upload(fakeVideo(MiB + 1, 'second.mp4'));
    expect(upload.items.map(({ file }) => file?.name)).to.deep.equal(['first.mp4']);
    arrive();
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(first)]);
  });

  it('restores the video that the browser has kept for its form, before and after loading', async () => {
    const form = await fixture<HTMLFormElement>(html`<form></form>`);
    const upload = await shell();
    upload.required = true;
    form.append(upload);
    const uid = 'a'.repeat(32);
    const file = { name: 'old.mp4', size: 1, type: '', lastModified: 0 };
    upload.formStateRestoreCallback(JSON.stringify([{ uid, file }]));
    expect(upload.value).to.equal(uid);
    expect(upload.checkValidity()).to.equal(true);
    expect(new FormData(form).get('video')).to.equal(uid);
    arrive();
    await waitUntil(() => rowOf(upload), 'the video is not shown', PATIENCE);
    expect(new FormData(form).get('video')).to.equal(uid);
    form.reset();
    expect(upload.value).to.equal('');
    expect(upload.checkValidity()).to.equal(false);
  });

  it('is emptied with its form, and ignores a drop while a fieldset disables it', async () => {
    const form = await fixture<HTMLFormElement>(html`<form><fieldset></fieldset></form>`);
    const upload = await shell();
    const fieldset = form.querySelector('fieldset')!;
    fieldset.append(upload);
    chooseFile(upload, fakeVideo(MiB));
    form.reset();
    expect([upload.state.status, upload.checkValidity()]).to.deep.equal(['empty', true]);
    fieldset.disabled = true;
    await upload.updateComplete;
    drag(upload, 'drop', transferOf(fakeVideo(MiB)));
    expect(upload.items).to.deep.equal([]);
    expect(buttonOf(upload, 'Choose a video').disabled).to.equal(true);
  });

  it('loads the code by itself if a half-sent file of this uploader is stored, and offers it', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, holdAfter: 1 });
    const first = await shell();
    chooseFile(first, fakeVideo(7 * MiB));
    arrive();
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    first.remove();
    await fake.release();
    const scope = [fake.endpoint, 'video', ''].join(' ');
    await waitUntil(async () => (await new ResumeStore().list(scope)).length === 1, 'nothing is kept', PATIENCE);
    asked = 0;
    const other = await uploader(fake, 'another name');
    const upload = await shell();
    await untilAsked(1);
    arrive();
    await untilStatus(upload, 'resumable');
    for (const button of rowOf(upload)!.shadowRoot!.querySelectorAll<HTMLButtonElement>('.primary'))
      expectFilled(button);
    expect(other.state.status).to.equal('empty');
    expect(asked).to.equal(1);
    await new ResumeStore().clear();
  });

  it('keeps a file from before it is in the document, and sends it once it is', async () => {
    const upload = document.createElement('cf-stream-upload');
    const file = fakeVideo(MiB);
    upload.showPicker();
    for (const call of ['pause', 'resume', 'retry', 'cancel', 'reset', 'updateForm', 'checkValidity'] as const)
      upload[call]();
    upload.upload(file);
    expect(upload.items.map((item) => item.file === file)).to.deep.equal([true]);
    expect(upload.checkValidity()).to.equal(false);
    arrive();
    upload.endpoint = fake.endpoint;
    upload.statusEndpoint = fake.statusEndpoint;
    (await shell()).after(upload);
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    upload.remove();
  });

  /** Drops items that look like a browser's. */
  const dropItems = (upload: CfStreamUpload, items: readonly object[]): void => {
    const event = new Event('drop', { cancelable: true });
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items } });
    upload.dispatchEvent(event);
  };
  /** Drops files whose handles come only when the returned function is called. */
  function slowDrop(upload: CfStreamUpload, ...files: File[]): () => void {
    const answers: ((handle: null) => void)[] = [];
    const getAsFileSystemHandle = (): Promise<null> => new Promise((resolve) => answers.push(resolve));
    const webkitGetAsEntry = (): null => null;
    dropItems(
      upload,
      files.map((file) => ({ kind: 'file', webkitGetAsEntry, getAsFile: () => file, getAsFileSystemHandle })),
    );
    return () => answers.forEach((resolve) => resolve(null));
  }
  function dropFolder(upload: CfStreamUpload, ...files: File[]): void {
    const entries = files.map((file) => ({
      isFile: true,
      name: file.name,
      file: (give: (file: File) => void) => give(file),
    }));
    const createReader = (): object => {
      const left = [entries, []];
      return { readEntries: (give: (found: unknown) => void) => give(left.shift()) };
    };
    const entry = { isDirectory: true, isFile: false, name: 'Holiday', createReader };
    dropItems(upload, [{ kind: 'file', webkitGetAsEntry: () => entry, getAsFile: () => null }]);
  }
  const namesOf = (upload: CfStreamUpload): string[] => upload.items.map(({ id, file }) => `${id} ${file?.name}`);
  const untilStatuses = (upload: CfStreamUpload, wanted: string): Promise<void> =>
    waitUntil(() => upload.items.map(({ state }) => state.status).join() === wanted, `never ${wanted}`, PATIENCE);
  /** Lets the code load, and waits until it is there. */
  async function arrived(upload: CfStreamUpload): Promise<void> {
    const { texts } = upload;
    arrive();
    await waitUntil(() => upload.texts !== texts, 'no code', PATIENCE);
  }

  for (const when of ['before the code is there', 'while the drop is read'])
    it(`cancels, pauses and forgets dropped files as asked ${when}`, async () => {
      const upload = await shell(true);
      const cancelled: string[] = [];
      upload.addEventListener('cf-stream-upload-cancel', ({ detail }) => cancelled.push(detail.id));
      const answer = slowDrop(upload, ...[0, 1, 2].map((more) => fakeVideo(MiB + more, `${more}.mp4`)));
      if (when === 'while the drop is read') await arrived(upload);
      expect(upload.checkValidity()).to.equal(false);
      upload.cancel('1');
      upload.pause('2');
      await upload.forget();
      expect(namesOf(upload)).to.deep.equal(['2 1.mp4', '3 2.mp4']);
      if (when !== 'while the drop is read') await arrived(upload);
      expect(upload.checkValidity()).to.equal(false);
      answer();
      await untilStatuses(upload, 'paused,ready');
      expect(namesOf(upload)).to.deep.equal(['2 1.mp4', '3 2.mp4']);
      expect(cancelled).to.deep.equal(['1']);
      expect((await fake.log()).uploads.filter(({ offset }) => offset > 0)).to.have.length(1);
      expect(await new ResumeStore().list([fake.endpoint, 'video', ''].join(' '))).to.deep.equal([]);
    });

  for (const way of ['cancel', 'reset'] as const)
    it(`sends nothing of a drop after ${way}() while it is read`, async () => {
      const upload = await shell();
      const answer = slowDrop(upload, fakeVideo(MiB));
      await arrived(upload);
      upload[way]();
      expect([upload.items.length, upload.checkValidity()]).to.deep.equal([0, true]);
      answer();
      upload.upload(fakeVideo(MiB + 1, 'next.mp4'));
      await untilStatuses(upload, 'ready');
      expect((await fake.log()).uploads.map(({ size }) => size)).to.deep.equal([MiB + 1]);
    });

  it('keeps the file of a slow drop while it is removed, and sends it once it is put back', async () => {
    const upload = await shell();
    const answer = slowDrop(upload, fakeVideo(MiB));
    const { parentElement: page } = upload;
    await arrived(upload);
    upload.remove();
    await Promise.resolve();
    answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(upload.items).to.have.length(1);
    page!.append(upload);
    await untilStatuses(upload, 'ready');
  });

  it('sends the file that is shown if another one was given after a slow drop', async () => {
    const upload = await shell();
    const answer = slowDrop(upload, fakeVideo(MiB, 'first.mp4'));
    upload.upload(fakeVideo(MiB + 1, 'second.mp4'));
    await arrived(upload);
    answer();
    await untilStatuses(upload, 'ready');
    expect(namesOf(upload)).to.deep.equal(['1 first.mp4']);
  });

  for (const multiple of [false, true])
    it(`lists a dropped folder, and replaces it with its ${multiple ? 'videos' : 'first video'}`, async () => {
      const upload = await shell(multiple);
      dropFolder(upload, fakeVideo(MiB, 'a.mp4'), fakeVideo(MiB + 1, 'b.mp4'));
      expect(namesOf(upload)).to.deep.equal(['1 undefined']);
      expect(upload.checkValidity()).to.equal(false);
      fail();
      await waitUntil(() => told.length === 1, 'the page is not told', PATIENCE);
      expect(told).to.deep.equal(['1 NETWORK']);
      window.dispatchEvent(new Event('online'));
      upload.upload(fakeVideo(MiB + 2, 'c.mp4'));
      arrive();
      await untilStatuses(upload, multiple ? 'ready,ready,ready' : 'ready');
      const ids = namesOf(upload);
      expect(ids).to.deep.equal(multiple ? ['3 a.mp4', '4 b.mp4', '2 c.mp4'] : ['1 a.mp4']);
    });

  for (const [when, wanted] of [
    ['is given up while it is read', ['1']],
    ['has no video in it', ['1']],
    ['is taken', []],
  ] as const)
    it(`fires cancel for a folder only if no video comes of it: one that ${when}`, async () => {
      const upload = await shell(true);
      const cancelled: string[] = [];
      upload.addEventListener('cf-stream-upload-cancel', ({ detail }) => cancelled.push(detail.id));
      dropFolder(upload, when === 'has no video in it' ? new File(['a'], 'a.txt') : fakeVideo(MiB));
      if (when === 'is given up while it is read') upload.cancel('1');
      await arrived(upload);
      await waitUntil(() => !upload.items.some(({ id }) => id === '1'), 'the folder is there', PATIENCE);
      if (when === 'is taken') await untilStatuses(upload, 'ready');
      expect(cancelled).to.deep.equal(wanted);
    });

  for (const [when, file] of [
    ['a video', fakeVideo(MiB)],
    ['no video', new File(['a'], 'a.txt')],
  ] as const)
    it(`fires cancel once for a cancelled folder, with ${when} in it`, async () => {
      const upload = await shell();
      const cancelled: string[] = [];
      upload.addEventListener('cf-stream-upload-cancel', ({ detail }) => cancelled.push(detail.id));
      dropFolder(upload, file);
      upload.cancel('1');
      await arrived(upload);
      await waitUntil(() => cancelled.length > 0, 'not said', PATIENCE);
      await upload.updateComplete;
      expect([cancelled, upload.items]).to.deep.equal([['1'], []]);
    });

  it('accepts nothing of a folder that was cancelled', async () => {
    const upload = await shell(true);
    dropFolder(upload, fakeVideo(MiB, 'a.mp4'));
    upload.upload(fakeVideo(MiB + 1, 'b.mp4'));
    upload.cancel('1');
    arrive();
    await untilStatuses(upload, 'ready');
    expect(namesOf(upload)).to.deep.equal(['2 b.mp4']);
  });

  it('deletes stored records without the code, and tells other tabs', async () => {
    const upload = await shell();
    const file = { name: 'a', size: 1, type: '', lastModified: 0 };
    const times = {
      sentBytes: 0,
      handedBytes: 0,
      sent: false,
      updatedAt: Date.now(),
      expiresAt: Date.now() + 80_000_000,
    };
    await new ResumeStore().put({
      key: 'k',
      scope: 'other',
      fingerprint: 'f',
      uploadURL: 'https://upload.example/x',
      uid: 'u',
      file,
      ...times,
    });
    expect(await new ResumeStore().list('other')).to.have.length(1);
    const tab = new BroadcastChannel('cf-stream-upload-forget');
    const heard = new Promise((resolve) => tab.addEventListener('message', resolve, { once: true }));
    await upload.forget();
    expect(await new ResumeStore().list('other')).to.have.length(0);
    await heard;
    tab.close();
    expect(asked).to.equal(0);
  });

  it('shows the video restored from its form without waiting for the code, and keeps the one before', async () => {
    const form = await fixture<HTMLFormElement>(html`<form></form>`);
    const upload = await shell();
    form.append(upload);
    let memory: unknown;
    const { setFormValue } = ElementInternals.prototype;
    ElementInternals.prototype.setFormValue = function (value, state) {
      memory = state;
      setFormValue.call(this, value, state);
    };
    const [b, a] = ['b', 'a'].map((name) => ({
      uid: name.repeat(32),
      file: { name: `${name}.mp4`, size: 1, type: '', lastModified: 0 },
    }));
    upload.formStateRestoreCallback(JSON.stringify([b, a]));
    ElementInternals.prototype.setFormValue = setFormValue;
    expect(JSON.parse(memory as string)).to.deep.equal([b, a]);
    expect(upload.values).to.deep.equal([b!.uid]);
    fail();
    await untilAsked(2);
    await upload.updateComplete;
    expect(upload.shadowRoot!.textContent).to.contain('b.mp4').and.not.contain('connection');
    expect(told).to.deep.equal([]);
    upload.cancel();
    expect(upload.values).to.deep.equal([a!.uid]);
    arrive();
    await waitUntil(() => rowOf(upload), 'it is not shown', PATIENCE);
    expect(upload.values).to.deep.equal([a!.uid]);
  });

  it('does not report a file as late that is chosen after preloading has failed', async () => {
    const upload = await shell();
    hover(upload);
    fail();
    await new Promise((resolve) => setTimeout(resolve));
    chooseFile(upload, fakeVideo(MiB));
    await upload.updateComplete;
    expect(textOf(upload)).to.contain('Checking the file…');
    expect(announced(upload)).to.equal('');
    arrive();
    await untilStatus(upload, 'ready');
  });

  it('adds no language observer when it is moved', async () => {
    const upload = await shell();
    const { observe } = MutationObserver.prototype;
    let observers = 0;
    MutationObserver.prototype.observe = function (...args) {
      observers += 1;
      observe.apply(this, args);
    };
    for (let times = 0; times < 3; times += 1) upload.parentElement!.append(upload);
    MutationObserver.prototype.observe = observe;
    expect(observers).to.equal(0);
  });
});
