import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clip, startStream, type Envelope, type RunningStream, type VideoJson } from './support/running-stream.js';

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });
const pending = async (stream: RunningStream, body: object) =>
  (await stream.result<{ uid: string }>('/direct_upload', post({ maxDurationSeconds: 60, ...body }))).uid;

async function refusal(
  stream: RunningStream,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; code: number; detail: string }> {
  const response = await stream.api(path, init);
  const { errors, messages } = (await response.json()) as Envelope<null>;
  return { status: response.status, code: errors[0]?.code ?? 0, detail: messages[0]?.message ?? '' };
}

describe('library of videos', () => {
  it('can be listed with every filter', async (t) => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const stream = await startStream(t, { now: () => now });
    const uids: string[] = [];
    for (const [name, creator] of [
      ['Red balloon', 'anna'],
      ['Blue balloon', 'bea'],
      ['blue', 'anna'],
    ] as const) {
      uids.push(await pending(stream, { meta: { name }, creator }));
      now += 60_000;
    }
    const list = async (query: string) => (await stream.result<VideoJson[]>(`?${query}`)).map(({ meta }) => meta.name);
    const [first = '', second = ''] = uids;
    const cases: [string, string[]][] = [
      ['', ['blue', 'Blue balloon', 'Red balloon']],
      ['asc=true', ['Red balloon', 'Blue balloon', 'blue']],
      ['search=BALLOON', ['Blue balloon', 'Red balloon']],
      ['video_name=blue', ['blue']],
      ['creator=anna', ['blue', 'Red balloon']],
      ['creator=anna&search=red', ['Red balloon']],
      [`id=${first},${second}`, ['Blue balloon', 'Red balloon']],
      [`name=blue,${first}`, ['blue', 'Red balloon']],
      ['status=pendingupload&limit=2', ['blue', 'Blue balloon']],
      ['status=ready', []],
      ['type=live', []],
      ['type=vod&asc=true&limit=1', ['Red balloon']],
      ['start=2026-01-01T00:00:30Z', ['blue', 'Blue balloon']],
      ['after=2026-01-01T00:01:00Z', ['blue']],
      ['end=2026-01-01T00:01:00Z', ['Red balloon']],
      ['before=2026-01-02&after=2025-12-31', ['blue', 'Blue balloon', 'Red balloon']],
    ];
    for (const [query, names] of cases) assert.deepEqual(await list(query), names, query);

    const counted = (await (
      await stream.api('?include_counts=true&search=balloon&end=2026-01-01T00:01:00Z')
    ).json()) as { total: number; range: number; result: unknown[] };
    assert.deepEqual([counted.total, counted.range, counted.result.length], [2, 1, 1]);
    assert.ok(!('total' in ((await (await stream.api('')).json()) as object)));
    for (const query of ['limit=0', 'limit=1001', 'asc=yes', 'status=done', 'type=film', 'start=yesterday']) {
      const { status, code, detail } = await refusal(stream, `?${query}`);
      assert.deepEqual([status, code, detail.split(' ')[0]], [400, 10005, query.split('=')[0]]);
    }
  });

  it('can be edited field by field, and names an invalid field', async (t) => {
    const now = Date.now();
    const stream = await startStream(t, { now: () => now });
    const uid = await pending(stream, { meta: { name: 'a', more: 1 }, creator: 'me' });
    const edit = (body: object) => stream.result<VideoJson & Record<string, unknown>>(`/${uid}`, post(body));
    const deletion = new Date(now + 31 * 86_400_000).toISOString();
    const edited = await edit({
      uid,
      meta: { name: 'b' },
      requireSignedURLs: true,
      maxDurationSeconds: 9,
      scheduledDeletion: deletion,
      uploadExpiry: '2099-01-01T00:00:00Z',
    });
    assert.deepEqual(
      [
        edited.meta,
        edited.creator,
        edited.requireSignedURLs,
        edited.maxDurationSeconds,
        edited.scheduledDeletion,
        edited.uploadExpiry,
      ],
      [{ name: 'b' }, 'me', true, 9, deletion, '2099-01-01T00:00:00.000000Z'],
    );
    assert.equal((await edit({ scheduledDeletion: null, creator: null })).scheduledDeletion, null);
    await edit({ publicDetails: { title: 'A', share_link: 'https://a.example' } });
    const details = { title: 'B', share_link: 'https://a.example', channel_link: null, logo: null };
    assert.deepEqual((await edit({ publicDetails: { title: 'B' } })).publicDetails, details);
    await stream.restart();
    const kept = await stream.result<Record<string, unknown>>(`/${uid}`);
    assert.deepEqual([kept.publicDetails, kept.creator, kept.requireSignedURLs], [details, null, true]);

    const wrong: [object, RegExp][] = [
      [{ uid: '0'.repeat(32) }, /^uid/],
      [{ meta: 'x' }, /^meta/],
      [{ creator: 5 }, /^creator/],
      [{ requireSignedURLs: 'yes' }, /^requireSignedURLs/],
      [{ allowedOrigins: 'x' }, /^allowedOrigins/],
      [{ thumbnailTimestampPct: -1 }, /^thumbnailTimestampPct/],
      [{ scheduledDeletion: '2001-01-01T00:00:00Z' }, /^scheduledDeletion/],
      [{ uploadExpiry: '2001-01-01T00:00:00Z' }, /^expiry/],
      [{ publicDetails: { title: 1 } }, /^publicDetails.title/],
      [{ publicDetails: [] }, /^publicDetails/],
    ];
    for (const [body, detail] of wrong) {
      const answer = await refusal(stream, `/${uid}`, post(body));
      assert.deepEqual([answer.status, answer.code], [400, 10005]);
      assert.match(answer.detail, detail);
    }
  });

  it('loses no edit that is made while the video is encoded', async (t) => {
    const stream = await startStream(t);
    const uid = await stream.upload(await clip(), { name: 'before' });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        stream.result(`/${uid}`, post(index % 2 === 0 ? { creator: `me-${index}` } : { meta: { index } })),
      ),
    );
    const ready = await stream.finished(uid, 'ready');
    // The order of the edits is not known, but none may undo another.
    assert.match(ready.creator ?? '', /^me-/);
    assert.deepEqual(Object.keys(ready.meta), ['index']);
    assert.match(
      (await refusal(stream, `/${uid}`, post({ maxDurationSeconds: 5 }))).detail,
      /once the video is uploaded/,
    );
    await stream.restart();
    assert.equal((await stream.video(uid)).status.state, 'ready');
  });

  it('answers 429 to uploads beyond maxVideosInProgress', async (t) => {
    const stream = await startStream(t, { settings: { maxVideosInProgress: 0 } });
    const { status, code, detail } = await refusal(stream, '/direct_upload', post({ maxDurationSeconds: 60 }));
    assert.deepEqual([status, code], [429, 10005]);
    assert.match(detail, /at most 0 videos/);
    assert.equal((await stream.createTus(5)).response.status, 429);
    const form = new FormData();
    form.append('file', new Blob([await clip()]), 'a.mp4');
    assert.equal((await stream.api('', { method: 'POST', body: form })).status, 429);
    assert.equal((await refusal(stream, '/copy', post({ url: 'http://localhost:1/' }))).status, 429);
  });

  it('answers 413 to uploads beyond storageMinutes, and counts the reserved minutes of open ones until they expire', async (t) => {
    let now = Date.now();
    const stream = await startStream(t, { now: () => now, settings: { storageMinutes: 2 } });
    await pending(stream, { maxDurationSeconds: 90 });
    const { status, code, detail } = await refusal(stream, '/direct_upload', post({ maxDurationSeconds: 60 }));
    assert.deepEqual([status, code], [413, 10011]);
    assert.equal(detail, 'Storage capacity exceeded: You have uploaded 0.00 minutes and are allocated 2 minutes.');
    await pending(stream, { maxDurationSeconds: 30 });
    now += 31 * 60_000;
    await pending(stream, { maxDurationSeconds: 120 });
    const usage = await stream.result<Record<string, number>>('/storage-usage');
    assert.deepEqual(usage, { totalStorageMinutes: 0, totalStorageMinutesLimit: 2, videoCount: 3 });
  });
});
