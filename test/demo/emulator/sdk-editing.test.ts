// Cloudflare's own client, making and changing videos: clips, watermarks, deletions, details, generated captions.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import Cloudflare, { BadRequestError, NotFoundError, toFile } from 'cloudflare';
import { findFfmpeg } from '../../harness/tools.mjs';
import { serveBytes, startOrigin } from './support/origin.js';
import { clip, startStream, until, type RunningStream } from './support/running-stream.js';

const run = promisify(execFile);
const DAY_MS = 86_400_000;
const skip = findFfmpeg() ? false : 'there is no ffmpeg';

function connect({ stream }: RunningStream) {
  const { apiBase: baseURL, apiToken, accountId: account_id } = stream;
  return { api: new Cloudflare({ baseURL, apiToken, maxRetries: 0 }).stream, account: { account_id } };
}

/** Share of red in the upper left corner of a still, 0 to 1. */
async function redness(stream: RunningStream, uid: string): Promise<number> {
  const still = await fetch(`${stream.origin}/${uid}/thumbnails/thumbnail.jpg?time=1s&width=320`);
  const filter = ['-vf', 'crop=iw/5:ih/5:iw/20:ih/20,scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const child = run(findFfmpeg() ?? '', ['-v', 'error', '-i', '-', ...filter], { encoding: 'buffer' });
  child.child.stdin?.end(Buffer.from(await still.arrayBuffer()));
  const [red = 0, green = 0, blue = 0] = (await child).stdout;
  return (red - Math.max(green, blue)) / 255;
}

describe("Cloudflare's TypeScript SDK, editing", () => {
  it('makes a clip, and gets an error for an unknown video or a part outside it', { skip }, async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg' });
    const { api, account } = connect(stream);
    const from = await stream.readyVideo({});
    const cut = { ...account, clippedFromVideoUID: from, startTimeSeconds: 1 };
    const made = await api.clip.create({ ...cut, endTimeSeconds: 3, creator: 'anna', meta: { name: 'Part' } });
    assert.deepEqual([made.clippedFrom, made.creator, made.meta], [from, 'anna', { name: 'Part' }]);
    const uid = made.uid ?? '';
    await stream.finished(uid, 'ready');
    assert.equal(Math.round((await api.get(uid, account)).duration ?? 0), 2);
    await assert.rejects(async () => api.clip.create({ ...cut, endTimeSeconds: 60 }), BadRequestError);
    const missing = { ...cut, clippedFromVideoUID: '0'.repeat(32), endTimeSeconds: 2 };
    await assert.rejects(async () => api.clip.create(missing), NotFoundError);
  });

  it('has a watermark drawn on a copied video', { skip }, async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg' });
    const { api, account } = connect(stream);
    const picture = ['-v', 'error', '-f', 'lavfi', '-i', 'color=red:size=64x64', '-frames:v', '1'];
    const { stdout: png } = await run(findFfmpeg() ?? '', [...picture, '-f', 'image2pipe', '-c:v', 'png', '-'], {
      encoding: 'buffer',
    });
    const file = await toFile(png, 'red.png');
    const how = { name: 'red', position: 'upperLeft', scale: 0.5, opacity: 1, padding: 0 };
    const { uid: watermark = '' } = await api.watermarks.create({ ...account, ...how, file } as never);
    const origin = await startOrigin(t, serveBytes(await clip()));
    const copied = await Promise.all(
      [{ uid: watermark }, undefined].map(async (mark) => {
        const { uid = '' } = await api.copy.create({
          ...account,
          input: `${origin}/clip.mp4`,
          ...(mark ? { watermark: mark } : {}),
        });
        await stream.finished(uid, 'ready');
        return uid;
      }),
    );
    const [marked = '', plain = ''] = copied;
    const [red, bare] = [await redness(stream, marked), await redness(stream, plain)];
    assert.ok(red > 0.6 && bare < 0.4, `${red} with the watermark, ${bare} without`);
    assert.equal((await api.get(marked, account)).watermark?.uid, watermark);
  });

  it('schedules two deletions and cancels one, which is then not carried out', async (t) => {
    const stream = await startStream(t);
    const { api, account } = connect(stream);
    const [first, second] = [await stream.readyVideo(), await stream.readyVideo()];
    const scheduledDeletion = new Date(Date.now() + 31 * DAY_MS).toISOString();
    for (const uid of [first, second]) {
      const edited = await api.edit(uid, { ...account, scheduledDeletion });
      assert.equal(Date.parse(edited.scheduledDeletion ?? ''), Date.parse(scheduledDeletion));
    }
    const kept = await api.edit(second, { ...account, scheduledDeletion: null as never });
    assert.equal(kept.scheduledDeletion, null);
    const soon = new Date(Date.now() + DAY_MS).toISOString();
    await assert.rejects(async () => api.edit(second, { ...account, scheduledDeletion: soon }), BadRequestError);
    await stream.sim('POST', 'clock', { advanceMs: 32 * DAY_MS });
    await assert.rejects(async () => api.get(first, account), NotFoundError);
    assert.equal((await api.get(second, account)).uid, second);
  });

  it('sets public details field by field, which a player then gets', async (t) => {
    const stream = await startStream(t);
    const { api, account } = connect(stream);
    const uid = await stream.readyVideo();
    await api.edit(uid, { ...account, publicDetails: { title: 'Beach', share_link: 'https://example.com/b' } });
    const { publicDetails } = await api.edit(uid, { ...account, publicDetails: { logo: 'https://example.com/l.png' } });
    const details = {
      title: 'Beach',
      share_link: 'https://example.com/b',
      channel_link: null,
      logo: 'https://example.com/l.png',
    };
    assert.deepEqual(publicDetails, details);
    const { token } = await api.token.create(uid, account);
    const shown = await fetch(`${stream.origin}/${token}/metadata/playerEnhancementInfo.json`);
    assert.deepEqual(((await shown.json()) as { publicDetails: object }).publicDetails, details);
  });

  it('has placeholder captions generated, which are then in the playlist', async (t) => {
    const stream = await startStream(t, { settings: { captionGeneration: 'placeholder' } });
    const { api, account } = connect(stream);
    const uid = await stream.readyVideo({});
    const named = { ...account, identifier: uid };
    const { label, generated, status } = await api.captions.language.create('en', named);
    assert.deepEqual([label, generated, status], ['English (auto-generated)', true, 'inprogress']);
    const ready = await until(async () => {
      const caption = await api.captions.language.get('en', named);
      return caption.status === 'ready' ? caption : undefined;
    });
    assert.equal(ready.generated, true);
    const master = await (await fetch(`${stream.origin}/${uid}/manifest/video.m3u8`)).text();
    assert.match(master, /TYPE=SUBTITLES.*NAME="English \(auto-generated\)"/);
    await assert.rejects(async () => api.captions.language.create('tlh', named), BadRequestError);
  });
});
