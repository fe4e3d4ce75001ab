import { expect, waitUntil } from '@open-wc/testing';
import { Localizer } from '../../../src/shared/i18n/localize.js';

describe('Localizer', () => {
  class LocalizedElement extends HTMLElement {
    texts = '';
  }
  customElements.define('test-localized', LocalizedElement);

  let localizer: Localizer<string, string>;
  let asked: string[];
  let page: HTMLElement;
  beforeEach(() => {
    asked = [];
    localizer = new Localizer((tag, own) => {
      asked.push(tag);
      return Promise.resolve(own?.[tag] ?? `our ${tag}`);
    });
    page = document.createElement('div');
    page.lang = 'de';
    document.body.append(page);
  });
  afterEach(() => page.remove());

  function addToPage(): LocalizedElement {
    const element = new LocalizedElement();
    page.append(element);
    return element;
  }

  it('gives an element the texts of the language around it, and follows changes', async () => {
    const one = addToPage();
    await localizer.add(one, () => undefined);
    expect(one.texts).to.equal('our de');
    page.lang = 'fr';
    await waitUntil(() => one.texts === 'our fr');
    page.removeAttribute('lang');
    one.lang = 'ja';
    await waitUntil(() => one.texts === 'our ja');
  });

  it('looks up the site’s own languages when they are needed', async () => {
    const one = addToPage();
    const own: Record<string, string> = {};
    await localizer.add(one, () => own);
    own.nl = 'theirs';
    page.lang = 'nl';
    await waitUntil(() => one.texts === 'theirs');
  });

  it('stops updating an element that has left the document, until it is added again', async () => {
    const one = addToPage();
    const two = addToPage();
    await localizer.add(one, () => undefined);
    await localizer.add(two, () => undefined);
    one.remove();
    page.lang = 'es';
    await waitUntil(() => two.texts === 'our es');
    expect(one.texts).to.equal('our de');
    expect(asked).to.deep.equal(['de', 'de', 'es']);
    page.append(one);
    await localizer.add(one, () => undefined);
    expect(one.texts).to.equal('our es');
  });

  it('does not keep an element alive that has left the document', async function () {
    const { gc } = window as { gc?: () => void };
    // Other browsers offer no way to collect garbage on demand.
    if (!gc) this.skip();
    const stays = addToPage();
    const leave = async (): Promise<WeakRef<LocalizedElement>> => {
      const one = addToPage();
      await localizer.add(one, () => (one.isConnected ? {} : undefined));
      one.remove();
      return new WeakRef(one);
    };
    await localizer.add(stays, () => undefined);
    const left = await leave();
    await waitUntil(() => {
      gc();
      return left.deref() === undefined;
    });
    page.lang = 'es';
    await waitUntil(() => stays.texts === 'our es');
  });

  it('drops texts that arrive after the language has changed again', async () => {
    const answers: ((texts: string) => void)[] = [];
    const slow = new Localizer<string, string>(() => new Promise((resolve) => answers.push(resolve)));
    const one = addToPage();
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
