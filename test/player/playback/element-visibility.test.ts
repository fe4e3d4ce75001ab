import { expect, waitUntil } from '@open-wc/testing';
import { ElementVisibility } from '../../../src/player/playback/playback-supervisor.js';

describe('ElementVisibility', () => {
  let life: AbortController;
  let element: HTMLElement;
  let changes: number;
  let visibility: ElementVisibility;
  beforeEach(() => {
    life = new AbortController();
    element = Object.assign(document.createElement('div'), { style: 'width: 100px; height: 50px' });
    document.body.append(element);
    changes = 0;
    visibility = new ElementVisibility(element, () => (changes += 1), life.signal);
  });
  afterEach(() => {
    life.abort();
    element.remove();
    Reflect.deleteProperty(document, 'visibilityState');
  });
  const setPage = (state: DocumentVisibilityState): void => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };

  it('treats an element as visible until the observer has reported', () => {
    expect([visibility.isSeen, changes]).to.deep.equal([true, 0]);
  });

  it('reports when the element goes out of view and comes back', async () => {
    await waitUntil(() => changes === 1, 'it is known');
    element.style.display = 'none';
    await waitUntil(() => !visibility.isSeen, 'it is out of sight');
    expect(changes).to.equal(2);
    element.style.display = 'block';
    await waitUntil(() => visibility.isSeen, 'it is seen again');
    expect(changes).to.equal(3);
  });

  it('treats an element as not visible while the page is hidden', async () => {
    await waitUntil(() => changes === 1, 'it is known');
    setPage('hidden');
    expect([visibility.isSeen, changes]).to.deep.equal([false, 2]);
    setPage('visible');
    expect([visibility.isSeen, changes]).to.deep.equal([true, 3]);
  });

  it('reports nothing more once its signal is aborted', async () => {
    await waitUntil(() => changes === 1, 'it is known');
    life.abort();
    setPage('hidden');
    expect(changes).to.equal(1);
  });
});
