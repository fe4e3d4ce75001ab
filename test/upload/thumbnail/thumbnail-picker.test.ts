import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CfStreamUpload } from '../../../src/define/upload.js';
import type { CfStreamUploadThumbnail } from '../../../src/upload/thumbnail/thumbnail-picker.js';
import { FakeUpload, fakeVideo } from '../../harness/fake-upload.js';
import { chooseFile, chooseFiles, PATIENCE, untilStatus } from '../../harness/upload-element.js';

const pickerOf = (upload: CfStreamUpload): CfStreamUploadThumbnail | null =>
  upload.shadowRoot!.querySelector('cf-stream-upload-thumbnail');

/** A five-second clip that browsers can play; each date gives other bytes, by empty boxes. */
async function clip(name = 'clip.mp4', lastModified = 1): Promise<File> {
  const response = await fetch('/test/fixtures/clip-5s.mp4');
  const free = '\0\0\0\x08free'.repeat(lastModified);
  return new File([await response.arrayBuffer(), free], name, { type: 'video/mp4', lastModified });
}

describe('the thumbnail picker', () => {
  let fake: FakeUpload;
  beforeEach(() => {
    fake = new FakeUpload();
  });

  function uploader(endpoint = fake.thumbnailEndpoint, isMany = false): Promise<CfStreamUpload> {
    return fixture<CfStreamUpload>(
      html`<cf-stream-upload
        thumbnail-endpoint=${endpoint}
        endpoint=${fake.endpoint}
        status-endpoint=${fake.statusEndpoint}
        ?multiple=${isMany}
      ></cf-stream-upload>`,
    );
  }

  async function pickerIn(upload: CfStreamUpload): Promise<CfStreamUploadThumbnail> {
    const isThere = (): boolean => pickerOf(upload)?.hidden === false && !!pickerOf(upload)?.shadowRoot;
    await waitUntil(isThere, 'no picker', PATIENCE);
    return pickerOf(upload)!;
  }
  const $ = (picker: CfStreamUploadThumbnail, selector: string): HTMLElement | null =>
    picker.shadowRoot!.querySelector<HTMLElement>(selector);
  const saidBy = (picker: CfStreamUploadThumbnail): string => $(picker, '[role=status]')!.textContent.trim();
  const buttonsOf = (picker: CfStreamUploadThumbnail): HTMLButtonElement[] => [
    ...picker.shadowRoot!.querySelectorAll('button'),
  ];
  async function press(picker: CfStreamUploadThumbnail, label: string): Promise<void> {
    const find = (): HTMLButtonElement | undefined =>
      buttonsOf(picker).find((one) => one.textContent.trim() === label && !one.disabled);
    await waitUntil(find, `no button "${label}"`, PATIENCE);
    find()!.click();
    await picker.updateComplete;
  }
  const slider = (picker: CfStreamUploadThumbnail): HTMLInputElement | null =>
    picker.shadowRoot!.querySelector('input');
  async function open(picker: CfStreamUploadThumbnail, label = 'Choose a thumbnail'): Promise<void> {
    await press(picker, label);
    await waitUntil(() => slider(picker)?.disabled === false, 'its length is not known', PATIENCE);
  }
  async function seek(picker: CfStreamUploadThumbnail, seconds: number): Promise<void> {
    slider(picker)!.value = String(seconds);
    slider(picker)!.dispatchEvent(new Event('input'));
    const video = picker.shadowRoot!.querySelector('video')!;
    await waitUntil(() => !video.seeking && Math.abs(video.currentTime - seconds) < 0.01, 'never there', PATIENCE);
  }
  async function thumbnails(count: number): Promise<{ uid: string; pct: number }[]> {
    let found: { uid: string; body: string }[] = [];
    await waitUntil(async () => (found = [...(await fake.log()).thumbnails]).length >= count, 'not told', PATIENCE);
    return found.map(({ uid, body }) => {
      const { thumbnailTimestampPct } = JSON.parse(body) as { thumbnailTimestampPct: number };
      return { uid, pct: thumbnailTimestampPct };
    });
  }

  it('uses the texts that a site overrides, and keeps the others in their language', async () => {
    CfStreamUpload.languages = { en: { thumbnail: { open: 'Pick a still' } }, nl: { thumbnail: { open: 'Kies' } } };
    try {
      const upload = await uploader();
      upload.lang = 'en';
      chooseFile(upload, await clip());
      const picker = await pickerIn(upload);
      await waitUntil(
        () => buttonsOf(picker).some((one) => one.textContent.trim() === 'Pick a still'),
        'ours',
        PATIENCE,
      );
      expect($(picker, '[role=group]')!.ariaLabel).to.equal('Thumbnail');
      upload.lang = 'nl';
      await waitUntil(() => buttonsOf(picker).some((one) => one.textContent.trim() === 'Kies'), 'no Dutch', PATIENCE);
    } finally {
      CfStreamUpload.languages = undefined;
    }
  });

  it('is requested again only after a while if its code cannot be loaded, not with each render', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const page = frame.contentDocument!;
    const map = page.createElement('script');
    map.type = 'importmap';
    const missing = `/missing-${crypto.randomUUID()}.js`;
    const path = '/src/upload/thumbnail/thumbnail-picker';
    map.textContent = JSON.stringify({ imports: { [`${path}.js`]: missing, [`${path}.ts`]: missing } });
    const script = Object.assign(page.createElement('script'), { type: 'module', src: '/src/define/upload.ts' });
    const upload = page.createElement('cf-stream-upload');
    upload.setAttribute('endpoint', fake.endpoint);
    upload.setAttribute('status-endpoint', fake.statusEndpoint);
    upload.setAttribute('thumbnail-endpoint', fake.thumbnailEndpoint);
    page.head.append(map);
    page.body.append(script, upload);
    const asks = (): number =>
      frame.contentWindow!.performance.getEntriesByType('resource').filter(({ name }) => name.includes(missing)).length;
    await waitUntil(() => upload.matches(':defined') && upload.state.status === 'empty', 'no uploader', PATIENCE);
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    await waitUntil(() => asks() > 0, 'never asked for', PATIENCE);
    const [before, startMs] = [asks(), performance.now()];
    for (let redraw = 0; redraw < 30; redraw += 1) {
      upload.requestUpdate();
      await upload.updateComplete;
      // This takes as long as a request that fails.
      await fetch(missing).catch(() => undefined);
    }
    expect(asks() - before).to.be.at.most(1 + Math.floor((performance.now() - startMs) / 5_000));
    // Firefox remembers a failed import() until the page is reloaded, and sends no request.
    const early = navigator.userAgent.includes('Firefox') ? 0 : asks();
    await waitUntil(() => asks() > early, 'never asked for again', PATIENCE);
    frame.remove();
  });

  it('is missing without thumbnail-endpoint, and before there is a video', async () => {
    const without = await uploader('');
    chooseFile(without, await clip());
    await untilStatus(without, 'ready');
    expect(pickerOf(without)).to.equal(null);
    const upload = await uploader();
    expect(pickerOf(upload)).to.equal(null);
    chooseFile(upload, await clip('other.mp4', 2));
    await pickerIn(upload);
    upload.cancel();
    await waitUntil(() => pickerOf(upload)!.hidden, 'still there', PATIENCE);
  });

  it('sets the thumbnail by keyboard alone, and tells the site and the page the chosen moment', async () => {
    const upload = await uploader();
    upload.headers = { 'X-CSRF-Token': 'x' };
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    buttonsOf(picker)[0]!.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => picker.shadowRoot!.activeElement === slider(picker), 'the slider has no focus', PATIENCE);
    await expect(upload).to.be.accessible();
    await sendKeys({ press: 'Home' });
    for (let step = 0; step < 12; step += 1) await sendKeys({ press: 'ArrowRight' });
    await picker.updateComplete;
    expect(slider(picker)!.getAttribute('aria-valuetext')).to.equal('0:01.2');
    await sendKeys({ press: 'Tab' });
    const told = oneEvent<HTMLElementEventMap['cf-stream-upload-thumbnail']>(upload, 'cf-stream-upload-thumbnail');
    await sendKeys({ press: 'Enter' });
    const { detail } = await told;
    const length = 1.2 / detail.thumbnailTimestampPct;
    expect(length).to.be.closeTo(5, 0.2);
    expect(await thumbnails(1)).to.deep.equal([{ uid: upload.value, pct: detail.thumbnailTimestampPct }]);
    await picker.updateComplete;
    expect(saidBy(picker)).to.equal('Thumbnail set to 0:01.2.');
    expect(picker.shadowRoot!.activeElement?.textContent.trim()).to.equal('Change thumbnail');
    await expect(upload).to.be.accessible();
  });

  it('plays the video, and pauses it when a moment is chosen', async () => {
    const upload = await uploader();
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await open(picker);
    const video = picker.shadowRoot!.querySelector('video')!;
    video.muted = true;
    // However slow the machine is.
    video.loop = true;
    await press(picker, 'Play');
    await waitUntil(() => !video.paused && video.currentTime > 0.6, 'does not play', PATIENCE);
    await picker.updateComplete;
    await press(picker, 'Pause');
    expect(video.paused).to.equal(true);
    await press(picker, 'Play');
    await seek(picker, 2);
    expect(video.paused).to.equal(true);
  });

  it('keeps a choice made before there is an upload URL, and sends it again for a replaced video', async () => {
    const upload = await uploader();
    let give = (): void => undefined;
    upload.createUpload = async (file, metadata, signal) => {
      await new Promise<void>((resolve) => (give = resolve));
      const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(file.size) };
      return fetch(fake.endpoint, { method: 'POST', headers, signal });
    };
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await open(picker);
    await seek(picker, 2.5);
    await press(picker, 'Use this frame');
    expect(saidBy(picker)).to.equal('Saving thumbnail…');
    expect((await fake.log()).thumbnails).to.deep.equal([]);
    // The first upload URL is gone once it is used.
    await fake.fail({ method: 'HEAD', kind: 'tus', times: 1, status: 404 });
    give();
    const [first] = await thumbnails(1);
    await waitUntil(
      async () => (await fake.log()).requests.some(({ method }) => method === 'HEAD'),
      'no HEAD',
      PATIENCE,
    );
    await waitUntil(
      () => {
        give();
        return upload.state.status === 'ready';
      },
      'never ready',
      PATIENCE,
    );
    const [, second] = await thumbnails(2);
    expect(second!.uid).to.equal(upload.value);
    expect(second!.uid).not.to.equal(first!.uid);
    expect(second!.pct).to.equal(first!.pct);
    expect(second!.pct).to.be.closeTo(0.5, 0.02);
  });

  it('reports that the site refuses the thumbnail, and saves it on retry', async () => {
    await fake.fail({ method: 'PUT', kind: 'thumbnails', times: 1, status: 403 });
    const upload = await uploader();
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    await open(picker);
    await seek(picker, 1);
    await press(picker, 'Use this frame');
    await waitUntil(() => saidBy(picker) === 'The thumbnail couldn’t be saved.', 'not said', PATIENCE);
    await expect(upload).to.be.accessible();
    await press(picker, 'Try again');
    await waitUntil(() => saidBy(picker).startsWith('Thumbnail set to'), 'not saved', PATIENCE);
    expect(await thumbnails(1)).to.have.length(1);
    // Opened again, it starts at the saved moment.
    await open(picker, 'Change thumbnail');
    await waitUntil(() => slider(picker)!.value === '1', 'elsewhere', PATIENCE);
  });

  it('saves the thumbnail after one 503 of the site', async () => {
    await fake.fail({ method: 'PUT', kind: 'thumbnails', times: 1, status: 503 });
    const upload = await uploader();
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    await open(picker);
    await press(picker, 'Use this frame');
    expect(await thumbnails(1)).to.have.length(1);
  });

  it('says that the browser cannot play a video, and closes with Escape', async () => {
    const upload = await uploader();
    chooseFile(upload, fakeVideo(2_000));
    const picker = await pickerIn(upload);
    await press(picker, 'Choose a thumbnail');
    await waitUntil(() => $(picker, '.panel')?.textContent.includes('can’t play this video'), 'not said', PATIENCE);
    await waitUntil(() => picker.shadowRoot!.activeElement, 'no focus', PATIENCE);
    expect(buttonsOf(picker).map((one) => one.textContent.trim())).to.deep.equal(['Cancel']);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !$(picker, '.panel'), 'still open', PATIENCE);
    await waitUntil(() => picker.shadowRoot!.activeElement === buttonsOf(picker)[0], 'no focus', PATIENCE);
  });

  it('lets one choose among several videos', async () => {
    const upload = await uploader(undefined, true);
    chooseFiles(upload, [await clip('one.mp4', 1), fakeVideo(3_000, 'two.mp4')]);
    await waitUntil(() => upload.items.every(({ state }) => state.status === 'ready'), 'not ready', PATIENCE);
    const picker = await pickerIn(upload);
    await press(picker, 'Choose a thumbnail');
    const select = picker.shadowRoot!.querySelector('select')!;
    expect([...select.options].map((one) => one.text)).to.deep.equal(['one.mp4', 'two.mp4']);
    await expect(upload).to.be.accessible();
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => $(picker, '.panel')?.textContent.includes('can’t play'), 'not the second', PATIENCE);
    select.selectedIndex = 0;
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => slider(picker)?.disabled === false, 'not the first', PATIENCE);
    await press(picker, 'Use this frame');
    const uid = upload.items[0]!.state;
    expect((await thumbnails(1))[0]!.uid).to.equal('uid' in uid ? uid.uid : '');
    await waitUntil(() => saidBy(picker).startsWith('one.mp4: Thumbnail set to'), 'not said', PATIENCE);
  });

  it('does not send a moment that was chosen in another file', async () => {
    const upload = await uploader();
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    await open(picker);
    await press(picker, 'Use this frame');
    await waitUntil(() => saidBy(picker).startsWith('Thumbnail set to'), 'not saved', PATIENCE);
    await open(picker, 'Change thumbnail');
    const [first] = upload.values;
    chooseFile(upload, await clip('other.mp4', 2));
    await waitUntil(() => upload.state.status === 'ready' && upload.value !== first, 'not the other', PATIENCE);
    expect($(picker, '.panel'), 'it showed the first one').to.equal(null);
    expect(saidBy(picker)).to.equal('');
    expect((await thumbnails(1)).map(({ uid }) => uid)).to.deep.equal([first]);
  });

  it('saves the last moment last, even if an earlier one has to be sent again', async () => {
    await fake.fail({ method: 'PUT', kind: 'thumbnails', times: 1, status: 503 });
    const upload = await uploader();
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    for (const [label, seconds] of [
      ['Choose a thumbnail', 1],
      ['Change thumbnail', 2],
      ['Change thumbnail', 4],
    ] as const) {
      await open(picker, label);
      await seek(picker, seconds);
      await press(picker, 'Use this frame');
    }
    await waitUntil(() => saidBy(picker) === 'Thumbnail set to 0:04.0.', 'not saved', PATIENCE);
    const told = (await thumbnails(2)).map(({ pct }) => Math.round(pct * 5));
    expect(told, 'the one between is left out').to.deep.equal([1, 4]);
  });

  it('names the video on each of several retry buttons', async () => {
    await fake.fail({ method: 'PUT', kind: 'thumbnails', times: 2, status: 403 });
    const upload = await uploader(undefined, true);
    chooseFiles(upload, [await clip('one.mp4', 1), await clip('two.mp4', 2)]);
    await waitUntil(() => upload.items.every(({ state }) => state.status === 'ready'), 'not ready', PATIENCE);
    const picker = await pickerIn(upload);
    for (const index of [0, 1]) {
      await open(picker);
      const select = picker.shadowRoot!.querySelector('select')!;
      if (index === 1) {
        select.selectedIndex = index;
        select.dispatchEvent(new Event('change'));
        const isOther = (): boolean => picker.shadowRoot!.querySelector('video')?.readyState === 4;
        await picker.updateComplete;
        await waitUntil(isOther, 'not the other', PATIENCE);
      }
      await press(picker, 'Use this frame');
      await waitUntil(() => buttonsOf(picker).length === index + 2, 'no button to try again', PATIENCE);
    }
    const named = (): string[] => buttonsOf(picker).map((one) => one.textContent.trim());
    await waitUntil(() => named().length === 3, 'no buttons', PATIENCE);
    expect(named().slice(1)).to.deep.equal(['Try again: one.mp4', 'Try again: two.mp4']);
  });

  it('closes when the uploader is disabled', async () => {
    const upload = await uploader();
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await open(picker);
    upload.disabled = true;
    await waitUntil(() => !$(picker, '.panel'), 'still open', PATIENCE);
  });

  it('saves the thumbnail of a video without a created event, as when another tab has sent it', async () => {
    const upload = await uploader();
    let give = (): void => undefined;
    upload.createUpload = async (file, metadata, signal) => {
      await new Promise<void>((resolve) => (give = resolve));
      const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(file.size) };
      return fetch(fake.endpoint, { method: 'POST', headers, signal });
    };
    upload.addEventListener('cf-stream-upload-created', (event) => event.stopImmediatePropagation(), { capture: true });
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await open(picker);
    await press(picker, 'Use this frame');
    give();
    expect((await thumbnails(1)).length).to.equal(1);
  });

  it('stops playing and frees the file when it leaves the document', async () => {
    const upload = await uploader();
    upload.createUpload = () => new Promise(() => undefined);
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await open(picker);
    await press(picker, 'Use this frame');
    await open(picker, 'Change thumbnail');
    const video = picker.shadowRoot!.querySelector('video')!;
    Object.assign(video, { muted: true, loop: true });
    await press(picker, 'Play');
    await waitUntil(() => !video.paused, 'does not play', PATIENCE);
    const { src } = video;
    upload.remove();
    await Promise.resolve();
    await picker.updateComplete;
    await waitUntil(() => video.paused, 'it plays on', PATIENCE);
    const isThere = await fetch(src).then(
      () => true,
      () => false,
    );
    expect(isThere, 'its file is held').to.equal(false);
    upload.dispatchEvent(
      new CustomEvent('cf-stream-upload-created', { detail: { id: upload.items[0]!.id, uid: 'u' } }),
    );
    await picker.updateComplete;
    expect($(picker, '[role=status] p')!.className).to.equal('waiting');
  });

  it('follows the language of its uploader', async () => {
    const upload = await uploader();
    upload.lang = 'he';
    upload.dir = 'rtl';
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await waitUntil(() => buttonsOf(picker)[0]?.textContent.trim() === 'בחירת תמונה ממוזערת', 'not Hebrew', PATIENCE);
    await press(picker, 'בחירת תמונה ממוזערת');
    await waitUntil(() => slider(picker)?.disabled === false, 'its length is not known', PATIENCE);
    await expect(upload).to.be.accessible();
  });
});
