import { expect } from '@open-wc/testing';
import { Semaphore } from '../../../src/upload/model/tasks.js';

describe('Semaphore', () => {
  const signal = new AbortController().signal;

  it('lets so many run, the others in their order, and one that gives up goes out of the queue', async () => {
    const ran: string[] = [];
    const ends = new Map<string, () => void>();
    const turns = new Semaphore(() => 1);
    const task = (name: string) => (): Promise<void> => {
      ran.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    };
    let waits = 0;
    const stop = new AbortController();
    const first = turns.run(signal, task('first'));
    const second = turns
      .run(stop.signal, task('second'), () => (waits += 1))
      .catch((error: unknown) => (error as Error).name);
    const third = turns.run(signal, task('third'), () => (waits += 1));
    expect(waits).to.equal(2);
    stop.abort();
    expect(await second).to.equal('AbortError');
    ends.get('first')!();
    await first;
    await Promise.resolve();
    ends.get('third')?.();
    await third;
    expect(ran).to.deep.equal(['first', 'third']);
  });

  it('lets more in when there is more room, and lets go when a task fails', async () => {
    let places = 1;
    const turns = new Semaphore(() => places);
    let end = (): void => undefined;
    const first = turns.run(signal, () => new Promise<void>((resolve) => (end = resolve)));
    const second = turns
      .run(signal, () => Promise.reject(new Error('failed')))
      .catch((error: unknown) => (error as Error).message);
    places = 2;
    turns.next();
    expect(await second).to.equal('failed');
    end();
    await first;
    expect(await turns.run(signal, () => Promise.resolve('free'))).to.equal('free');
  });
});
