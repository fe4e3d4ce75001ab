import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { webhookSignature } from '../../../demo/emulator/webhooks/signature.js';
import { clip, startStream, until, type RunningStream, type VideoJson } from './support/running-stream.js';

interface Delivery {
  readonly body: string;
  readonly signature: string;
  readonly at: number;
}

/** Starts a receiver, and sets it as the webhook of the stream. */
async function receive(t: TestContext, stream: RunningStream): Promise<{ secret: string; deliveries: Delivery[] }> {
  const deliveries: Delivery[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const signature = String(req.headers['webhook-signature']);
      deliveries.push({ body: Buffer.concat(chunks).toString(), signature, at: performance.now() });
      res.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const notificationUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const init = { method: 'PUT', body: JSON.stringify({ notificationUrl }) };
  const { secret } = await stream.result<{ secret: string }>('/webhook', init);
  return { secret, deliveries };
}

describe('a webhook', () => {
  it('is signed as Cloudflare documents', () => {
    const body = '{"uid":"6b9e68b07dfee8cc2d116e4c51d6a957","readyToStream":true,"status":{"state":"ready"}}';
    assert.equal(
      webhookSignature(body, '85011ed3a913c6ad5f9cf6c5573cc0a7', 1230811200),
      'time=1230811200,sig1=b8f46d000fbe14415af0ee466d66fc9b4349ab2acfaab6b799dc41743cd86741',
    );
  });

  it('is sent, signed and without an envelope, for a video that is ready and for one that has failed', async (t) => {
    const stream = await startStream(t);
    const { secret, deliveries } = await receive(t, stream);
    const good = await stream.upload(await clip(), { name: 'Holiday' });
    await until(() => (deliveries.length === 1 ? true : undefined));
    const bad = await stream.upload(new TextEncoder().encode('A text named .mp4'), { name: 'text.mp4' });
    await until(() => (deliveries.length === 2 ? true : undefined));

    for (const { body, signature } of deliveries) {
      const [, time, sig1] = /^time=(\d+),sig1=([0-9a-f]{64})$/.exec(signature) ?? [];
      assert.ok(Math.abs(Number(time) - Date.now() / 1000) < 30);
      assert.equal(createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'), sig1);
    }
    const [ready, failed] = deliveries.map(({ body }) => JSON.parse(body) as VideoJson);
    assert.deepEqual(ready, await stream.video(good), 'the bare video, no envelope');
    assert.deepEqual([ready.readyToStream, ready.status.state], [true, 'ready']);
    assert.equal(failed?.uid, bad);
    assert.equal(failed.status.state, 'error');
    assert.equal(failed.status.errorReasonCode, 'ERR_NON_VIDEO');
    assert.equal(failed.status.errorReasonText, 'The file was not recognized as a valid video file.');
    assert.equal(failed.status.step, 'encoding');
    assert.equal('pctComplete' in failed.status, false);
  });

  it('is sent twice, late or never if the settings say so', async (t) => {
    const stream = await startStream(t);
    const { deliveries } = await receive(t, stream);
    const bytes = await clip();

    await stream.sim('PUT', 'settings', { webhooks: 'never' });
    await stream.finished(await stream.upload(bytes), 'ready');
    await stream.sim('PUT', 'settings', { webhooks: 'twice' });
    await stream.upload(bytes);
    await until(() => (deliveries.length === 2 ? true : undefined));
    assert.equal(deliveries[0]?.body, deliveries[1]?.body);

    await stream.sim('PUT', 'settings', { webhooks: 'once', webhookDelayMs: 300 });
    const uid = await stream.upload(bytes);
    await stream.finished(uid, 'ready');
    const readyAt = performance.now();
    await until(() => (deliveries.length === 3 ? true : undefined));
    assert.ok((deliveries[2]?.at ?? 0) - readyAt > 200);
    assert.equal((JSON.parse(deliveries[2]?.body ?? '{}') as VideoJson).uid, uid);
  });

  it('that was due when the process ended is sent once after the next start', async (t) => {
    const stream = await startStream(t);
    const { deliveries } = await receive(t, stream);
    await stream.sim('PUT', 'settings', { webhookDelayMs: 3_600_000 });
    const uid = await stream.upload(await clip());
    const before = await stream.finished(uid, 'ready');
    assert.equal(deliveries.length, 0);
    await stream.restart();
    await until(() => (deliveries.length === 1 ? true : undefined));
    assert.deepEqual(JSON.parse(deliveries[0]?.body ?? ''), before, 'it does not count as a change of the video');
    // Until the delivery is recorded, another end of the process would repeat it: webhooks arrive at least once.
    await until(async () =>
      (await readFile(join(stream.dataDir, 'videos', uid, 'video.json'), 'utf8')).includes('"webhookDue": false')
        ? true
        : undefined,
    );
    // A repeated webhook would arrive before that of another video.
    await stream.restart();
    await stream.finished(await stream.upload(await clip()), 'ready');
    await until(() => (deliveries.length >= 2 ? true : undefined));
    assert.deepEqual(
      deliveries.map(({ body }) => (JSON.parse(body) as VideoJson).uid === uid),
      [true, false],
    );
  });

  it('that nobody receives does not block the queue', async (t) => {
    const stream = await startStream(t);
    const init = { method: 'PUT', body: JSON.stringify({ notificationUrl: 'http://127.0.0.1:1/' }) };
    await stream.result('/webhook', init);
    await stream.readyVideo();
    await stream.readyVideo();
  });
});
