import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { quietFallback } from '../../src/player/quiet-fallback.js';

/** A host with a hidden default slot, like that of the player. */
async function hostOf(content: string): Promise<HTMLSlotElement> {
  const host = await fixture<HTMLElement>(html`<div></div>`);
  host.attachShadow({ mode: 'open' }).innerHTML = '<slot hidden></slot><slot name="overlay"></slot>';
  host.innerHTML = content;
  return host.shadowRoot!.querySelector('slot')!;
}
const childOf = <Tag extends 'video' | 'audio' | 'iframe'>(slot: HTMLSlotElement, tag: Tag, rest = '') =>
  (slot.getRootNode() as ShadowRoot).host.querySelector<HTMLElementTagNameMap[Tag]>(`${tag}${rest}`)!;

describe('fallback content in a <cf-stream-player>', () => {
  it('has each <video> and <audio> paused, without autoplay or preload, at any depth', async () => {
    const slot = await hostOf(
      '<video autoplay muted src="data:video/mp4,"></video><noscript></noscript><p><audio autoplay preload="auto"></audio></p>',
    );
    const media: HTMLMediaElement[] = [childOf(slot, 'video'), childOf(slot, 'audio')];
    media[0]!.play().catch(() => undefined);
    quietFallback(slot);
    expect(media.map(({ paused, autoplay, preload }) => [paused, autoplay, preload])).to.deep.equal([
      [true, false, 'none'],
      [true, false, 'none'],
    ]);
    expect(
      media.every(({ isConnected }) => isConnected),
      'they are the page’s',
    ).to.equal(true);
  });

  it('has its iframes emptied for good, also after a move, without a history entry', async () => {
    const slot = await hostOf('<div><iframe title="a player" srcdoc="<p>plays</p>"></iframe></div>');
    const frame = childOf(slot, 'iframe');
    await waitUntil(() => frame.contentDocument?.querySelector('p'), 'it has begun');
    const { length } = history;
    quietFallback(slot);
    await waitUntil(() => frame.contentDocument?.body && !frame.contentDocument.querySelector('p'), 'it is quiet');
    expect(history.length).to.equal(length);
    const { host } = slot.getRootNode() as ShadowRoot;
    host.parentElement!.append(host);
    expect([frame.loading, frame.contentDocument?.querySelector('p') ?? null]).to.deep.equal(['lazy', null]);
  });

  it('has iframes with loading="lazy" emptied, as in Stream’s embed code', async () => {
    const slot = await hostOf('<iframe loading="lazy" title="a player" srcdoc="<p>plays</p>" slot="overlay"></iframe>');
    const frame = childOf(slot, 'iframe');
    await waitUntil(() => frame.contentDocument?.querySelector('p'), 'it has been seen, and has begun');
    frame.removeAttribute('slot');
    quietFallback(slot);
    await waitUntil(() => !frame.contentDocument?.querySelector('p'), 'it is quiet');
    await waitUntil(() => frame.contentDocument?.body, 'and stays so');
  });

  it('is silenced when it is added later or started by a script, at any depth', async () => {
    const slot = await hostOf('<div><section></section></div>');
    quietFallback(slot);
    const { host } = slot.getRootNode() as ShadowRoot;
    const place = host.querySelector('section')!;
    place.innerHTML =
      '<video autoplay muted src="/test/fixtures/clip-5s.mp4"></video><iframe title="late" srcdoc="<p>plays</p>"></iframe>';
    const [video, frame] = [childOf(slot, 'video'), childOf(slot, 'iframe')];
    await waitUntil(() => video.paused && !video.autoplay, 'the video is quiet');
    await waitUntil(
      () => frame.contentDocument?.body && !frame.contentDocument.querySelector('p') && frame.loading === 'lazy',
      'the frame is quiet',
    );
    await video.play().catch(() => undefined);
    await waitUntil(() => video.paused, 'also where a script has it play');
  });

  it('has each <object> and <embed> unloaded', async () => {
    const before = window.length;
    const page = 'data:text/html,<p>plays</p>';
    const slot = await hostOf('<p slot="overlay"></p>');
    const place = (slot.getRootNode() as ShadowRoot).host.querySelector('p')!;
    place.innerHTML = `<object data="${page}"></object><embed src="${page}" />`;
    await waitUntil(() => window.length === before + 2, 'they have begun');
    place.removeAttribute('slot');
    quietFallback(slot);
    await waitUntil(() => window.length === before, 'they are quiet');
  });

  it('is left alone in a named slot, and where it is silent already', async () => {
    const slot = await hostOf(
      '<video slot="overlay" autoplay></video><video preload="none"></video><a href="#">watch</a>',
    );
    const quiet = childOf(slot, 'video', ':not([slot])');
    let loads = 0;
    quiet.load = () => (loads += 1);
    quietFallback(slot);
    expect(childOf(slot, 'video', '[slot]').autoplay).to.equal(true);
    expect(loads).to.equal(0);
  });
});
