import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { chromiumSkipReason } from './support/browsers.js';
import { shareChromium, type ChromiumPage } from './support/chromium.js';
import { startJourney, type JourneyDemo } from './support/demo.js';
import { startFormSite, type FormSite } from './support/form-site.js';
import { until } from './support/until.js';

const MiB = 1024 ** 2;

/** Reads status, uid and name of each of the uploader's files. */
const readItems = (driver: ChromiumPage): Promise<{ status: string; uid: string; name: string }[]> =>
  driver.evaluate(() =>
    document.querySelector('cf-stream-upload')!.items.map(({ state }) => ({
      status: state.status,
      uid: 'uid' in state ? (state.uid ?? '') : '',
      name: 'file' in state ? (state.file?.name ?? '') : '',
    })),
  );

describe('an upload in a plain HTML form', { skip: await chromiumSkipReason() }, () => {
  let demo: JourneyDemo;
  let site: FormSite;
  const openPage = shareChromium();
  let driver: ChromiumPage;
  before(async () => {
    demo = await startJourney({ pages: false });
    site = await startFormSite(demo.url);
  });
  after(async () => {
    await site.close();
    await demo.close();
  });
  beforeEach(async () => {
    driver = await openPage();
  });
  afterEach(() => driver.close());

  function writeFile(name: string, bytes: number, folder = demo.folder): string {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, '\0\0\0\x18ftypmp42'.slice(0, bytes), 'latin1');
    fs.truncateSync(file, bytes);
    return file;
  }

  const choose = (...files: string[]): Promise<void> =>
    driver.page.locator('cf-stream-upload input[type=file]').setInputFiles(files);
  const untilSent = (count: number) =>
    until('all is sent', async () => {
      const items = await readItems(driver);
      return items.length === count && items.every(({ uid, status }) => uid !== '' && status !== 'uploading') && items;
    });

  it('blocks the form while it is missing, is posted as its uid, and is restored after going back', async () => {
    // A decodable clip, so that it may become ready; the uid is valid before that, too.
    const clip = path.resolve(import.meta.dirname, '../fixtures/clip-5s.mp4');
    await driver.goto(site.origin);
    const { page } = driver;
    await page.getByRole('button', { name: 'Save' }).click();
    assert.equal(site.posts.length, 0, 'the empty required field blocks the form');
    assert.equal(await page.locator('cf-stream-upload:invalid').count(), 1);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser').catch(() => null),
      page
        .evaluate(() => {
          // Fall back to the file input: the picker that returns handles cannot be answered from a test.
          Reflect.deleteProperty(window, 'showOpenFilePicker');
        })
        .then(() => page.getByText('Your film').click()),
    ]);
    assert.ok(chooser, 'a click on the label opens the file dialogue');
    await chooser.setFiles(clip);
    const [video] = await until(
      'the uploader is valid',
      async () => (await page.locator('cf-stream-upload:valid').count()) > 0 && readItems(driver),
    );
    await page.getByLabel('Title').fill('Mein Film');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Thank you').waitFor();
    assert.deepEqual(Object.fromEntries(site.posts.at(-1)!), { video: video!.uid, title: 'Mein Film' });

    await page.goBack();
    const [again] = await until('the upload is restored', async () => {
      const items = await readItems(driver);
      return items.length > 0 && items;
    });
    assert.equal(again!.uid, video!.uid);
    assert.equal(await page.evaluate(() => new FormData(document.querySelector('form')!).get('video')), video!.uid);
    await page.getByRole('button', { name: 'Clear' }).click();
    assert.deepEqual(await readItems(driver), []);
  });

  it('accepts videos of unusual sizes and names from a dropped folder, skips other files, posts each uid', async () => {
    const folder = path.join(demo.folder, 'dropped');
    writeFile('one byte.mp4', 1, folder);
    writeFile('exactly one chunk.mp4', 5 * MiB, folder);
    writeFile('deeper/still deeper/one byte more.mp4', 5 * MiB + 1, folder);
    writeFile('deeper/"quotes" & <tags> %2F \u202eاسم – ü🏖️.mp4', 1_000, folder);
    writeFile('deeper/notes.txt', 100, folder);
    await driver.goto(`${site.origin}/many`);
    await driver.page.locator('cf-stream-upload').waitFor();
    const cdp = await driver.context.newCDPSession(driver.page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await cdp.send('Input.dispatchDragEvent', {
        type,
        x: 200,
        y: 100,
        data: { items: [], files: [folder], dragOperationsMask: 1 },
      });
    }
    const items = await untilSent(4);
    assert.deepEqual(items.map(({ name }) => name).sort(), [
      '"quotes" & <tags> %2F \u202eاسم – ü🏖️.mp4',
      'exactly one chunk.mp4',
      'one byte more.mp4',
      'one byte.mp4',
    ]);
    await driver.page.getByRole('button', { name: 'Save' }).click();
    await driver.page.getByText('Thank you').waitFor();
    assert.deepEqual(
      site.posts.at(-1)!.getAll('video'),
      items.map(({ uid }) => uid),
    );
  });

  it('starts to send a file of 29 GB, and refuses one of more than 30 GB with a message', async () => {
    const [fits, tooLarge] = [writeFile('fits.mp4', 29_000_000_000), writeFile('too large.mp4', 30_000_000_001)];
    await driver.goto(site.origin);
    await choose(tooLarge);
    await driver.page.getByText('This file is too large. The limit is 30 GB.').first().waitFor();
    await choose(fits);
    await until(
      'bytes are sent',
      async () =>
        ((await driver.evaluate(() => document.querySelector('cf-stream-upload')!.progress?.sentBytes)) ?? 0) > 5 * MiB,
    );
    await driver.page.getByRole('button', { name: 'Cancel upload' }).click();
    assert.deepEqual(await readItems(driver), []);
    fs.rmSync(fits);
    fs.rmSync(tooLarge);
  });
});
