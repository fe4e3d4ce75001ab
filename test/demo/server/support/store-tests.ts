import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { VideoState } from '../../../../demo/server/video-state.js';
import type { VideoStore } from '../../../../demo/server/videos.js';

const uidOf = (n: number): string => n.toString(16).padStart(32, '0');
const state = (status: VideoState['status'], more: Partial<VideoState> = {}): VideoState => ({
  status,
  percent: null,
  duration: null,
  errorCode: null,
  readyAt: null,
  ...more,
});

/** What every store has to do, whatever keeps the rows. There are none at the beginning, and five at the end. */
export function describeStore(name: string, storeOf: () => VideoStore, empty: () => unknown = () => undefined): void {
  describe(`the videos in ${name}`, () => {
    before(empty);

    it('are found, listed newest first, and stand until they are final', async () => {
      const store = storeOf();
      const now = Date.now();
      for (const n of [1, 2, 3]) await store.add(uidOf(n), `video ${n}`, new Date(now + n));
      await store.add(uidOf(1), 'again');
      assert.deepEqual(
        (await store.list(2)).map((video) => video.name),
        ['video 3', 'video 2'],
      );
      const { createdAt, ...first } = (await store.get(uidOf(1)))!;
      assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.deepEqual(first, {
        uid: uidOf(1),
        name: 'video 1',
        status: 'pending',
        percent: null,
        duration: null,
        errorCode: null,
        readyAt: null,
      });
      assert.equal(await store.get(uidOf(9)), undefined);
      await store.apply(uidOf(2), state('error', { errorCode: 'ERR_NON_VIDEO' }));
      assert.deepEqual(
        (await store.open(9)).map((video) => video.uid),
        [uidOf(3), uidOf(1)],
      );
    });

    it('keep what may be shown beside them, also of one that is ready, and tell of it as no change', async () => {
      const store = storeOf();
      await store.add(uidOf(61), 'video 61');
      const made = await store.apply(uidOf(61), state('ready', { duration: 2, publicDetails: { title: 'One' } }));
      assert.deepEqual(made?.publicDetails, { title: 'One' });
      const again = { duration: 2, publicDetails: { title: 'Two', shareLink: 'https://example.com/' } };
      assert.equal(await store.apply(uidOf(61), state('ready', again)), undefined);
      assert.deepEqual((await store.get(uidOf(61)))?.publicDetails, again.publicDetails);
      await store.apply(uidOf(61), state('ready', { duration: 2 }));
      assert.deepEqual((await store.get(uidOf(61)))?.publicDetails, again.publicDetails, 'nothing was said of it');
      await store.apply(uidOf(61), state('ready', { duration: 2, publicDetails: {} }));
      assert.equal('publicDetails' in (await store.get(uidOf(61)))!, false);
      await store.remove(uidOf(61));
    });

    it('are gone once they are removed, and only they', async () => {
      const store = storeOf();
      for (const n of [71, 72]) await store.add(uidOf(n), `video ${n}`);
      await store.remove(uidOf(71));
      await store.remove(uidOf(71));
      assert.equal(await store.get(uidOf(71)), undefined);
      assert.equal((await store.get(uidOf(72)))?.name, 'video 72');
      assert.equal(await store.apply(uidOf(71), state('ready')), undefined, 'a late webhook does not bring it back');
      await store.remove(uidOf(72));
    });

    it('are somebody’s, who is told alone and whom no answer names', async () => {
      const store = storeOf();
      await store.add(uidOf(61), 'hers', new Date(1_000), { creator: 'zoë' });
      await store.add(uidOf(62), 'his', new Date(2_000), { creator: 'bo' });
      await store.add(uidOf(63), 'her camera', new Date(3_000), { creator: 'zoë', kind: 'live' });
      const names = (await store.list(9, 'zoë')).map(({ name, live }) => [name, live]);
      assert.deepEqual(names, [
        ['her camera', true],
        ['hers', undefined],
      ]);
      assert.deepEqual(await store.list(9, 'nobody'), []);
      assert.deepEqual(await Promise.all([61, 62, 1, 99].map((n) => store.ownerOf(uidOf(n)))), [
        'zoë',
        'bo',
        undefined,
        undefined,
      ]);
      assert.ok(!JSON.stringify(await store.list(99)).includes('zoë'));
      // Whose it is can be learned later, and changes no more then.
      await store.add(uidOf(1), 'again', undefined, { creator: 'bo' });
      await store.add(uidOf(1), 'again', undefined, { creator: 'zoë' });
      assert.equal(await store.ownerOf(uidOf(1)), 'bo');
      assert.equal((await store.get(uidOf(1)))?.name, 'video 1');
      const reservation = await store.reserve('sent', 'zoë');
      await store.assign(reservation, uidOf(64));
      assert.equal(await store.ownerOf(uidOf(64)), 'zoë');
      for (const n of [61, 62, 63, 64]) await store.remove(uidOf(n));
    });

    it('learn the length of a broadcast once it is over', async () => {
      const store = storeOf();
      await store.add(uidOf(65), 'on air');
      assert.equal((await store.apply(uidOf(65), state('ready')))?.duration, null);
      assert.equal((await store.apply(uidOf(65), state('ready', { duration: 60 })))?.duration, 60);
      assert.equal(await store.apply(uidOf(65), state('ready', { duration: 61 })), undefined);
      await store.remove(uidOf(65));
    });

    it('take each state once, forwards only', async () => {
      const store = storeOf();
      const readyAt = new Date('2026-01-02T03:04:05.678Z');
      assert.equal(await store.apply(uidOf(1), state('pending')), undefined);
      assert.equal((await store.apply(uidOf(1), state('processing')))?.status, 'processing');
      assert.equal(await store.apply(uidOf(1), state('processing')), undefined);
      assert.equal(await store.apply(uidOf(1), state('pending')), undefined);
      const ready = await store.apply(uidOf(1), state('ready', { duration: 12.345678, readyAt }));
      assert.deepEqual([ready?.status, ready?.duration, ready?.readyAt], ['ready', 12.345678, readyAt.toISOString()]);
      for (const late of ['ready', 'processing', 'error', 'pending'] as const) {
        assert.equal(await store.apply(uidOf(1), state(late, { duration: 1, errorCode: 'ERR_UNKNOWN' })), undefined);
      }
      assert.deepEqual(await store.get(uidOf(1)), ready);
    });

    it('stay failed', async () => {
      const store = storeOf();
      const failed = await store.get(uidOf(2));
      assert.deepEqual([failed?.status, failed?.errorCode, failed?.readyAt], ['error', 'ERR_NON_VIDEO', null]);
      assert.equal(await store.apply(uidOf(2), state('ready')), undefined);
      assert.equal(await store.apply(uidOf(99), state('ready')), undefined);
    });

    it('are given as missing where they are not there', async () => {
      const store = storeOf();
      assert.deepEqual(await store.missing([]), []);
      assert.deepEqual(await store.missing([uidOf(1), uidOf(7), uidOf(3), "'"]), [uidOf(7), "'"]);
      // As many as Stream lists at most.
      const many = Array.from({ length: 10_000 }, (_, n) => uidOf(n));
      assert.equal((await store.missing(many)).length, many.length - 3);
    });

    it('are as old as Stream says', async () => {
      const store = storeOf();
      await store.add(uidOf(1), 'again', new Date(0));
      await store.add(uidOf(4), 'old', new Date('2026-01-02T03:04:05.678Z'));
      assert.equal((await store.get(uidOf(4)))?.createdAt, '2026-01-02T03:04:05.678Z');
      assert.equal((await store.list(9)).at(-1)?.uid, uidOf(4));
    });

    it('become ready after all where the end of the upload was only guessed', async () => {
      const store = storeOf();
      assert.equal((await store.apply(uidOf(4), state('error', { errorCode: 'UPLOAD_EXPIRED' })))?.status, 'error');
      assert.equal(await store.apply(uidOf(4), state('pending')), undefined);
      const ready = await store.apply(uidOf(4), state('ready', { duration: 2 }));
      assert.deepEqual([ready?.status, ready?.errorCode, ready?.duration], ['ready', null, 2]);
      assert.equal(await store.apply(uidOf(4), state('error', { errorCode: 'UPLOAD_EXPIRED' })), undefined);
    });

    it('say when they became ready where Stream does not', async () => {
      const ready = await storeOf().apply(uidOf(3), state('ready'));
      assert.ok(Math.abs(Date.parse(ready?.readyAt ?? '') - Date.now()) < 60_000);
    });

    it('have a row before there is a uid, which nobody sees until it is assigned', async () => {
      const store = storeOf();
      const before = [await store.list(99), await store.open(99)];
      const [kept, dropped, late] = [
        await store.reserve('kept'),
        await store.reserve('x'),
        await store.reserve('late'),
      ];
      assert.deepEqual([await store.list(99), await store.open(99)], before);
      await store.assign(kept, uidOf(5));
      assert.equal((await store.get(uidOf(5)))?.name, 'kept');
      await store.release(dropped);
      await store.release(kept);
      // The list of Stream brought it a row meanwhile.
      await store.assign(late, uidOf(5));
      assert.equal((await store.list(99)).length, 5);
      assert.equal((await store.get(uidOf(5)))?.name, 'kept');
      await store.apply(uidOf(5), state('error', { errorCode: 'ERR_NON_VIDEO' }));
      await store.prepare();
      assert.equal((await store.list(99)).length, 5, 'and a new start takes nothing away');
    });
  });
}
