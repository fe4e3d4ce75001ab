// Restrictions that `authorize` returns, as Stream enforces them: over real sockets, with real checks of tokens.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Allowed } from '../../demo/server/authorize.js';
import { until } from '../demo/emulator/support/running-stream.js';
import { startSite, type Site } from './support/site.js';

/** A site whose `authorize` allows everything, with these restrictions. */
async function siteWith(t: Parameters<typeof startSite>[0], more: Partial<Allowed>): Promise<Site> {
  return startSite(t, { authorize: () => ({ allowed: true, creator: 'zoe', ...more }) });
}
const tokenOf = async (site: Site, uid: string): Promise<{ token: string; expiresAt: string }> =>
  site.json(`/api/videos/${uid}/token`);

describe('the token of one viewer', () => {
  it('plays only for the addresses and countries that its access rules allow', async (t) => {
    const site = await siteWith(t, {
      accessRules: [
        { type: 'ip.geoip.country', action: 'block', country: ['DE'] },
        { type: 'ip.src', action: 'allow', ip: ['203.0.113.0/24'] },
        { type: 'any', action: 'block' },
      ],
    });
    const { token } = await tokenOf(site, await site.stream.readyVideo());
    const from = async (ip: string, country: string): Promise<number> => {
      const headers = { 'CF-Connecting-IP': ip, 'CF-IPCountry': country };
      return (await fetch(`${site.stream.origin}/${token}/manifest/video.m3u8`, { headers })).status;
    };
    const statuses = [
      await from('203.0.113.9', 'FR'),
      await from('203.0.113.9', 'DE'),
      await from('198.51.100.1', 'FR'),
    ];
    assert.deepEqual(statuses, [200, 401, 401]);
  });

  it('opens the download only if it is downloadable', async (t) => {
    const site = await siteWith(t, { downloadable: true });
    const uid = await site.stream.readyVideo();
    await site.stream.result(`/${uid}/downloads`, { method: 'POST' });
    await until(async () => {
      const { default: made } = await site.stream.result<{ default: { status: string } }>(`/${uid}/downloads`);
      return made.status === 'ready' || undefined;
    });
    const { token } = await tokenOf(site, uid);
    assert.equal((await fetch(`${site.stream.origin}/${token}/downloads/default.mp4`)).status, 200);
    const plain = await siteWith(t, {});
    const other = await plain.stream.readyVideo();
    const refused = await fetch(`${plain.stream.origin}/${(await tokenOf(plain, other)).token}/downloads/default.mp4`);
    assert.equal(refused.status, 401);
  });

  it('expires when `authorize` says, but never later than the settings allow', async (t) => {
    const at = Math.floor(Date.now() / 1000);
    const soon = await siteWith(t, { exp: at + 90.5 });
    const { token, expiresAt } = await tokenOf(soon, await soon.stream.readyVideo());
    assert.equal(Date.parse(expiresAt) / 1000, at + 90);
    assert.equal((await soon.playlist(token)).status, 200);
    await soon.stream.sim('POST', 'clock', { advanceMs: 95_000 });
    assert.equal((await soon.playlist(token)).status, 401);
    const late = await siteWith(t, { exp: at + 1e6 });
    const given = await tokenOf(late, await late.stream.readyVideo());
    assert.ok(Date.parse(given.expiresAt) / 1000 <= Date.now() / 1000 + 3_600);
  });

  it('is answered with 500 and what is wrong when the restrictions of `authorize` are invalid', async (t) => {
    const site = await siteWith(t, { exp: 1 });
    const response = await site.get(`/api/videos/${await site.stream.readyVideo()}/token`);
    assert.equal(response.status, 500);
    assert.deepEqual(await response.json(), {
      error: {
        code: 'AUTHORIZATION_INVALID',
        message: 'authorize answered exp, which has to be a time ahead, in seconds since the epoch.',
      },
    });
  });
});

describe('the upload of one user', () => {
  const scheduledDeletion = new Date(Date.now() + 40 * 86_400_000).toISOString();
  const videoOptions = {
    creator: 'team-7',
    allowedOrigins: ['www.example.com', '*.example.org'],
    scheduledDeletion,
    thumbnailTimestampPct: 0.25,
    maxDurationSeconds: 120,
  };

  for (const [name, path, headers] of [
    ['tus', '/api/uploads', { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1000' }],
    ['a form', '/api/uploads/basic', {}],
  ] as const) {
    it(`has the video options of \`authorize\` at Stream, by ${name}`, async (t) => {
      const site = await siteWith(t, { videoOptions });
      const answer = await site.send('POST', path, name === 'tus' ? undefined : {}, headers);
      const uid = answer.headers.get('stream-media-id') ?? ((await answer.json()) as { uid: string }).uid;
      const { creator, allowedOrigins, requireSignedURLs, maxDurationSeconds, ...more } = await site.stream.video(uid);
      const { scheduledDeletion: deleted, thumbnailTimestampPct } = more as unknown as typeof videoOptions;
      assert.deepEqual(
        { creator, allowedOrigins, scheduledDeletion: deleted, thumbnailTimestampPct, maxDurationSeconds },
        videoOptions,
      );
      assert.equal(requireSignedURLs, true);
      assert.equal(await site.server.store.ownerOf(uid), 'team-7');
    });

    it(`is public if \`authorize\` says so, and refused with an unknown watermark, by ${name}`, async (t) => {
      const site = await siteWith(t, { videoOptions: { requireSignedURLs: false } });
      const answer = await site.send('POST', path, name === 'tus' ? undefined : {}, headers);
      const uid = answer.headers.get('stream-media-id') ?? ((await answer.json()) as { uid: string }).uid;
      assert.equal((await site.stream.video(uid)).requireSignedURLs, false);
      const marked = await siteWith(t, { videoOptions: { watermark: { uid: 'a'.repeat(32) } } });
      const refused = await marked.send('POST', path, name === 'tus' ? undefined : {}, headers);
      const { error } = (await refused.json()) as { error: { code: string } };
      assert.deepEqual([refused.status, error.code], [400, 'UPLOAD_REJECTED'], 'there is no such watermark');
    });
  }
});
