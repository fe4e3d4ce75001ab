import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { timeLimit } from '../../../../demo/emulator/shared/time-limit.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('timeLimit', () => {
  it('aborts on time although garbage is collected meanwhile', { timeout: 10_000 }, async () => {
    const limit = timeLimit(new AbortController().signal, 300);
    const collecting = setInterval(collectGarbage, 20);
    await once(limit, 'abort');
    clearInterval(collecting);
    assert.equal((limit.reason as Error).name, 'TimeoutError');
  });

  it('aborts when the given signal aborts', () => {
    const outer = new AbortController();
    const limit = timeLimit(outer.signal, 60_000);
    outer.abort();
    assert.equal(limit.aborted, true);
  });
});
