import { test as base } from 'vitest';
import { streamFixtures, type StreamFixtures } from 'cloudflare-stream-local/vitest';

const test = base.extend<StreamFixtures>(streamFixtures({ transcoder: 'remux' }));

test('a created video is ready', async ({ stream, expect }) => {
  expect((await stream.createVideo()).readyToStream).toBe(true);
  await stream.faults.add({ status: 503 });
});

test('the next test has the same local Stream without faults', async ({ stream, expect }) => {
  expect(await stream.api('GET', '')).toHaveLength(1);
});
