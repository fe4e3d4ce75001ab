import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import { requestPosters } from '../../src/player/early-posters.js';
import { PATIENCE } from '../harness/player-element.js';
import { mendStream, openStream, requestsTo } from '../harness/stream.js';

describe('<cf-stream-player>: a poster requested before the player is created', () => {
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src')!;
  const page = document.createElement('div');
  /** Images requested by their property `src`; templates set the attribute. */
  let early: string[];
  beforeEach(() => {
    early = [];
    Object.defineProperty(HTMLImageElement.prototype, 'src', {
      ...source,
      set(this: HTMLImageElement, src: string) {
        early.push(src);
        source.set!.call(this, src);
      },
    });
    document.body.prepend(page);
  });
  afterEach(() => {
    Object.defineProperty(HTMLImageElement.prototype, 'src', source);
    page.remove();
  });

  it('is that of each player in view, and it is fetched once', async () => {
    const stream = await openStream({ isPublic: true });
    await mendStream(stream);
    const poster = `${stream.origin}/${stream.uid}/thumbnails/thumbnail.jpg`;
    const player = (name: string): string =>
      `<cf-stream-player style="width: 200px" poster="${poster}?time=${name}"></cf-stream-player>`;
    page.innerHTML = `${player('1s')}<cf-stream-player style="width: 200px"></cf-stream-player>
      <div hidden>${player('2s')}</div><div style="height: 10000px"></div>${player('3s')}`;
    requestPosters();
    expect(early).to.deep.equal([`${poster}?time=1s`]);
    const shown = (): HTMLImageElement | null | undefined =>
      page.querySelector('cf-stream-player')?.shadowRoot?.querySelector<HTMLImageElement>('img.poster');
    await waitUntil(() => (shown()?.naturalWidth ?? 0) > 0, 'the player shows it', PATIENCE);
    const fetched = (await requestsTo(stream)).filter(({ path }) => path.includes('/thumbnails/'));
    expect(fetched.map(({ path }) => path)).to.have.length(1);
  });
});
