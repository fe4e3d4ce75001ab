import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CfStreamUpload } from '../../../src/define/upload.js';
import '../../../src/define/upload.js';
import { THUMBNAIL_WORDS } from '../../../src/upload/strings/thumbnail-words.js';
import { LANGUAGES } from '../../../src/upload/strings/languages.js';
import type { CfStreamUploadThumbnail } from '../../../src/upload/thumbnail/thumbnail-picker.js';
import { FakeUpload, fakeVideo } from '../../harness/fake-upload.js';
import { chooseFile, chooseFiles, PATIENCE, untilStatus } from '../../harness/upload-element.js';

const pickerOf = (upload: CfStreamUpload): CfStreamUploadThumbnail | null =>
  upload.shadowRoot!.querySelector('cf-stream-upload-thumbnail');

/** Five seconds that a browser can show. */
async function clip(name = 'clip.mp4', lastModified = 1): Promise<File> {
  const response = await fetch('/test/fixtures/clip-5s.mp4');
  return new File([await response.arrayBuffer()], name, { type: 'video/mp4', lastModified });
}

describe('picking the picture of a video', () => {
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
  async function open(picker: CfStreamUploadThumbnail, label = 'Choose the picture'): Promise<void> {
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

  it('is not there without an endpoint for it, nor before there is a video', async () => {
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

  it('tells the site the moment by the keyboard alone, and the page what was taken', async () => {
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
    expect(saidBy(picker)).to.equal('The video is shown with its picture at 0:01.2.');
    expect(picker.shadowRoot!.activeElement?.textContent.trim()).to.equal('Choose another picture');
    await expect(upload).to.be.accessible();
  });

  it('plays the video, and stops it where a moment is chosen', async () => {
    const upload = await uploader();
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await open(picker);
    const video = picker.shadowRoot!.querySelector('video')!;
    video.muted = true;
    await press(picker, 'Play');
    await waitUntil(() => !video.paused && video.currentTime > 0.6, 'does not play', PATIENCE);
    await picker.updateComplete;
    await press(picker, 'Pause');
    expect(video.paused).to.equal(true);
    await press(picker, 'Play');
    await seek(picker, 2);
    expect(video.paused).to.equal(true);
  });

  it('keeps what is picked before there is an upload URL, and tells it for a video that takes its place at Stream', async () => {
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
    await press(picker, 'Use this picture');
    expect(saidBy(picker)).to.equal('Saving the picture…');
    expect((await fake.log()).thumbnails).to.deep.equal([]);
    // The first upload URL is no more once it is used.
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

  it('says where the site does not take it, and tries again', async () => {
    await fake.fail({ method: 'PUT', kind: 'thumbnails', times: 1, status: 403 });
    const upload = await uploader();
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    await open(picker);
    await seek(picker, 1);
    await press(picker, 'Use this picture');
    await waitUntil(() => saidBy(picker) === 'The picture could not be saved.', 'not said', PATIENCE);
    await expect(upload).to.be.accessible();
    await press(picker, 'Try again');
    await waitUntil(() => saidBy(picker).startsWith('The video is shown'), 'not saved', PATIENCE);
    expect(await thumbnails(1)).to.have.length(1);
    // Opened again, it begins where it was.
    await open(picker, 'Choose another picture');
    await waitUntil(() => slider(picker)!.value === '1', 'elsewhere', PATIENCE);
  });

  it('outlasts a site that is busy, once', async () => {
    await fake.fail({ method: 'PUT', kind: 'thumbnails', times: 1, status: 503 });
    const upload = await uploader();
    chooseFile(upload, await clip());
    await untilStatus(upload, 'ready');
    const picker = await pickerIn(upload);
    await open(picker);
    await press(picker, 'Use this picture');
    expect(await thumbnails(1)).to.have.length(1);
  });

  it('says where the browser cannot show a video, and closes with Escape', async () => {
    const upload = await uploader();
    chooseFile(upload, fakeVideo(2_000));
    const picker = await pickerIn(upload);
    await press(picker, 'Choose the picture');
    await waitUntil(() => $(picker, '.panel')?.textContent.includes('cannot show this video'), 'not said', PATIENCE);
    await waitUntil(() => picker.shadowRoot!.activeElement, 'no focus', PATIENCE);
    expect(buttonsOf(picker).map((one) => one.textContent.trim())).to.deep.equal(['Cancel']);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !$(picker, '.panel'), 'still open', PATIENCE);
    await waitUntil(() => picker.shadowRoot!.activeElement === buttonsOf(picker)[0], 'no focus', PATIENCE);
  });

  it('has each of several videos', async () => {
    const upload = await uploader(undefined, true);
    chooseFiles(upload, [await clip('one.mp4', 1), fakeVideo(3_000, 'two.mp4')]);
    await waitUntil(() => upload.items.every(({ state }) => state.status === 'ready'), 'not ready', PATIENCE);
    const picker = await pickerIn(upload);
    await press(picker, 'Choose the picture');
    const select = picker.shadowRoot!.querySelector('select')!;
    expect([...select.options].map((one) => one.text)).to.deep.equal(['one.mp4', 'two.mp4']);
    await expect(upload).to.be.accessible();
    select.selectedIndex = 1;
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => $(picker, '.panel')?.textContent.includes('cannot show'), 'not the second', PATIENCE);
    select.selectedIndex = 0;
    select.dispatchEvent(new Event('change'));
    await waitUntil(() => slider(picker)?.disabled === false, 'not the first', PATIENCE);
    await press(picker, 'Use this picture');
    const uid = upload.items[0]!.state;
    expect((await thumbnails(1))[0]!.uid).to.equal('uid' in uid ? uid.uid : '');
    await waitUntil(() => saidBy(picker).startsWith('one.mp4: The video is shown'), 'not said', PATIENCE);
  });

  it('speaks every language of the uploader, and the one of the page', async () => {
    expect(Object.keys(THUMBNAIL_WORDS).sort()).to.deep.equal(['en', ...LANGUAGES].sort());
    for (const [language, words] of Object.entries(THUMBNAIL_WORDS)) {
      expect(words.saved, language).to.contain('{time}');
      expect(
        Object.values(words).every((text: string) => text.trim() !== ''),
        language,
      ).to.equal(true);
    }
    const upload = await uploader();
    upload.lang = 'he';
    upload.dir = 'rtl';
    chooseFile(upload, await clip());
    const picker = await pickerIn(upload);
    await waitUntil(() => buttonsOf(picker)[0]?.textContent.trim() === 'בחירת תמונה', 'not Hebrew', PATIENCE);
    await press(picker, 'בחירת תמונה');
    await waitUntil(() => slider(picker)?.disabled === false, 'its length is not known', PATIENCE);
    await expect(upload).to.be.accessible();
  });
});
