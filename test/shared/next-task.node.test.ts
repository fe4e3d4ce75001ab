import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { nextTask } from '../../src/shared/next-task.js';

describe('nextTask', () => {
  afterEach(() => void Reflect.deleteProperty(globalThis, 'scheduler'));
  const withScheduler = (scheduler: unknown): void => void Object.assign(globalThis, { scheduler });

  it('waits for scheduler.yield()', async () => {
    let goOn!: () => void;
    withScheduler({ yield: () => new Promise<void>((resolve) => (goOn = resolve)) });
    let isThere = false;
    const waited = nextTask().then(() => (isThere = true));
    await Promise.resolve();
    assert.equal(isThere, false);
    goOn();
    await waited;
  });

  it('goes on where the task that it began in was ended by the page', async () => {
    withScheduler({ yield: () => Promise.reject(new DOMException('Away.', 'AbortError')) });
    await nextTask();
  });

  for (const [what, scheduler] of Object.entries({
    'no scheduler': undefined,
    'one that cannot yield, as browsers had it before': { postTask: () => undefined },
  }))
    it(`goes on at once with ${what}`, async () => {
      withScheduler(scheduler);
      await nextTask();
    });
});
