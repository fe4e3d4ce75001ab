import { expect, waitUntil } from '@open-wc/testing';
import type { FileInfo } from '../../src/upload/file/file-identity.js';
import { startProgress } from '../../src/upload/model/upload-progress.js';
import type { UploadState } from '../../src/upload/model/upload-state.js';
import { UploadFormControl } from '../../src/upload/form-control.js';
import { giveUp, takeWithin } from '../../src/upload/notify-page.js';
import { shareUploads } from '../../src/upload/sending/own-uploads.js';
import { ResumeOffers } from '../../src/upload/sending/resume/resume-offers.js';
import type { UploadItem } from '../../src/upload/sending/upload-item.js';
import { claimUpload } from '../../src/upload/sending/own-uploads.js';
import { ResumeRecorder } from '../../src/upload/sending/resume/resume-recorder.js';
import type { ResumeRecord } from '../../src/upload/sending/resume/resume-record.js';
import { ResumeStore } from '../../src/upload/sending/resume/resume-store.js';
import { obtainTarget } from '../../src/upload/sending/upload-target.js';

describe('giveUp, with a delete-endpoint', () => {
  const { fetch } = window;
  const info = { name: 'a.mp4', size: 9, type: '', lastModified: 0 };
  const store = new ResumeStore();
  const { signal } = new AbortController();
  let deleted: string[];
  let made: number;
  let key: string;
  let uid: string;
  let recorder: ResumeRecorder;
  beforeEach(async () => {
    deleted = [];
    made = 0;
    window.fetch = (url) => {
      deleted.push((url as string).replace('/videos/', ''));
      return Promise.resolve(new Response(null, { status: 204 }));
    };
    await begin();
  });
  afterEach(async () => {
    window.fetch = fetch;
    document.querySelector('iframe')?.remove();
    await store.clear();
  });

  /** Creates a video, as an upload does, and records it. */
  async function begin(protocol: 'tus' | 'form' = 'tus'): Promise<void> {
    made += 1;
    key = `scope ${crypto.randomUUID()}`;
    uid = `${made}${crypto.randomUUID()}`;
    const given = { uploadURL: 'https://upload.example/secret', uid, protocol };
    const source = { endpoint: '', createUpload: () => Promise.resolve(given), headers: null, metadata: null };
    const file = new File(['x'.repeat(9)], 'a.mp4');
    const target = await obtainTarget({ file }, source, signal, () => undefined);
    recorder = new ResumeRecorder();
    recorder.describe({ key, scope: 'scope', fingerprint: 'print', file: info });
    if (protocol === 'tus') recorder.created(target);
    if (protocol === 'tus') await waitUntil(() => store.get(key));
  }

  const uploading = (): UploadState => ({
    status: 'uploading',
    file: info,
    uid,
    progress: startProgress(9),
    waiting: null,
  });
  const paused = (): UploadState => ({ status: 'paused', file: info, uid, progress: startProgress(9) });
  const ready = (): UploadState => ({ status: 'ready', file: info, uid });

  function drop(state: UploadState): void {
    const [kept, of] = [recorder, key];
    const cancel = (): void => {
      if (state.status !== 'ready') kept.forget(of);
    };
    giveUp(document.createElement('p'), { id: '1', key, state, cancel }, { deleteEndpoint: '/videos/{uid}' });
  }

  /** Tells whether a video is deleted: one that is given up after it certainly is. */
  async function isDeletedAfter(state: UploadState): Promise<boolean> {
    const asked = uid;
    drop(state);
    await begin('form');
    drop(uploading());
    await waitUntil(() => deleted.includes(uid));
    return deleted.includes(asked);
  }

  /** Changes the record, as another tab does. */
  const written = async (changes: Partial<ResumeRecord>): Promise<void> =>
    store.put({ ...(await store.get(key))!, ...changes });

  /** Requests the upload’s lock, as another tab does. */
  async function lockElsewhere(): Promise<void> {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    void frame.contentWindow!.navigator.locks.request(`cf-stream-upload ${key}`, () => new Promise(() => undefined));
    await waitUntil(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return [...held, ...pending].filter(({ name }) => name === `cf-stream-upload ${key}`).length > locked;
    });
  }
  let locked = 0;

  it('deletes a video that only this page has created: half sent, sent, or sent as a form', async () => {
    expect(await isDeletedAfter(uploading())).to.equal(true);
    await begin();
    expect(await isDeletedAfter(paused())).to.equal(true);
    await begin();
    await recorder.sent(uid);
    expect(await isDeletedAfter(ready())).to.equal(true);
    await begin();
    await store.delete(key); // The record of a sent file lasts ten minutes.
    expect(await isDeletedAfter(ready())).to.equal(true);
    await begin('form');
    expect(await isDeletedAfter(ready())).to.equal(true);
  });

  it('keeps a video sent as a form once another tab has taken it over', async () => {
    await begin('form');
    await recorder.sent(uid);
    expect(await isDeletedAfter(ready()), 'alone').to.equal(true);
    await begin('form');
    await recorder.sent(uid);
    await new ResumeRecorder().takeOver(key, undefined);
    claimUpload(uid, false); // What this tab knows, whatever the other one does.
    expect(await isDeletedAfter(ready()), 'taken over').to.equal(false);
  });

  it('deletes a video that this page is sending under its lock', async () => {
    let end = (): void => undefined;
    const held = navigator.locks.request(`cf-stream-upload ${key}`, () => new Promise<void>((ok) => (end = ok)));
    expect(await isDeletedAfter(uploading())).to.equal(true);
    end();
    await held;
  });

  it('keeps a video that an earlier page created, as another tab may have been offered it', async () => {
    uid = 'of-an-earlier-page';
    await written({ uid });
    expect(await isDeletedAfter({ ...paused(), status: 'resumable', kept: false } as UploadState)).to.equal(false);
    await begin();
    uid = 'of-another-page';
    await written({ uid });
    expect(await isDeletedAfter(paused())).to.equal(false);
  });

  it('keeps a video that another tab has sent, continues, or has given up', async () => {
    await written({ sent: true, uploadURL: '' });
    expect(await isDeletedAfter(paused())).to.equal(false);
    await begin();
    await written({ shared: true });
    expect(await isDeletedAfter(paused())).to.equal(false);
    await begin();
    await written({ sent: true, uploadURL: '', shared: true });
    expect(await isDeletedAfter(ready())).to.equal(false);
    await begin();
    await written({ uid: 'another' });
    expect(await isDeletedAfter(paused())).to.equal(false);
    await begin();
    await store.delete(key);
    expect(await isDeletedAfter(paused())).to.equal(false);
  });

  it('keeps a video that another tab is sending, or waits to send', async () => {
    await lockElsewhere();
    expect(await isDeletedAfter(paused())).to.equal(false);
    document.querySelector('iframe')!.remove();
    await begin();
    let end = (): void => undefined;
    const held = navigator.locks.request(`cf-stream-upload ${key}`, () => new Promise<void>((ok) => (end = ok)));
    locked = 1;
    await lockElsewhere();
    locked = 0;
    expect(await isDeletedAfter(uploading())).to.equal(false);
    end();
    await held;
  });

  it('keeps a video that was taken over between two runs, even without its record', async () => {
    await written({ shared: true });
    await recorder.takeOver(key, uid);
    await store.delete(key);
    expect(await isDeletedAfter(ready())).to.equal(false);
  });

  it('keeps a video whose record was deleted when somebody signed out', async () => {
    recorder.stop();
    expect(await isDeletedAfter(ready())).to.equal(false);
  });

  it('keeps videos whose uid a form has given out, and deletes others', async () => {
    const form = document.createElement('form');
    const internals = {
      states: new Set(),
      setValidity: () => undefined,
      setFormValue: () => undefined,
    } as unknown as ElementInternals;
    const control = new UploadFormControl(internals);
    control.onRead = shareUploads;
    control.follow(form);
    const validity = { flags: {}, message: '' };
    const facts = { name: 'video', validity, flags: [], anchor: null };
    const shown = { key, uid, state: ready() };
    await begin();
    control.update({ ...facts, states: [shown.state], kept: ready() });
    new FormData(form);
    expect(await isDeletedAfter(ready()), 'what is kept behind another').to.equal(false);
    ({ key, uid } = shown);
    expect(await isDeletedAfter(ready())).to.equal(false);
    await begin();
    control.update({ ...facts, states: [ready()], kept: undefined });
    expect(await isDeletedAfter(ready()), 'what has come afterwards').to.equal(true);
    await begin();
    control.update({ ...facts, states: [ready()], kept: undefined });
    control.follow(null);
    new FormData(form);
    expect(await isDeletedAfter(ready()), 'in no form').to.equal(true);
  });

  it('keeps its videos after the page comes back from the back/forward cache', async () => {
    const itemNow = (): UploadItem => ({ key, state: ready() }) as unknown as UploadItem;
    const shown = { key, uid, item: itemNow() };
    await begin();
    const hidden = { key, uid, item: itemNow() };
    const queue = { items: [shown.item], hidden: [hidden.item], isSingle: true, append: itemNow };
    const offers = new ResumeOffers(queue);
    offers.connect();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    await begin();
    expect(await isDeletedAfter(ready()), 'when it is shown first').to.equal(true);
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    offers.disconnect();
    for (const one of [shown, hidden]) {
      ({ key, uid } = one);
      expect(await isDeletedAfter(ready())).to.equal(false);
    }
  });

  it('keeps videos in a browser without locks', async () => {
    Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
    try {
      drop(paused());
      await store.has(key);
      await store.has(key);
      expect(deleted).to.deep.equal([]);
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
  });
});

describe('takeWithin, with max-files', () => {
  const info = (name: string): FileInfo => ({ name, size: 1, type: 'video/mp4', lastModified: 0 });
  const one = (name: string): { file: File } => ({ file: new File(['x'], name) });
  const listed = (state: Partial<UploadState>): UploadItem => ({ file: null, state }) as unknown as UploadItem;
  const progress = startProgress(1, 0);
  const halfSent = (name: string): UploadItem =>
    listed({ status: 'resumable', file: info(name), uid: 'a', progress, kept: false });
  const useless = (name: string): UploadItem => listed({ status: 'error', file: info(name), recovery: 'choose' });
  const failed = (name: string): UploadItem => listed({ status: 'error', file: info(name), recovery: 'retry' });

  function taken(maxFiles: number | null, items: UploadItem[], names: string[], incoming = 0): string[] {
    const host = Object.assign(new EventTarget(), { maxFiles, accepted: 'video/*' });
    const given = names.map(one);
    return takeWithin(host, { items, incoming }, given, () => undefined).map(({ file }) => file.name);
  }
  const opens = (items: UploadItem[]): boolean =>
    takeWithin(Object.assign(new EventTarget(), { maxFiles: 2, accepted: '' }), { items, incoming: 0 }, [null], () => {
      // The notice is not tested here.
    }).length > 0;

  it('accepts half-sent files into a full list, whatever their date, and opens the dialogue for them', () => {
    const both = [halfSent('a.mp4'), halfSent('b.mp4')];
    expect(taken(2, both, ['a.mp4', 'b.mp4', 'c.mp4'])).to.deep.equal(['a.mp4', 'b.mp4']);
    expect(opens(both)).to.equal(true);
    expect(opens([failed('a.mp4'), failed('b.mp4')])).to.equal(false);
    expect(opens([failed('a.mp4'), useless('b.mp4')])).to.equal(true);
  });

  it('counts retryable and incoming files, but not unusable ones, nor a file given again', () => {
    expect(taken(2, [failed('a.mp4')], ['b.mp4', 'c.mp4'])).to.deep.equal(['b.mp4']);
    expect(taken(2, [failed('a.mp4')], ['a.mp4', 'c.mp4'])).to.deep.equal(['a.mp4', 'c.mp4']);
    expect(taken(2, [useless('a.mp4')], ['a.mp4', 'b.mp4', 'c.mp4'])).to.deep.equal(['a.mp4', 'b.mp4']);
    expect(taken(2, [], ['a.mp4', 'b.mp4'], 1)).to.deep.equal(['a.mp4']);
    for (const none of [null, 0, NaN]) expect(taken(none, [], ['a.mp4', 'b.mp4'])).to.have.length(2);
  });

  it('prefers videos to other files, and keeps their order', () => {
    expect(taken(2, [], ['notes.txt', 'a.mp4', 'b.mp4'])).to.deep.equal(['a.mp4', 'b.mp4']);
    expect(taken(2, [], ['notes.txt', 'a.mp4'])).to.deep.equal(['notes.txt', 'a.mp4']);
    expect(taken(1, [], ['notes.txt', 'photo.jpg'])).to.deep.equal(['notes.txt']);
  });
});
