import { expect, waitUntil } from '@open-wc/testing';
import { Localizer } from '../../../src/shared/i18n/localize.js';

describe('Localizer', () => {
  class Localized extends HTMLElement {
    texts = '';
  }
  customElements.define('test-speaker', Localized);

  let follower: Localizer<string, string>;
  let asked: string[];
  let page: HTMLElement;
  beforeEach(() => {
    asked = [];
    follower = new Localizer((tag, own) => {
      asked.push(tag);
      return Promise.resolve(own?.[tag] ?? `our ${tag}`);
    });
    page = document.createElement('div');
    page.lang = 'de';
    document.body.append(page);
  });
  afterEach(() => page.remove());

  function speaker(): Localized {
    const element = new Localized();
    page.append(element);
    return element;
  }

  it('speaks the language around it, and another when that changes', async () => {
    const one = speaker();
    await follower.add(one, () => undefined);
    expect(one.texts).to.equal('our de');
    page.lang = 'fr';
    await waitUntil(() => one.texts === 'our fr');
    page.removeAttribute('lang');
    one.lang = 'ja';
    await waitUntil(() => one.texts === 'our ja');
  });

  it('takes the site’s own languages as they are by then', async () => {
    const one = speaker();
    const own: Record<string, string> = {};
    await follower.add(one, () => own);
    own.nl = 'theirs';
    page.lang = 'nl';
    await waitUntil(() => one.texts === 'theirs');
  });

  it('forgets who has left, and takes them up when they are back', async () => {
    const one = speaker();
    const two = speaker();
    await follower.add(one, () => undefined);
    await follower.add(two, () => undefined);
    one.remove();
    page.lang = 'es';
    await waitUntil(() => two.texts === 'our es');
    expect(one.texts).to.equal('our de');
    expect(asked).to.deep.equal(['de', 'de', 'es']);
    page.append(one);
    await follower.add(one, () => undefined);
    expect(one.texts).to.equal('our es');
  });

  it('holds nobody who has left', async function () {
    const { gc } = window as { gc?: () => void };
    // Other browsers do not collect their garbage at a word.
    if (!gc) this.skip();
    const stays = speaker();
    const leave = async (): Promise<WeakRef<Localized>> => {
      const one = speaker();
      await follower.add(one, () => (one.isConnected ? {} : undefined));
      one.remove();
      return new WeakRef(one);
    };
    await follower.add(stays, () => undefined);
    const left = await leave();
    await waitUntil(() => {
      gc();
      return left.deref() === undefined;
    });
    page.lang = 'es';
    await waitUntil(() => stays.texts === 'our es');
  });

  it('does not say what comes too late', async () => {
    const answers: ((texts: string) => void)[] = [];
    const slow = new Localizer<string, string>(() => new Promise((resolve) => answers.push(resolve)));
    const one = speaker();
    const added = slow.add(one, () => undefined);
    page.lang = 'fr';
    await waitUntil(() => answers.length === 2);
    answers[1]!('French');
    await waitUntil(() => one.texts === 'French');
    answers[0]!('German');
    await added;
    expect(one.texts).to.equal('French');
  });
});
