import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Killing } from './support/killing.js';
import { head, patch, until } from './support/running-stream.js';

const CHUNK = 5_242_880;

describe('a local Stream that is killed', { skip: process.platform === 'win32' }, () => {
  let killing: Killing;
  before(async () => {
    killing = await Killing.start();
  });
  after(() => killing.close());

  const stateOf = async (uid: string) => (await killing.process.video(uid)).status.state;
  const untilState = (uid: string, state: string) =>
    until(async () => ((await stateOf(uid)) === state ? true : undefined));

  it('during a chunk, between two chunks or after the last byte loses no upload', async () => {
    const untouched = await killing.create();
    const middle = await killing.create();
    await killing.beginChunk(middle, 0, 0.5);
    await until(async () =>
      Number((await head(middle.url)).headers.get('upload-offset')) > 1_000_000 ? true : undefined,
    );
    const between = await killing.create();
    assert.equal((await patch(between.url, 0, between.bytes.slice(0, CHUNK))).status, 204);
    await killing.process.restart();

    assert.equal((await head(between.url)).headers.get('upload-offset'), String(CHUNK));
    assert.ok(Number((await head(middle.url)).headers.get('upload-offset')) > 1_000_000, 'what had arrived is there');
    await killing.carry(middle);
    await killing.carry(untouched);
    // Its answer is not waited for.
    await killing.beginChunk(between, CHUNK, 1);
    await killing.process.restart();
    await killing.carry(between);
    await killing.settle();
  });

  it('while one video is encoded and another waits finishes both after a restart', async () => {
    const [first, second] = [await killing.create(), await killing.create()];
    // Holds the first job, so that it still runs when the second video has arrived.
    await killing.process.hold();
    await killing.carry(first);
    await killing.carry(second);
    await untilState(first.uid, 'inprogress');
    assert.equal(await stateOf(second.uid), 'queued');
    await killing.process.restart();
    await killing.settle();
  });

  it('before a webhook is sent or answered sends it after a restart', async () => {
    const early = await killing.create();
    const body = JSON.stringify({ webhookDelayMs: 3_600_000 });
    await fetch(`${killing.process.stream.origin}/__sim/settings`, { method: 'PUT', body });
    await killing.carry(early);
    await untilState(early.uid, 'ready');
    assert.equal(killing.told.includes(early.uid), false);
    await killing.process.restart();
    await killing.settle();

    const late = await killing.create();
    const arrived = new Promise<void>((resolve) => {
      killing.onWebhook = async () => {
        await killing.process.kill();
        resolve();
      };
    });
    await killing.carry(late);
    await arrived;
    killing.onWebhook = () => Promise.resolve();
    await killing.process.start();
    await until(() => (killing.told.filter((uid) => uid === late.uid).length > 1 ? true : undefined));
    await killing.settle();
  });
});
