import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/define/upload.js';
import type { CfStreamUpload } from '../../src/define/upload.js';
import { StreamError } from '../../src/shared/errors.js';
import { startProgress } from '../../src/upload/model/upload-progress.js';
import { uidOf } from '../../src/upload/form-control.js';
import { validityOf } from '../../src/upload/notify-page.js';
import { words } from '../../src/upload/strings/en.js';
import { FakeUpload, fakeVideo } from '../harness/fake-upload.js';
import { buttonOf, chooseFile, chooseFiles, PATIENCE, rowOf, untilStatus } from '../harness/upload-element.js';

const MiB = 1_048_576;

describe('<cf-stream-upload> in a form', () => {
  let fake: FakeUpload;
  let form: HTMLFormElement;
  let upload: CfStreamUpload;
  beforeEach(async () => {
    fake = new FakeUpload();
    form = await fixture<HTMLFormElement>(html`<form>
      <label for="clip">Your application video</label>
      <cf-stream-upload
        id="clip"
        name="video"
        required
        endpoint=${fake.endpoint}
        status-endpoint=${fake.statusEndpoint}
      ></cf-stream-upload>
    </form>`);
    upload = form.querySelector<CfStreamUpload>('cf-stream-upload')!;
  });

  it('is a labelled, named control of its form', async () => {
    expect([...form.elements]).to.include(upload);
    expect(upload.form).to.equal(form);
    expect(upload.shadowRoot!.querySelector('[role=group]')!.getAttribute('aria-label')).to.equal(
      'Your application video',
    );
    let opened = 0;
    upload.shadowRoot!.querySelector('input')!.click = () => (opened += 1);
    form.querySelector('label')!.click();
    expect(opened, 'a click on the label opens the picker').to.equal(1);
    await expect(form).to.be.accessible();
  });

  it('is valueMissing when required and empty, invalid while it uploads, then submits the uid', async () => {
    expect(upload.validity.valueMissing).to.equal(true);
    expect(upload.validationMessage).to.equal('Choose a video.');
    expect(form.checkValidity()).to.equal(false);
    expect(new FormData(form).has('video')).to.equal(false);

    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFile(upload, fakeVideo(MiB));
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    expect(upload.validity.customError).to.equal(true);
    expect(form.checkValidity()).to.equal(false);

    await fake.release();
    await untilStatus(upload, 'ready');
    expect(form.checkValidity()).to.equal(true);
    expect(new FormData(form).get('video')).to.equal(upload.value);
    expect(upload.value).to.match(/^[\da-f]{32}$/);
  });

  it('keeps the uid of an uploaded video when its status is unknown', () => {
    const state = {
      status: 'error',
      error: new StreamError('STATUS_ENDPOINT_UNREACHABLE', 'No answer.'),
      reason: null,
      recovery: 'retry',
      file: { name: 'clip.mp4', size: 1, type: 'video/mp4', lastModified: 0 },
      uid: 'a'.repeat(32),
      progress: null,
    } as const;
    expect(uidOf(state)).to.equal('a'.repeat(32));
    expect(validityOf(state, true, words)).to.deep.equal({ flags: {}, message: '' });
    const rejected = { ...state, error: new StreamError('UPLOAD_REJECTED', 'Refused.'), progress: startProgress(1) };
    expect(uidOf(rejected)).to.equal('');
    expect(validityOf(rejected, true, words).flags).to.deep.equal({ customError: true });
  });

  it('restores a video after a reload while its replacement is still uploading', async () => {
    const memories: unknown[] = [];
    const { setFormValue } = ElementInternals.prototype;
    ElementInternals.prototype.setFormValue = function (value, memory) {
      memories.push(memory);
      setFormValue.call(this, value, memory);
    };
    try {
      chooseFile(upload, fakeVideo(MiB));
      await untilStatus(upload, 'ready');
      const old = upload.value;
      await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
      chooseFile(upload, fakeVideo(MiB + 1));
      await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
      await upload.updateComplete;
      const memory = memories.at(-1);
      upload.formStateRestoreCallback(memory);
      await fake.release();
      expect(upload.value).to.equal(old);
      await untilStatus(upload, 'ready');
    } finally {
      ElementInternals.prototype.setFormValue = setFormValue;
    }
  });

  /** Notes each `input` and `change` event that reaches the form, as htmx does, and what the form would send then. */
  function noteEvents(): string[] {
    const noted: string[] = [];
    for (const type of ['input', 'change'])
      form.addEventListener(type, (event) => {
        expect(event.target, 'they come from the uploader itself').to.equal(upload);
        expect(event.bubbles && event.composed === (type === 'input'), 'as on an <input>').to.equal(true);
        // A model reads the value, htmx sends the form: both must agree.
        expect(new FormData(form).getAll('video')).to.deep.equal([...upload.values]);
        noted.push(`${type} ${upload.values.length}`);
      });
    return noted;
  }

  it('fires input and change when a person changes its value, but lets none of its inner input out', async () => {
    const noted = noteEvents();
    // Browsers let this event out of the shadow root when a file is chosen.
    upload.shadowRoot!.querySelector('input')!.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    expect(noted).to.deep.equal(['input 1', 'change 1']);
    buttonOf(upload, 'Remove from list').click();
    expect(noted).to.deep.equal(['input 1', 'change 1', 'input 0', 'change 0']);
  });

  it('fires input and change for each of several videos, and when Stream rejects one', async () => {
    upload.multiple = true;
    await upload.updateComplete;
    const noted = noteEvents();
    await fake.set({ statuses: [{ status: 'error', errorCode: 'ERR_NON_VIDEO' }] });
    chooseFiles(upload, [fakeVideo(MiB)]);
    await untilStatus(upload, 'error');
    expect(noted).to.deep.equal(['input 1', 'change 1', 'input 0', 'change 0']);
    await fake.set({ statuses: [{ status: 'ready' }] });
    chooseFiles(upload, [fakeVideo(MiB, 'one.mp4', 1), fakeVideo(MiB, 'two.mp4', 2)]);
    await waitUntil(() => upload.values.length === 2, 'not both were sent', PATIENCE);
    expect(noted.slice(4)).to.deep.equal(['input 1', 'change 1', 'input 2', 'change 2']);
  });

  it('does not fire input or change when the page calls cancel()', async () => {
    const noted = noteEvents();
    upload.upload(fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    upload.reset();
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'ready');
    noted.length = 0;
    upload.cancel();
    expect(upload.value).to.equal('');
    expect(noted).to.deep.equal([]);
  });

  it('ignores values that a framework writes back, but is reset by an empty one', async () => {
    for (const written of ['', null, undefined, 'film.mp4']) upload.value = written;
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFile(upload, fakeVideo(MiB));
    // Nothing has a uid yet: an empty value written by a form that renders again stops nothing.
    upload.value = '';
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    await fake.release();
    await untilStatus(upload, 'ready');
    const uid = upload.value;
    for (const written of [uid, 'another']) upload.value = written;
    expect(upload.value).to.equal(uid);
    const noted = noteEvents();
    upload.value = '';
    expect(upload.state.status).to.equal('empty');
    expect(new FormData(form).has('video')).to.equal(false);
    expect(noted).to.deep.equal([]);
  });

  it('stops the upload and is empty after a form reset', async () => {
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    chooseFile(upload, fakeVideo(MiB));
    await waitUntil(async () => (await fake.log()).held === 1, 'nothing was sent', PATIENCE);
    form.reset();
    await fake.release();
    expect(upload.state.status).to.equal('empty');
    expect(upload.validity.valueMissing).to.equal(true);
  });

  it('is invalid after a failed upload', async () => {
    upload.required = false;
    await upload.updateComplete;
    expect(form.checkValidity()).to.equal(true);
    chooseFile(upload, new File(['text'], 'text.mp4', { type: 'video/mp4' }));
    await untilStatus(upload, 'error');
    expect(form.checkValidity()).to.equal(false);
    buttonOf(upload, 'Remove from list').click();
    expect(form.checkValidity()).to.equal(true);
  });

  it('focuses its button when the form reports it invalid', () => {
    form.reportValidity();
    expect(document.activeElement).to.equal(upload);
    expect(upload.shadowRoot!.activeElement).to.equal(buttonOf(upload, 'Choose a video'));
  });

  it('keeps the keyboard focus inside through an error, a retry and completion', async () => {
    await fake.fail({ method: 'POST', kind: 'uploads', status: 403, times: 1 });
    buttonOf(upload, 'Choose a video').focus();
    chooseFile(upload, fakeVideo(MiB));
    await untilStatus(upload, 'error');
    await waitUntil(() => rowOf(upload)?.shadowRoot?.activeElement, 'the focus is lost', PATIENCE);
    const again = buttonOf(upload, 'Try again');
    again.focus();
    await fake.fail({ method: 'PATCH', kind: 'tus', holdAfter: 1 });
    again.click();
    await untilStatus(upload, 'uploading');
    await waitUntil(() => rowOf(upload)?.shadowRoot?.activeElement, 'the focus is lost', PATIENCE);
    await fake.release();
    await untilStatus(upload, 'ready');
    expect(document.activeElement).to.equal(upload);
  });
});
