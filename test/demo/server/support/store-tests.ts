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

/** Declares the tests that every store has to pass. They begin without rows, and leave five. */
export function describeStore(name: string, storeOf: () => VideoStore, empty: () => unknown = () => undefined): void {
  describe(`the videos in ${name}`, () => {
    before(empty);

    it('are found by uid, listed newest first, and open until their state is final', async () => {
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

    it('keep their latest public details, even when ready, and do not report these as a change of state', async () => {
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

    it('are gone once removed, without affecting others or coming back by a late webhook', async () => {
      const store = storeOf();
      for (const n of [71, 72]) await store.add(uidOf(n), `video ${n}`);
      await store.remove(uidOf(71));
      await store.remove(uidOf(71));
      assert.equal(await store.get(uidOf(71)), undefined);
      assert.equal((await store.get(uidOf(72)))?.name, 'video 72');
      assert.equal(await store.apply(uidOf(71), state('ready')), undefined, 'a late webhook does not bring it back');
      await store.remove(uidOf(72));
    });

    it('are listed by creator, who is set only once and is not part of a row', async () => {
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
      // A creator can be added later, and does not change after that.
      await store.add(uidOf(1), 'again', undefined, { creator: 'bo' });
      await store.add(uidOf(1), 'again', undefined, { creator: 'zoë' });
      assert.equal(await store.ownerOf(uidOf(1)), 'bo');
      assert.equal((await store.get(uidOf(1)))?.name, 'video 1');
      const reservation = await store.reserve('sent', 'zoë');
      await store.assign(reservation, uidOf(64));
      assert.equal(await store.ownerOf(uidOf(64)), 'zoë');
      for (const n of [61, 62, 63, 64]) await store.remove(uidOf(n));
    });

    it('take the duration of a broadcast once it is over, and keep it', async () => {
      const store = storeOf();
      await store.add(uidOf(65), 'on air');
      assert.equal((await store.apply(uidOf(65), state('ready')))?.duration, null);
      assert.equal((await store.apply(uidOf(65), state('ready', { duration: 60 })))?.duration, 60);
      assert.equal(await store.apply(uidOf(65), state('ready', { duration: 61 })), undefined);
      await store.remove(uidOf(65));
    });

    it('take each state once, and never go back to an earlier one', async () => {
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

    it('stay failed once they have failed', async () => {
      const store = storeOf();
      const failed = await store.get(uidOf(2));
      assert.deepEqual([failed?.status, failed?.errorCode, failed?.readyAt], ['error', 'ERR_NON_VIDEO', null]);
      assert.equal(await store.apply(uidOf(2), state('ready')), undefined);
      assert.equal(await store.apply(uidOf(99), state('ready')), undefined);
    });

    it('are reported as missing when they have no row', async () => {
      const store = storeOf();
      assert.deepEqual(await store.missing([]), []);
      assert.deepEqual(await store.missing([uidOf(1), uidOf(7), uidOf(3), "'"]), [uidOf(7), "'"]);
      // As many as Stream lists at most.
      const many = Array.from({ length: 10_000 }, (_, n) => uidOf(n));
      assert.equal((await store.missing(many)).length, many.length - 3);
    });

    it('keep the creation time that they are added with', async () => {
      const store = storeOf();
      await store.add(uidOf(1), 'again', new Date(0));
      await store.add(uidOf(4), 'old', new Date('2026-01-02T03:04:05.678Z'));
      assert.equal((await store.get(uidOf(4)))?.createdAt, '2026-01-02T03:04:05.678Z');
      assert.equal((await store.list(9)).at(-1)?.uid, uidOf(4));
    });

    it('can still become ready after their upload was marked as expired', async () => {
      const store = storeOf();
      assert.equal((await store.apply(uidOf(4), state('error', { errorCode: 'UPLOAD_EXPIRED' })))?.status, 'error');
      assert.equal(await store.apply(uidOf(4), state('pending')), undefined);
      const ready = await store.apply(uidOf(4), state('ready', { duration: 2 }));
      assert.deepEqual([ready?.status, ready?.errorCode, ready?.duration], ['ready', null, 2]);
      assert.equal(await store.apply(uidOf(4), state('error', { errorCode: 'UPLOAD_EXPIRED' })), undefined);
    });

    it('become ready at the current time when Stream gives none', async () => {
      const ready = await storeOf().apply(uidOf(3), state('ready'));
      assert.ok(Math.abs(Date.parse(ready?.readyAt ?? '') - Date.now()) < 60_000);
    });

    it('can have a reserved row before they have a uid, which is not listed until it is assigned', async () => {
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
      // The poll has given it a row meanwhile.
      await store.assign(late, uidOf(5));
      assert.equal((await store.list(99)).length, 5);
      assert.equal((await store.get(uidOf(5)))?.name, 'kept');
      await store.apply(uidOf(5), state('error', { errorCode: 'ERR_NON_VIDEO' }));
      await store.prepare();
      assert.equal((await store.list(99)).length, 5, 'and a new start takes nothing away');
    });
  });
}
