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

  it('continues if the page aborts the task that it began in', async () => {
    withScheduler({ yield: () => Promise.reject(new DOMException('Away.', 'AbortError')) });
    await nextTask();
  });

  for (const [what, scheduler] of Object.entries({
    'no scheduler': undefined,
    'a scheduler without yield(), as in older browsers': { postTask: () => undefined },
  }))
    it(`continues at once with ${what}`, async () => {
      withScheduler(scheduler);
      await nextTask();
    });
});
