// The server's client of Stream's API against the local Stream, over real sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStreamSettings } from '../../demo/server/settings.js';
import { createStreamApi } from '../../demo/server/stream-api.js';
import { startStream } from '../demo/emulator/support/running-stream.js';

describe('the creator of an upload', () => {
  it('is stored at Stream unchanged, whatever its characters, for tus and form uploads', async (t) => {
    const running = await startStream(t);
    const api = createStreamApi(
      readStreamSettings({
        STREAM_API_BASE: running.stream.apiBase,
        STREAM_ACCOUNT_ID: running.stream.accountId,
        STREAM_API_TOKEN: running.stream.apiToken,
      }),
    );
    for (const creator of ['user-7', 'a b', 'Zoë', 'Łukasz', '名前', 'two\r\nlines']) {
      const tus = await api.createTusUpload({ name: 'x', creator, lengthBytes: 1 });
      const form = await api.createFormUpload({ name: 'x', creator });
      assert.equal((await running.video(tus.uid)).creator, creator);
      assert.equal((await running.video(form.uid)).creator, creator);
    }
  });
});
