import { expect } from '@open-wc/testing';
import { dispatch } from '../../src/shared/dispatch.js';
import '../../src/upload/stream-upload-events.js';

describe('dispatch', () => {
  let outer: HTMLElement;
  let inner: HTMLElement;
  beforeEach(() => {
    outer = document.createElement('div');
    inner = document.createElement('p');
    outer.attachShadow({ mode: 'open' }).append(inner);
    document.body.append(outer);
  });
  afterEach(() => outer.remove());

  it('fires an event that bubbles, leaves the shadow root and carries its detail', () => {
    const heard: CustomEvent[] = [];
    document.body.addEventListener('cf-stream-upload-pause', (event) => heard.push(event), { once: true });
    expect(dispatch(inner, 'cf-stream-upload-pause', { id: 'a' })).to.equal(true);
    expect(heard.map(({ type, detail, target }): unknown[] => [type, detail, target])).to.deep.equal([
      ['cf-stream-upload-pause', { id: 'a' }, outer],
    ]);
  });

  it('returns false if a listener has prevented a cancelable event', () => {
    outer.addEventListener('cf-stream-upload-pause', (event) => event.preventDefault());
    expect(dispatch(inner, 'cf-stream-upload-pause', { id: 'a' }, { cancelable: true })).to.equal(false);
    expect(dispatch(inner, 'cf-stream-upload-pause', { id: 'a' }), 'not cancelable').to.equal(true);
  });
});
