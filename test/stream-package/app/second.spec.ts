import { expect, test } from './fixtures.js';
import { play } from './play.js';

test('a second file has the same local Stream without faults, and its clock expires tokens', async ({
  stream,
  page,
}) => {
  const [video] = await stream.api<{ uid: string }[]>('GET', '');
  const token = await stream.createToken(video!.uid, { seconds: 60 });
  expect(await play(page, stream.hlsUrl(token))).toBeGreaterThan(0.2);
  await stream.clock.advance(61_000);
  expect(await play(page, stream.hlsUrl(token))).toBe('manifestLoadError');
});
