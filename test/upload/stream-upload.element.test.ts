import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { CfStreamUpload } from '../../src/define/upload.js';
import '../../src/define/upload.js';
import { FakeUpload, fakeVideo, sha256 } from '../harness/fake-upload.js';
import { pasteEvent } from '../harness/paste-event.js';
import {
  announced,
  buttonOf,
  chooseFile,
  PATIENCE,
  progressOf,
  rowOf,
  textOf,
  untilStatus,
  uploader,
} from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload>', () => {
  let fake: FakeUpload;
  beforeEach(() => {
    fake = new FakeUpload();
  });

  it('shows a button and a drop zone while it is empty', async () => {
    const upload = await uploader(fake);
    expect(upload.state.status).to.equal('empty');
    expect(textOf(upload)).to.contain('Drag a video here');
    expect(textOf(upload)).to.contain('up to 30 GB');
    let opened = 0;
    upload.shadowRoot!.querySelector('input')!.click = () => (opened += 1);
    buttonOf(upload, 'Choose a video').click();
    expect(opened).to.equal(1);
    upload.shadowRoot!.querySelector<HTMLElement>('.drop-zone')!.click();
    expect(opened).to.equal(2);
    await expect(upload).to.be.accessible();
  });

  it('follows the page’s language and its changes, even in validation messages', async () => {
    const upload = await uploader(fake);
    upload.required = true;
    upload.lang = 'de';
    await waitUntil(() => textOf(upload).includes('Ziehen Sie ein Video hierher'), 'German', PATIENCE);
    expect(textOf(upload)).to.contain('bis 30 GB');
    expect(upload.validationMessage).to.equal('Wählen Sie ein Video aus.');
    upload.lang = 'ar';
    await waitUntil(() => textOf(upload).includes('اسحب فيديو إلى هنا'), 'Arabic', PATIENCE);
    expect(upload.validationMessage).to.equal('اختر فيديو.');
  });

  it('uploads a file completely, waits until it is ready, and reports each step by state and event', async () => {
    await fake.set({ statuses: [{ status: 'pending' }, { status: 'processing', percent: 42 }, { status: 'ready' }] });
    const upload = await uploader(fake);
    const events: string[] = [];
    for (const name of ['accept', 'start', 'created', 'progress', 'processing', 'ready', 'error']) {
      upload.addEventListener(`cf-stream-upload-${name}`, (event) => {
        const { percent } = (event as CustomEvent<{ percent?: number | null }>).detail;
        events.push(percent === undefined ? name : `${name} ${percent}`);
      });
    }
    const file = fakeVideo(11 * MiB + 7, 'Ferien – ü🏖️.mp4');
    const ready = oneEvent(upload, 'cf-stream-upload-ready');
    upload.metadata = { course: 'Łódź' };
    chooseFile(upload, file);
    const { detail } = (await ready) as CustomEvent<{ uid: string }>;

    const { uploads, requests } = await fake.log();
    expect(uploads.map(({ uid }) => uid)).to.deep.equal([detail.uid]);
    expect(uploads[0]!.sha256).to.equal(await sha256(file));
    expect(requests.filter(({ method }) => method === 'PATCH').map(({ offset }) => offset)).to.deep.equal([
      0,
      5 * MiB,
      10 * MiB,
    ]);
    const [name, type, course] = uploads[0]!.metadata.split(',');
    expect(new TextDecoder().decode(Uint8Array.from(atob(name!.split(' ')[1]!), (c) => c.charCodeAt(0)))).to.equal(
      file.name,
    );
    expect(type).to.equal(`filetype ${btoa('video/mp4')}`);
    expect(course).to.equal('course xYHDs2TFug==');

    expect(events.slice(0, 3)).to.deep.equal(['accept', 'start', 'created']);
    expect(events.filter((event) => event.startsWith('progress')).at(-1)).to.equal('progress 100');
    expect(events.slice(-3)).to.deep.equal(['processing null', 'processing 42', 'ready']);
    expect(upload.value).to.equal(detail.uid);
    await untilStatus(upload, 'ready');
    expect(textOf(upload)).to.contain('Ready to play');
    expect(announced(upload)).to.equal(`${file.name}: Ready to play`);
    await expect(upload).to.be.accessible();
  });

  it('shows its progress as text and to screen readers', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, holdAfter: 1 });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(8 * MiB));
    await waitUntil(() => (upload.progress?.percent ?? 0) >= 62, 'no progress', PATIENCE);
    await rowOf(upload)!.updateComplete;
    const bar = progressOf(upload)!;
    expect(bar.getAttribute('aria-label')).to.equal('Upload progress');
    expect(Number(bar.getAttribute('aria-valuenow'))).to.be.greaterThan(61);
    const [track, fill] = [bar, bar.firstElementChild!].map((one) => () => one.getBoundingClientRect()) as [
      () => DOMRect,
      () => DOMRect,
    ];
    expect(Number(bar.getAttribute('aria-valuenow')), 'a part').to.be.lessThan(90);
    // The bar moves to its place in a transition.
    const isFilled = (width: number): boolean =>
      Math.abs((100 * width) / track().width - Number(bar.getAttribute('aria-valuenow'))) < 1;
    await waitUntil(() => isFilled(fill().right - track().left), 'the bar is not filled', PATIENCE);
    upload.dir = 'rtl';
    await waitUntil(
      () => getComputedStyle(bar).direction === 'rtl' && isFilled(track().right - fill().left),
      'the bar is not filled from the right',
      PATIENCE,
    );
    upload.dir = '';
    expect(textOf(upload)).to.match(/of 8\.4 MB/);
    expect(upload.matches(':state(uploading)')).to.equal(true);
    await expect(upload).to.be.accessible();
    await fake.release();
    await untilStatus(upload, 'ready');
  });

  it('resumes from the server’s offset after a pause', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', skip: 1, holdAfter: 1 });
    const upload = await uploader(fake);
    const file = fakeVideo(8 * MiB);
    chooseFile(upload, file);
    await waitUntil(() => (upload.progress?.percent ?? 0) >= 62, 'no progress', PATIENCE);
    await untilStatus(upload, 'uploading');
    const before = upload.progress!.percent;
    buttonOf(upload, 'Pause upload').click();
    await untilStatus(upload, 'paused');
    await fake.release();
    expect(upload.progress!.percent).to.equal(before);
    expect(textOf(upload)).to.contain('Paused.');
    await expect(upload).to.be.accessible();
    buttonOf(upload, 'Resume upload').click();
    await untilStatus(upload, 'ready');
    const { uploads, requests } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    expect(requests.filter(({ offset, method }) => method === 'PATCH' && offset === 0)).to.have.length(1);
  });

  it('stops when it is cancelled, and accepts another file', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    const upload = await uploader(fake);
    chooseFile(upload, fakeVideo(MiB));
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    await untilStatus(upload, 'uploading');
    const cancelled = oneEvent(upload, 'cf-stream-upload-cancel');
    buttonOf(upload, 'Cancel upload').click();
    await cancelled;
    expect(upload.state.status).to.equal('empty');
    expect(upload.value).to.equal('');
    await fake.release();
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    expect((await fake.log()).uploads).to.have.length(2);
  });

  it('gives the uid to the player named by for, in the same root', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const root = box.attachShadow({ mode: 'open' });
    const upload = document.createElement('cf-stream-upload');
    upload.endpoint = fake.endpoint;
    upload.statusEndpoint = fake.statusEndpoint;
    upload.htmlFor = 'player';
    const player = document.createElement('cf-stream-player');
    player.id = 'player';
    root.append(upload, player);
    upload.upload(fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    expect(player.getAttribute('src')).to.equal(upload.value);
  });

  it('shows size and length of a ready video but not its uid, and can replace it', async () => {
    const upload = await uploader(fake);
    const clip = await (await fetch('/test/fixtures/clip-5s.mp4')).blob();
    const name = 'DJI_20260714_a-walk-along-the-lake_0042_D.mp4';
    upload.style.inlineSize = '320px';
    chooseFile(upload, new File([clip], name, { type: 'video/mp4' }));
    await untilStatus(upload, 'ready');
    const row = rowOf(upload)!.shadowRoot!;
    expect(row.querySelector('.pace')!.textContent).to.match(/^\d+(\.\d)?\u00a0[kM]B · 5\u00a0sec$/);
    expect(row.querySelector('.uid')!.checkVisibility(), 'the uid').to.equal(false);
    for (const button of row.querySelectorAll('button'))
      expect(Math.min(button.offsetWidth, button.offsetHeight), button.outerHTML).to.be.at.least(44);
    const [start, end] = [...row.querySelectorAll<HTMLElement>('.name span')];
    expect(start!.textContent + end!.textContent).to.equal(name);
    expect(end!.textContent).to.contain('_0042_D.mp4');
    expect(start!.scrollWidth, 'the start is cut').to.be.greaterThan(start!.clientWidth);
    const { right } = row.querySelector('.name')!.getBoundingClientRect();
    expect(end!.getBoundingClientRect().right, 'the end is seen').to.be.at.most(right + 1);
    upload.style.inlineSize = '700px';
    upload.dir = 'rtl';
    const side = (selector: string): number => Math.round(row.querySelector(selector)!.getBoundingClientRect().right);
    expect(side('.name'), 'right to left, a name that is not begins where the rest does').to.equal(side('.said'));
    upload.dir = '';
    await expect(upload).to.be.accessible();
    let opened = 0;
    upload.shadowRoot!.querySelector('input')!.click = () => (opened += 1);
    buttonOf(upload, 'Replace video').click();
    expect(opened).to.equal(1);
    chooseFile(upload, fakeVideo(2 * MiB));
    await waitUntil(() => upload.state.status === 'uploading', 'the other one is not taken', PATIENCE);
    await untilStatus(upload, 'ready');
    expect(textOf(upload)).to.contain('Replace video');
  });

  it('ends as “sent” without a status endpoint, and gives the player the uid at once', async () => {
    const box = await fixture<HTMLElement>(html`<div>
      <cf-stream-upload endpoint=${fake.endpoint} for="later"></cf-stream-upload>
      <div id="later"></div>
    </div>`);
    const upload = box.querySelector<CfStreamUpload>('cf-stream-upload')!;
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'processing');
    expect(textOf(upload)).to.contain('Uploaded.');
    expect(progressOf(upload)).to.equal(null);
    expect(box.querySelector('#later')!.getAttribute('src')).to.equal(upload.value);
    await expect(upload).to.be.accessible();
  });

  it('calls createUpload, and uploads with one form POST if that is the protocol', async () => {
    await fake.set({ protocol: 'form' });
    const upload = await uploader(fake);
    upload.endpoint = '';
    // A system that does not know videos: the type comes from the content.
    upload.metadata = ({ name }) => Promise.resolve({ course: name });
    upload.createUpload = async (file, metadata, signal) => {
      expect(metadata).to.deep.equal({ name: file.name, filetype: 'video/mp4', course: file.name });
      const answer = await fetch(fake.endpoint, { method: 'POST', signal });
      return (await answer.json()) as { uploadURL: string; uid: string; protocol: 'form' };
    };
    const file = new File([fakeVideo(2 * MiB)], 'a.ts', { type: 'text/vnd.trolltech.linguist' });
    chooseFile(upload, file);
    await untilStatus(upload, 'ready');
    const { uploads, requests } = await fake.log();
    expect(uploads[0]!.sha256).to.equal(await sha256(file));
    expect(requests.map(({ method, kind }) => `${method} ${kind}`).slice(0, 2)).to.deep.equal([
      'POST uploads',
      'POST form',
    ]);
  });

  describe('with a delete-endpoint', () => {
    const { fetch } = window;
    let deleted: string[];
    let answers: number[];
    let told: string[];
    let upload: CfStreamUpload;
    beforeEach(async () => {
      [deleted, answers, told] = [[], [], []];
      window.fetch = (url, init) => {
        if (init?.method !== 'DELETE') return fetch(url, init);
        deleted.push(`${new URL(url as string, location.href).pathname} ${new Headers(init.headers).get('X-Token')}`);
        return Promise.resolve(new Response(null, { status: answers.shift() ?? 204 }));
      };
      upload = await uploader(fake);
      upload.deleteEndpoint = '/mine/{uid}';
      upload.headers = { 'X-Token': 't' };
      upload.addEventListener('cf-stream-upload-cancel', ({ detail }) => told.push(`cancel ${detail.uid}`));
      upload.addEventListener('cf-stream-upload-remove', ({ detail }) => told.push(`remove ${detail.uid}`));
    });
    afterEach(() => {
      window.fetch = fetch;
    });
    const uidOfFirst = async (): Promise<string> => (await fake.log()).uploads[0]!.uid;

    it('deletes a half-sent video on cancel, and retries after a 503', async () => {
      await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
      chooseFile(upload, fakeVideo(MiB));
      await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
      answers = [503];
      buttonOf(upload, 'Cancel upload').click();
      const uid = await uidOfFirst();
      expect(told).to.deep.equal([`cancel ${uid}`]);
      await waitUntil(() => deleted.length === 2, 'is not deleted', PATIENCE);
      expect(deleted).to.deep.equal([`/mine/${uid} t`, `/mine/${uid} t`]);
      await fake.release();
    });

    it('deletes a removed video, and fires remove', async () => {
      chooseFile(upload, fakeVideo(MiB));
      await untilStatus(upload, 'ready');
      const { value } = upload;
      answers = [403];
      buttonOf(upload, 'Remove from list').click();
      expect(told).to.deep.equal([`remove ${value}`]);
      await waitUntil(() => deleted.length === 1, 'is not deleted', PATIENCE);
    });

    it('does not delete a file never sent, a restored video, one that was reset, or read by a form', async () => {
      const form = document.createElement('form');
      upload.replaceWith(form);
      form.append(upload);
      chooseFile(upload, new File(['Dear diary'], 'notes.mp4'));
      await untilStatus(upload, 'error');
      upload.cancel();
      const file = { name: 'old.mp4', size: 1, type: '', lastModified: 0 };
      upload.formStateRestoreCallback(JSON.stringify([{ uid: 'a'.repeat(32), file }]));
      upload.cancel();
      expect(told).to.deep.equal(['cancel undefined', `remove ${'a'.repeat(32)}`]);
      chooseFile(upload, fakeVideo(MiB));
      await untilStatus(upload, 'ready');
      upload.reset();
      chooseFile(upload, fakeVideo(MiB));
      await untilStatus(upload, 'ready');
      new FormData(form);
      buttonOf(upload, 'Remove from list').click();
      chooseFile(upload, fakeVideo(MiB));
      await untilStatus(upload, 'ready');
      upload.deleteEndpoint = '';
      upload.cancel();
      expect(deleted).to.deep.equal([]);
    });
  });

  it('keeps the focus inside when the focused button is removed', async () => {
    const upload = await uploader(fake);
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    buttonOf(upload, 'Choose a video').focus();
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'uploading');
    await waitUntil(() => rowOf(upload)?.shadowRoot?.activeElement, 'the focus is lost', PATIENCE);
    expect(document.activeElement).to.equal(upload);
    // On the row, and not on a button that a key press meant for the other one would activate.
    expect(rowOf(upload)!.shadowRoot!.activeElement!.part.contains('row')).to.equal(true);
    buttonOf(upload, 'Pause upload').focus();
    await fake.release();
    await untilStatus(upload, 'ready');
    expect(rowOf(upload)!.shadowRoot!.activeElement!.part.contains('row')).to.equal(true);
  });

  it('shows no upload URL anywhere, and stops its requests when it is removed', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1, times: 1 });
    const upload = await uploader(fake);
    // One chunk that is larger than the buffers of a connection.
    upload.chunkSize = 50 * MiB;
    const file = fakeVideo(32 * MiB);
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    const seen =
      upload.outerHTML +
      upload.shadowRoot!.innerHTML +
      rowOf(upload)!.shadowRoot!.innerHTML +
      JSON.stringify(upload.state);
    expect(seen).not.to.contain('secret');
    expect(seen).not.to.contain('/tus/');
    expect(warnsBeforeLeaving(), 'warns while sending').to.equal(true);

    const parent = upload.parentElement!;
    upload.remove();
    await Promise.resolve();
    expect(warnsBeforeLeaving(), 'warns no more').to.equal(false);
    await waitUntil(async () => !(await isLocked(fake)), 'the file is still locked', PATIENCE);
    await fake.release();
    await waitUntil(
      async () => (await fake.log()).requests.at(-1)!.status === 0,
      'the request was not dropped',
      PATIENCE,
    );
    expect((await fake.log()).uploads[0]!.offset).to.be.lessThan(file.size);

    parent.append(upload);
    await untilStatus(upload, 'ready');
    const { uploads } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
  });

  it('goes on sending, fully styled, while it is moved within its document and into a frame', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1_000 });
    const upload = await uploader(fake);
    const { parentElement: page } = upload;
    const heard: string[] = [];
    for (const name of ['pause', 'resume', 'error', 'cancel'])
      upload.addEventListener(`cf-stream-upload-${name}`, () => heard.push(name));
    const file = fakeVideo(7 * MiB);
    chooseFile(upload, file);
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="another document"></iframe>`);
    const form = document.createElement('form');
    page!.append(form);
    upload.name = 'video';
    const { body } = frame.contentDocument!;
    const isDressed = (): boolean => {
      const view = upload.ownerDocument.defaultView!;
      const row = rowOf(upload)!.shadowRoot!.querySelector('.row')!;
      return (
        view.getComputedStyle(upload).display === 'block' &&
        view.getComputedStyle(row).display === 'grid' &&
        upload.ownerDocument === view.document
      );
    };
    for (const place of [page!, form, body, page!, body, form]) {
      place.append(upload);
      expect(isDressed(), place.localName).to.equal(true);
    }
    expect(upload.form === form).to.equal(true);
    await fake.release();
    await untilStatus(upload, 'ready');
    const { uploads, requests } = await fake.log();
    expect(uploads.map((one) => one.sha256)).to.deep.equal([await sha256(file)]);
    expect(requests.filter(({ method }) => method === 'PATCH').map(({ offset }) => offset)).to.deep.equal([0, 5 * MiB]);
    expect(heard).to.deep.equal([]);
    expect(new FormData(form).get('video')).to.equal(uploads[0]!.uid);
  });

  it('accepts a paste in the document that it was moved to, but not in the one before', async () => {
    const upload = await uploader(fake);
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="another document"></iframe>`);
    const { body } = frame.contentDocument!;
    const paste = (target: Element): void => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(fakeVideo(1 * MiB));
      target.dispatchEvent(pasteEvent(clipboardData));
    };
    body.append(upload);
    await upload.updateComplete;
    paste(document.body);
    expect(upload.state.status).to.equal('empty');
    paste(body);
    await untilStatus(upload, 'ready');
    upload.reset();
    document.body.append(upload);
    await upload.updateComplete;
    paste(body);
    expect(upload.state.status).to.equal('empty');
    paste(document.body);
    await untilStatus(upload, 'ready');
    upload.remove();
  });
});

function warnsBeforeLeaving(): boolean {
  return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

async function isLocked(fake: FakeUpload): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name?.includes(fake.endpoint));
}
