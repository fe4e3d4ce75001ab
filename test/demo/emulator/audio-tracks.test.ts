// Audio tracks that are added to a video: by Cloudflare's own client, in playlists, and from what ffmpeg can read.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import Cloudflare, { BadRequestError, NotFoundError } from 'cloudflare';
import { findFfmpeg } from '../../harness/tools.mjs';
import { serveBytes, startOrigin } from './support/origin.js';
import { clip, startStream, until, type Envelope, type RunningStream } from './support/running-stream.js';

const run = promisify(execFile);

/** A tone of the given length in seconds, as WAV. */
async function tone(seconds: number): Promise<Uint8Array<ArrayBuffer>> {
  const args = ['-v', 'error', '-f', 'lavfi', '-i', `sine=frequency=300:duration=${seconds}`, '-f', 'wav', 'pipe:1'];
  const { stdout } = await run(findFfmpeg() ?? '', args, { encoding: 'buffer', maxBuffer: 50_000_000 });
  return new Uint8Array(stdout);
}

function connect({ stream }: RunningStream) {
  const { apiBase: baseURL, apiToken, accountId: account_id } = stream;
  return { api: new Cloudflare({ baseURL, apiToken, maxRetries: 0 }).stream.audioTracks, account: { account_id } };
}

async function sounds(stream: RunningStream, uid: string) {
  const master = await (await fetch(`${stream.origin}/${uid}/manifest/video.m3u8`)).text();
  const lines = [...master.matchAll(/^#EXT-X-MEDIA:TYPE=AUDIO,.*NAME="(.*?)",DEFAULT=(YES|NO),.*URI="(.*?)"$/gm)];
  return lines.map(([, name, isDefault, uri]) => ({ name, isDefault, uri }));
}

/** Length of a playlist in seconds, and the statuses of its initialization and its first segment. */
async function playlistOf(stream: RunningStream, uid: string, uri = '') {
  const url = `${stream.origin}/${uid}/manifest/${uri}`;
  const text = await (await fetch(url)).text();
  const seconds = [...text.matchAll(/^#EXTINF:([\d.]+)/gm)].reduce((sum, [, length]) => sum + Number(length), 0);
  const [init] = /(?<=URI=")[^"]+/.exec(text) ?? [];
  const [segment] = /^\.\.\/.*seg_1\.mp4.*$/m.exec(text) ?? [];
  const statuses = await Promise.all([init, segment].map(async (at) => (await fetch(new URL(at ?? '', url))).status));
  return { seconds: Math.round(seconds * 10) / 10, statuses };
}

describe('additional audio tracks', { skip: findFfmpeg() ? false : 'there is no ffmpeg' }, () => {
  it('are copied, listed, chosen as default, renamed and deleted by Cloudflare’s SDK, and appear in the playlist', async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg' });
    const uid = await stream.readyVideo({});
    const { api, account } = connect(stream);
    const named = { ...account, identifier: uid };
    const [short, long] = await Promise.all([
      startOrigin(t, serveBytes(await tone(1))),
      startOrigin(t, serveBytes(await tone(20))),
    ]);
    const first = await api.copy(uid, { ...account, url: `${short}/de.wav`, label: 'Deutsch' });
    assert.deepEqual(first, { uid: first.uid, label: 'Deutsch', default: false, status: 'queued' });
    const second = await api.copy(uid, { ...account, url: `${long}/fr.wav`, label: 'Français' });
    const all = await until(async () => {
      const { audio = [] } = await api.get(uid, account);
      return audio.every(({ status }) => status === 'ready') ? audio : undefined;
    });
    assert.deepEqual(all, [
      { ...first, status: 'ready' },
      { ...second, status: 'ready' },
    ]);
    const listed = await sounds(stream, uid);
    assert.deepEqual(
      listed.map(({ name, isDefault }) => [name, isDefault]),
      [
        ['original', 'YES'],
        ['Deutsch', 'NO'],
        ['Français', 'NO'],
      ],
    );
    // As long as the video: padded with silence, or cut off.
    for (const { name, uri } of listed)
      assert.deepEqual([name, await playlistOf(stream, uid, uri)], [name, { seconds: 5, statuses: [200, 200] }]);

    const of = (track: { uid?: string | undefined }) => track.uid ?? '';
    const edited = await api.edit(of(first), { ...named, label: 'German', default: true });
    assert.deepEqual(edited, { ...first, label: 'German', default: true, status: 'ready' });
    await api.edit(of(second), { ...named, default: true });
    assert.deepEqual(
      (await sounds(stream, uid)).map(({ name, isDefault }) => [name, isDefault]),
      [
        ['original', 'NO'],
        ['German', 'NO'],
        ['Français', 'YES'],
      ],
    );
    await assert.rejects(async () => api.delete(of(second), named), BadRequestError);
    assert.equal(await api.delete(of(first), named), 'ok');
    await assert.rejects(async () => api.delete(of(first), named), NotFoundError);
    await assert.rejects(
      async () => api.copy(uid, { ...account, url: `${short}/x`, label: 'Français' }),
      BadRequestError,
    );
    await assert.rejects(async () => api.copy(uid, { ...account, url: `${short}/x` } as never), BadRequestError);
    await assert.rejects(
      async () => api.copy(uid, { ...account, url: 'https://example.com/x', label: 'x' }),
      BadRequestError,
    );
    assert.deepEqual(
      (await sounds(stream, uid)).map(({ name }) => name),
      ['original', 'Français'],
    );
    assert.deepEqual(await readdir(join(stream.dataDir, 'videos', uid, 'audio')), [of(second)]);
  });

  it('can be uploaded as a form and survive a restart, and a file without sound ends in an error', async (t) => {
    const stream = await startStream(t, { transcoder: 'ffmpeg' });
    const uid = await stream.readyVideo({ requiresignedurls: null });
    const send = async (bytes: Uint8Array<ArrayBuffer>, label: string) => {
      const body = new FormData();
      body.append('file', new Blob([bytes]), 'sound');
      body.append('label', label);
      const response = await stream.api(`/${uid}/audio`, { method: 'POST', body });
      return ((await response.json()) as Envelope<{ uid: string }>).result.uid;
    };
    await send(await tone(5), 'Comment');
    await send(new TextEncoder().encode('no sound at all'), 'Broken');
    await stream.restart();
    const states = () => stream.result<{ audio: { label: string; status: string }[] }>(`/${uid}/audio`);
    const { audio } = await until(async () => {
      const now = await states();
      return now.audio.some(({ status }) => status === 'queued') ? undefined : now;
    });
    assert.deepEqual(
      audio.map(({ label, status }) => [label, status]),
      [
        ['Comment', 'ready'],
        ['Broken', 'error'],
      ],
    );
    const token = await stream.token(uid);
    const [, comment, ...rest] = await sounds(stream, token);
    assert.deepEqual([comment?.name, rest.length], ['Comment', 0]);
    assert.deepEqual(await playlistOf(stream, token, comment?.uri), { seconds: 5, statuses: [200, 200] });
    assert.equal((await fetch(`${stream.origin}/${uid}/manifest/${comment?.uri ?? ''}`)).status, 401);
  });
});

describe('additional audio tracks without an encoder', () => {
  it('need a ready video, are repackaged without encoding, and are deleted with their video', async (t) => {
    const stream = await startStream(t);
    const { api, account } = connect(stream);
    const { uid: waiting } = await stream.createTus(1_000);
    await assert.rejects(
      async () => api.copy(waiting, { ...account, url: 'http://localhost/x', label: 'x' }),
      BadRequestError,
    );
    const uid = await stream.readyVideo({});
    const origin = await startOrigin(t, serveBytes(await clip()));
    await api.copy(uid, { ...account, url: `${origin}/x.mp4`, label: 'x' });
    await until(async () => ((await api.get(uid, account)).audio?.[0]?.status === 'ready' ? true : undefined));
    const [, added] = await sounds(stream, uid);
    assert.deepEqual((await playlistOf(stream, uid, added?.uri)).statuses, [200, 200]);
    const text = await startOrigin(t, serveBytes(new TextEncoder().encode('no sound')));
    await api.copy(uid, { ...account, url: `${text}/y`, label: 'y' });
    await until(async () => ((await api.get(uid, account)).audio?.[1]?.status === 'error' ? true : undefined));
    await stream.api(`/${uid}`, { method: 'DELETE' });
    await assert.rejects(async () => api.get(uid, account), NotFoundError);
  });
});
