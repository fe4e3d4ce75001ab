import { expect, waitUntil } from '@open-wc/testing';
import '../../src/define/player.js';
import { controlsOf, PATIENCE, playerOf } from '../harness/player-element.js';
import { openStream, requestsTo } from '../harness/stream.js';

describe('<cf-stream-player> with additional audio tracks', function () {
  this.timeout(90_000);

  it('lists them in its settings by label, and plays the one that the viewer chooses', async () => {
    const stream = await openStream({ sounds: ['Deutsch', 'Description'] });
    const el = await playerOf(stream, { loop: '' });
    await el.play();
    await waitUntil(() => el.audioTracks.length === 3, 'all are there', PATIENCE);
    const heard = (): string | undefined => [...el.audioTracks].find(({ enabled }) => enabled)?.label;
    expect([...el.audioTracks].map(({ label }) => label)).to.deep.equal(['original', 'Deutsch', 'Description']);
    expect(heard()).to.equal('original');
    await waitUntil(() => controlsOf(el) !== null, 'the controls are there', PATIENCE);
    const controls = controlsOf(el)!;
    await controls.updateComplete;
    controls.shadowRoot!.querySelector<HTMLElement>('[part~=settings-button]')!.click();
    const items = (): HTMLElement[] => [
      ...(controls
        .shadowRoot!.querySelector('cf-stream-settings')
        ?.shadowRoot?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
    ];
    const press = async (text: string): Promise<void> => {
      await waitUntil(() => items().some((item) => item.textContent.includes(text)), `${text} is offered`, PATIENCE);
      items()
        .find((item) => item.textContent.includes(text))!
        .click();
    };
    await press('original');
    await press('Description');
    await waitUntil(() => heard() === 'Description', 'it is chosen', PATIENCE);
    const fetched = async (): Promise<number> => {
      const files = (await requestsTo(stream)).filter(({ path }) => /\/audio\/\w+\/seg_/.test(path));
      return new Set(files.map(({ path }) => path.split('/')[3])).size;
    };
    await waitUntil(async () => (await fetched()) === 2, 'it is fetched, and the third one is not', PATIENCE);
    const { currentTime } = el;
    await waitUntil(() => Math.abs(el.currentTime - currentTime) > 1, 'it plays on', PATIENCE);
    expect(el.error).to.equal(null);
  });
});
