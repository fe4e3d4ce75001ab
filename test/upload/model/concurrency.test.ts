import { expect } from '@open-wc/testing';
import { Semaphore } from '../../../src/upload/model/concurrency.js';

describe('Semaphore', () => {
  const signal = new AbortController().signal;

  it('runs as many tasks as there are places, in order, and skips one that was aborted', async () => {
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

  describe('with a task that leaves its place', () => {
    let turns: Semaphore;
    let ran: string[];
    let waits: number;
    let most: number;
    beforeEach(() => {
      most = 1;
      turns = new Semaphore(() => most);
      ran = [];
      waits = 0;
    });
    const settle = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const runs = (name: string, until: Promise<unknown> = Promise.resolve()) =>
      turns.run(signal, () => {
        ran.push(name);
        return until;
      });

    it('runs others meanwhile, and lets the task go on before those that have not begun', async () => {
      let come = (): void => undefined;
      let end = (): void => undefined;
      const first = turns.run(
        signal,
        async (place) => {
          ran.push('first leaves');
          place.leave();
          await new Promise<void>((resolve) => (come = resolve));
          await place.take();
          ran.push('first is back');
        },
        () => (waits += 1),
      );
      const second = runs('second', new Promise<void>((resolve) => (end = resolve)));
      const third = runs('third');
      await settle();
      expect(ran).to.deep.equal(['first leaves', 'second']);
      come();
      await settle();
      expect(ran.length, 'it has no place yet').to.equal(2);
      end();
      await Promise.all([first, second, third]);
      expect(ran).to.deep.equal(['first leaves', 'second', 'first is back', 'third']);
      expect(waits, 'told that it waits').to.equal(1);
    });

    for (const when of ['while it is away', 'while it waits', 'just when there is room', 'once it is back'] as const)
      it(`frees the place exactly once if the task is aborted ${when}`, async () => {
        const stop = new AbortController();
        let end = (): void => undefined;
        let come = (): void => undefined;
        let back: Promise<void> | undefined;
        const first = turns
          .run(stop.signal, async (place) => {
            place.leave();
            await new Promise<void>((resolve) => (come = resolve));
            await (back = place.take());
            await new Promise(() => undefined);
          })
          .catch((error: unknown) => (error as Error).name);
        const isBusy = when === 'while it waits' || when === 'just when there is room';
        const second = isBusy ? runs('second', new Promise<void>((resolve) => (end = resolve))) : undefined;
        await settle();
        if (when === 'while it is away') stop.abort();
        come();
        await settle();
        if (when === 'just when there is room') most = 2;
        turns.next();
        stop.abort();
        most = 1;
        end();
        expect(await first).to.equal('AbortError');
        await back?.catch(() => undefined);
        await second;
        ran = [];
        for (const name of ['next', 'and another']) void runs(name, new Promise(() => undefined));
        await settle();
        expect(ran, 'there is one place').to.deep.equal(['next']);
      });
  });

  it('runs the next task after one that never ends was aborted', async () => {
    const turns = new Semaphore(() => 1);
    const stop = new AbortController();
    const hung = turns.run(stop.signal, () => new Promise(() => undefined)).catch((error: unknown) => error);
    const next = turns.run(signal, () => Promise.resolve('next'));
    const reason = new Error('given up');
    stop.abort(reason);
    expect(await hung).to.equal(reason);
    expect(await next).to.equal('next');
  });

  describe('with failures that stop all tasks', () => {
    const fault = new Error('The site.');
    let ran: string[];
    let fail: Map<string, (error?: Error) => void>;
    let ended: string[];
    let turns: Semaphore;
    beforeEach(() => {
      ran = [];
      ended = [];
      fail = new Map();
      turns = new Semaphore(
        () => 2,
        (error) => error === fault,
      );
    });
    const run = (name: string, stop = signal): void =>
      void turns
        .run(stop, () => {
          ran.push(name);
          return new Promise<void>((resolve, reject) => fail.set(name, (error) => (error ? reject(error) : resolve())));
        })
        .then(
          () => ended.push(`${name} done`),
          (error: unknown) => ended.push(`${name} ${(error as Error).message}`),
        );
    const settle = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

    it('reports only the first such failure, and on release() reruns the second before queued tasks', async () => {
      ['a', 'b', 'c'].forEach((name) => run(name));
      fail.get('a')!(fault);
      fail.get('b')!(fault);
      await settle();
      expect([ran, ended]).to.deep.equal([['a', 'b'], ['a The site.']]);
      turns.release();
      await settle();
      expect(ran).to.deep.equal(['a', 'b', 'b', 'c']);
      fail.get('b')!();
      await settle();
      expect(ended).to.deep.equal(['a The site.', 'b done']);
    });

    it('reports the same failure again after release()', async () => {
      ['a', 'b'].forEach((name) => run(name));
      fail.get('a')!(fault);
      await settle();
      turns.release();
      fail.get('b')!(fault);
      await settle();
      expect(ended).to.deep.equal(['a The site.', 'b The site.']);
    });

    it('reports another failure at once, and an abort while tasks are held', async () => {
      const stop = new AbortController();
      run('a');
      run('b');
      fail.get('a')!(fault);
      await settle();
      fail.get('b')!(new Error('Its own.'));
      run('c', stop.signal);
      await settle();
      stop.abort(new Error('Stopped.'));
      await settle();
      expect([ran, ended]).to.deep.equal([
        ['a', 'b'],
        ['a The site.', 'b Its own.', 'c Stopped.'],
      ]);
    });
  });

  it('starts more tasks when there are more places, and frees the place of one that fails', async () => {
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
