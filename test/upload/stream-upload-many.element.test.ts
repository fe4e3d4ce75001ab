import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { StreamError } from '../../src/shared/errors.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { announced, chooseFiles, namedButton, PATIENCE, rowsOf } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload multiple>', () => {
  let fake: FakeUpload;
  let form: HTMLFormElement;
  let upload: CfStreamUpload;
  beforeEach(async () => {
    fake = new FakeUpload();
    form = await fixture<HTMLFormElement>(html`<form>
      <cf-stream-upload
        multiple
        name="videos"
        endpoint=${fake.endpoint}
        status-endpoint=${fake.statusEndpoint}
        chunk-size="5242880"
      ></cf-stream-upload>
    </form>`);
    upload = form.querySelector('cf-stream-upload')!;
  });

  const files = (count: number): File[] =>
    Array.from({ length: count }, (_, index) => fakeVideo(MiB + index, `clip-${index}.mp4`));
  const statuses = (): string[] => upload.items.map(({ state }) => state.status);
  const until = (test: () => unknown, what: string): Promise<void> => waitUntil(() => Boolean(test()), what, PATIENCE);
  const isAll = (status: string) => () => upload.items.length > 0 && statuses().every((one) => one === status);

  it('uploads each file completely, in its own row, and submits a uid for each', async () => {
    const chosen = files(4);
    chooseFiles(upload, chosen);
    await until(isAll('ready'), 'not all are ready');
    await upload.updateComplete;
    const { uploads } = await fake.log();
    const wanted = await Promise.all(chosen.map(sha256));
    expect(uploads.map((one) => one.sha256).sort()).to.deep.equal(wanted.sort());
    expect(rowsOf(upload)).to.have.length(4);
    expect(new FormData(form).getAll('videos')).to.deep.equal(upload.values);
    expect([...upload.values].sort()).to.deep.equal(uploads.map(({ uid }) => uid).sort());
    expect(upload.shadowRoot!.querySelector('.summary')!.textContent).to.contain('4 videos ready to play');
    expect(announced(upload)).to.equal('4 videos ready to play');
    await expect(upload).to.be.accessible();
  });

  it('uploads two at a time, and shows the others as waiting', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFiles(upload, files(4));
    await waitUntil(async () => (await fake.log()).held === 2, 'two are not sent', PATIENCE);
    await until(
      () => upload.items.filter(({ state }) => state.status === 'uploading' && state.waiting === 'turn').length === 2,
      'two do not wait',
    );
    await upload.updateComplete;
    expect((await fake.log()).uploads, 'no upload URL is asked for before its turn').to.have.length(2);
    expect(form.checkValidity()).to.equal(false);
    expect(upload.shadowRoot!.querySelector('.summary')!.textContent).to.contain('0 of 4 uploaded');
    await expect(upload).to.be.accessible();

    upload.concurrency = 3;
    await waitUntil(async () => (await fake.log()).held === 3, 'a third is not sent', PATIENCE);
    await fake.release();
    await until(isAll('ready'), 'not all are ready');
    expect(form.checkValidity()).to.equal(true);
  });

  it('sends other files while another tab sends two of them, and those once that tab is done', async () => {
    // What another tab sends is held by a lock of the same name.
    const chosen = files(5);
    const tab = await fixture<CfStreamUpload>(
      html`<cf-stream-upload multiple name="videos" endpoint=${fake.endpoint} chunk-size="5242880"></cf-stream-upload>`,
    );
    await fake.fail({ method: 'PATCH', kind: 'tus', times: 2, holdAfter: 1 });
    chooseFiles(tab, chosen.slice(0, 2));
    await waitUntil(async () => (await fake.log()).held === 2, 'the other tab sends nothing', PATIENCE);
    chooseFiles(upload, chosen);
    await until(() => statuses().filter((one) => one === 'ready').length === 3, 'the others wait, too');
    const waiting = upload.items.map(({ state }) => (state.status === 'uploading' ? state.waiting : null));
    expect(waiting).to.deep.equal(['other-tab', 'other-tab', null, null, null]);
    await fake.release();
    await until(() => statuses().every((one) => one === 'ready'), 'those that the other tab had do not end');
    expect((await fake.log()).uploads, 'each is made once').to.have.length(5);
    tab.remove();
  });

  it('sends other files once as many as are checked at a time hang and are cancelled', async () => {
    const hung = files(4);
    let asked = 0;
    for (const file of hung)
      file.slice = () => {
        const part = new Blob();
        part.arrayBuffer = () => new Promise(() => (asked += 1));
        return part;
      };
    // Given by the page: a file chosen in a dialogue is another object.
    upload.upload(hung);
    await until(() => asked === 4, 'they are not looked at');
    upload.upload(fakeVideo(MiB + 9, 'good.mp4'));
    await until(() => upload.items.length === 5, 'the other one is not there');
    expect(statuses()).to.deep.equal(Array(5).fill('checking'));
    for (const { id } of upload.items.slice(0, 4)) upload.cancel(id);
    await until(isAll('ready'), 'the other one waits for ever');
    expect(upload.items).to.have.length(1);
  });

  it('sends other files while the page never decides on some, and can cancel those', async () => {
    upload.addEventListener('cf-stream-upload-accept', ({ detail }) => {
      if (detail.file.name !== 'good.mp4') detail.waitUntil(new Promise(() => undefined));
    });
    chooseFiles(upload, [...files(6), fakeVideo(MiB + 9, 'good.mp4')]);
    await until(() => statuses().at(-1) === 'ready', 'the last one waits for ever');
    expect(statuses().slice(0, 6)).to.deep.equal(Array(6).fill('checking'));
    for (const { id } of upload.items.slice(0, 6)) upload.cancel(id);
    expect(statuses()).to.deep.equal(['ready']);
  });

  it('pauses, resumes and cancels single files by buttons that name them', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFiles(upload, files(3));
    await waitUntil(async () => (await fake.log()).held === 2, 'two are not sent', PATIENCE);
    await upload.updateComplete;
    namedButton(upload, 'Pause upload: clip-0.mp4').click();
    await waitUntil(async () => (await fake.log()).held === 3, 'its place is not taken', PATIENCE);
    expect(statuses()[0]).to.equal('paused');
    namedButton(upload, 'Cancel upload: clip-1.mp4').click();
    await until(() => upload.items.length === 2, 'is still there');
    await fake.release();
    await until(() => statuses()[1] === 'ready', 'the third is not ready');
    expect(statuses()[0]).to.equal('paused');
    await upload.updateComplete;
    namedButton(upload, 'Resume upload: clip-0.mp4').click();
    await until(isAll('ready'), 'not all are ready');
    expect(upload.values).to.have.length(2);
  });

  it('goes on when one file fails, reports it, and retries it', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', times: 1, status: 403 });
    chooseFiles(upload, files(2));
    await until(() => statuses().sort().join() === 'error,ready', 'does not go on');
    await upload.updateComplete;
    expect(form.checkValidity(), 'a failed one is not hidden from the form').to.equal(false);
    expect(upload.shadowRoot!.querySelector('.summary')!.textContent).to.contain('1 needs your attention');
    await expect(upload).to.be.accessible();
    const failed = upload.items.find(({ state }) => state.status === 'error')!;
    upload.retry(failed.id);
    await until(isAll('ready'), 'not all are ready');
  });

  it('announces no more than a few steps and the end, however many files there are', async () => {
    const said = new Set<string>();
    const region = upload.shadowRoot!.querySelector('[role=status]')!;
    new MutationObserver(() => said.add(region.textContent)).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    upload.concurrency = 1;
    chooseFiles(upload, files(8));
    await until(isAll('ready'), 'not all are ready');
    await upload.updateComplete;
    expect(said.size, [...said].join(' | ')).to.be.lessThan(7);
    expect([...said].at(-1)).to.equal('8 videos ready to play');
  });

  it('becomes a list when multiple is set later, and keeps the focus and the upload in progress', async () => {
    upload.multiple = false;
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    const [first, second] = files(2);
    chooseFiles(upload, [first!]);
    await waitUntil(async () => (await fake.log()).held === 1, 'is not sent', PATIENCE);
    await upload.updateComplete;
    rowsOf(upload)[0]!.focusRow();
    upload.multiple = true;
    await until(() => upload.shadowRoot!.querySelector('.list'), 'no list');
    await until(() => upload.shadowRoot!.activeElement === rowsOf(upload)[0], 'the focus is lost');
    chooseFiles(upload, [second!]);
    await until(() => rowsOf(upload).length === 2, 'no second row');
    const sum = upload.shadowRoot!.querySelector('.summary')!;
    expect(getComputedStyle(sum).display, 'with the looks of a list').to.equal('grid');
    await fake.release();
    await until(isAll('ready'), 'not all are ready');
    expect((await fake.log()).uploads.map(({ offset }) => offset).sort()).to.deep.equal([MiB, MiB + 1]);
  });

  it('announces files beyond max-files once, to person and page, and uploads the others', async () => {
    upload.maxFiles = 2;
    const told: string[] = [];
    upload.addEventListener('cf-stream-upload-error', ({ detail }) => told.push(`${detail.id} ${detail.error.code}`));
    const [first, second, third, fourth] = files(4);
    chooseFiles(upload, [first!, second!, third!, fourth!]);
    const notice = (): string => upload.shadowRoot!.querySelector('.notice')?.textContent ?? '';
    await until(() => notice() === 'You can upload up to 2 videos here. Skipped 2 files.', 'not said');
    expect(told).to.deep.equal([' TOO_MANY_FILES']);
    expect(upload.items.map(({ file }) => file?.name)).to.deep.equal(['clip-0.mp4', 'clip-1.mp4']);
    await until(isAll('ready'), 'not all are ready');
    expect(form.checkValidity()).to.equal(true);
    upload.upload([first!, third!]);
    await until(() => notice().includes('has already been added'), 'the same file again is not said');
    await until(() => upload.items.length === 2, 'more than there may be');
    upload.cancel(upload.items[0]!.id);
    upload.upload(third!);
    await until(() => upload.items.some(({ file }) => file?.name === 'clip-2.mp4'), 'a freed place is not taken');
  });

  it('applies max-files to every way of choosing files', async () => {
    upload.maxFiles = 2;
    upload.directory = true;
    await upload.updateComplete;
    const input = upload.shadowRoot!.querySelector('input')!;
    let opened = 0;
    input.click = () => (opened += 1);
    const notice = (): string => upload.shadowRoot!.querySelector('.notice')?.textContent ?? '';
    const [first, second, third, fourth] = files(4);
    input.webkitdirectory = true;
    chooseFiles(upload, [first!, new File(['a'], 'notes.txt'), second!, third!]);
    await until(() => notice() === 'You can upload up to 2 videos here. Skipped 2 files.', 'not said');
    await until(isAll('ready'), 'not all are ready');
    upload.showPicker();
    upload.click();
    expect(opened, 'of a full list').to.equal(0);
    await upload.updateComplete;
    chooseFiles(upload, [new File(['a'], 'notes.txt')]);
    await until(() => notice().includes('isn’t a video'), 'what was said before stays');
    input.webkitdirectory = false;
    upload.cancel(upload.items[1]!.id);
    chooseFiles(upload, [new File(['a'], 'notes.mp4')]);
    await until(() => statuses().includes('error'), 'a text is taken');
    await upload.updateComplete;
    const useless = rowsOf(upload)[1]!;
    await useless.updateComplete;
    const again = useless.shadowRoot!.querySelector<HTMLButtonElement>('.ways button')!;
    again.click();
    expect(opened, 'there is room').to.equal(1);
    chooseFiles(upload, [second!, third!, fourth!]);
    await until(() => notice().includes('Skipped 2 files'), 'all are taken');
    await until(isAll('ready'), 'not all are ready');
    expect(upload.items).to.have.length(2);
  });

  it('has a button for a folder with directory, and accepts only its videos', async () => {
    const folderButton = (): HTMLButtonElement | undefined =>
      [...upload.shadowRoot!.querySelectorAll('button')].find(({ innerText }) => innerText.includes('folder'));
    expect(folderButton()).to.equal(undefined);
    upload.directory = true;
    await upload.updateComplete;
    const input = upload.shadowRoot!.querySelector('input')!;
    let isFolder: boolean | undefined;
    input.click = () => (isFolder = input.webkitdirectory);
    folderButton()!.focus();
    expect(upload.shadowRoot!.activeElement === folderButton()).to.equal(true);
    folderButton()!.click();
    expect(isFolder).to.equal(true);
    await expect(upload).to.be.accessible();
    chooseFiles(upload, [...files(1), new File(['a'], '.DS_Store'), new File(['b'], 'notes.txt')]);
    await until(isAll('ready'), 'not ready');
    await upload.updateComplete;
    expect(upload.items).to.have.length(1);
    expect(upload.shadowRoot!.querySelector('.notice')!.textContent).to.contain('2 files that aren’t videos');
    expect(folderButton(), 'beside the list, too').not.to.equal(undefined);
    upload.multiple = false;
    await upload.updateComplete;
    expect(folderButton(), 'where there may be one only').to.equal(undefined);
  });

  it('accepts more files during an upload, and the same file only once', async () => {
    const [first, second] = files(2);
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFiles(upload, [first!]);
    await waitUntil(async () => (await fake.log()).held === 1, 'is not sent', PATIENCE);
    chooseFiles(upload, [first!, second!]);
    await waitUntil(async () => (await fake.log()).held === 2, 'the second is not sent', PATIENCE);
    await until(() => upload.items.length === 2, 'the first is there twice');
    await upload.updateComplete;
    const notice = (): string | undefined => upload.shadowRoot!.querySelector('.notice')?.textContent;
    expect(notice()).to.contain('clip-0.mp4');
    upload.pause(upload.items[1]!.id);
    await upload.updateComplete;
    expect(notice(), 'until somebody does something').to.equal(undefined);
    upload.resume(upload.items[1]!.id);
    await fake.release();
    await until(isAll('ready'), 'not all are ready');
    expect((await fake.log()).uploads).to.have.length(2);
  });

  it('offers every unfinished file after a reload, and resumes them together', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    const chosen = files(2);
    chooseFiles(upload, chosen);
    await waitUntil(async () => (await fake.log()).held === 2, 'two are not sent', PATIENCE);
    upload.remove();
    await fake.release();
    await waitUntil(
      async () => !(await navigator.locks.query()).held?.some(({ name }) => name?.includes(fake.endpoint)),
    );
    form.append(upload.cloneNode());
    upload = form.querySelector('cf-stream-upload')!;
    await until(() => isAll('resumable')() && upload.items.length === 2, 'does not offer both');
    expect(new FormData(form).has('videos')).to.equal(false);
    chooseFiles(upload, chosen);
    await until(() => isAll('ready')() && upload.items.length === 2, 'not both are ready');
    expect((await fake.log()).uploads, 'nothing is made anew').to.have.length(2);
  });

  it('reports a fault of the site once, even if two files meet it at the same time', async () => {
    await fake.fail({ method: 'POST', kind: 'uploads', status: 403 });
    chooseFiles(upload, files(4));
    await until(() => statuses().includes('error'), 'none fails');
    await waitUntil(async () => (await fake.log()).requests.filter(({ status }) => status === 403).length === 2);
    await until(
      () => upload.items.filter(({ state }) => state.status === 'uploading' && state.waiting === 'turn').length === 3,
      'the others do not wait',
    );
    await fake.fail();
    upload.retry();
    await until(isAll('ready'), 'not all are ready');
  });

  it('retries failed files, but not those that need a decision', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', status: 403 });
    upload.concurrency = 3;
    chooseFiles(upload, files(3));
    await until(isAll('error'), 'not all fail');
    const { UploadItem } = await import('../../src/upload/sending/upload-item.js');
    const { state } = Object.getOwnPropertyDescriptors(UploadItem.prototype);
    const [first] = upload.items;
    // As after a kept file has turned out to be another one.
    Object.defineProperty(UploadItem.prototype, 'state', {
      configurable: true,
      get(this: InstanceType<typeof UploadItem>) {
        const real = state.get!.call(this);
        const error = new StreamError('FILE_CHANGED', 'Another one.');
        return real.status === 'error' && this.id === first!.id ? { ...real, error } : real;
      },
    });
    try {
      upload.requestUpdate();
      await upload.updateComplete;
      await fake.fail();
      const all = [...upload.shadowRoot!.querySelectorAll('button')].find((one) =>
        one.textContent.includes('Retry all'),
      )!;
      all.click();
      await until(() => statuses().join() === 'error,ready,ready', 'not the others alone');
      upload.retry();
      expect(statuses()).to.deep.equal(['error', 'ready', 'ready']);
    } finally {
      Object.defineProperty(UploadItem.prototype, 'state', state);
    }
  });

  it('keeps the focus at the same place when a row is removed', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFiles(upload, files(3));
    await waitUntil(async () => (await fake.log()).held === 2, 'two are not sent', PATIENCE);
    await upload.updateComplete;
    const button = namedButton(upload, 'Cancel upload: clip-1.mp4');
    button.focus();
    button.click();
    await until(() => upload.items.length === 2, 'is still there');
    await until(() => rowsOf(upload)[1]?.shadowRoot?.activeElement, 'the focus is lost');
    await fake.release();
  });

  it('is paused and resumed by one button for all', async () => {
    const forAll = (name: string): HTMLButtonElement | undefined =>
      [...upload.shadowRoot!.querySelectorAll('button')].find((button) => button.textContent.trim() === name);
    await fake.fail({ method: 'POST', kind: 'uploads', times: 1, status: 401 });
    upload.concurrency = 1;
    chooseFiles(upload, files(3));
    // Whichever was checked first: a small file may overtake another one.
    await until(() => statuses().toSorted().join() === 'error,uploading,uploading', 'one fails, and the others wait');
    await upload.updateComplete;
    expect(forAll('Retry all'), 'one has its own button').to.equal(undefined);
    forAll('Pause all')!.click();
    await until(() => statuses().toSorted().join() === 'error,paused,paused', 'not all are paused');
    await upload.updateComplete;
    expect(forAll('Pause all')).to.equal(undefined);
    await expect(upload).to.be.accessible();
    forAll('Resume all')!.click();
    upload.retry();
    await until(isAll('ready'), 'not all are ready');
    expect((await fake.log()).requests.filter(({ kind }) => kind === 'uploads').length).to.equal(4);
  });
});
