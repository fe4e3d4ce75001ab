import { expect, test } from './fixtures.js';
import { play } from './play.js';

test('a private video plays with its token, and fails without it', async ({ stream, page }) => {
  const { uid } = await stream.createVideo({ requireSignedURLs: true });
  const played = await play(page, stream.hlsUrl(await stream.createToken(uid, { seconds: 60 })));
  expect(played).toBeGreaterThan(0.2);
  console.log(`played ${Date.now()}`);
  expect(await play(page, stream.hlsUrl(uid))).toBe('manifestLoadError');
  // For the next file, which must not be affected by it.
  await stream.faults.add({ path: '/manifest/', status: 503 });
});
