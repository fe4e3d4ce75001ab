import { expect } from '@open-wc/testing';
import { onLanguageChange } from '../../../src/shared/i18n/language-change.js';
import { nearestLanguage } from '../../../src/shared/i18n/nearest-language.js';

describe('nearestLanguage', () => {
  let page: HTMLElement;
  beforeEach(() => {
    page = document.createElement('div');
    page.lang = 'pt-BR';
    document.body.append(page);
  });
  afterEach(() => page.remove());

  it('is the lang of the element itself, or else the nearest one around it', () => {
    const inner = document.createElement('p');
    page.append(inner);
    expect(nearestLanguage(inner)).to.equal('pt-BR');
    inner.lang = 'de';
    expect(nearestLanguage(inner)).to.equal('de');
    inner.lang = '';
    expect(nearestLanguage(inner), 'said to be unknown').to.equal('');
  });

  it('reaches across shadow roots', () => {
    const host = document.createElement('div');
    const inner = document.createElement('p');
    host.attachShadow({ mode: 'open' }).append(inner);
    page.append(host);
    expect(nearestLanguage(inner)).to.equal('pt-BR');
  });

  it('is empty for an element outside of the document', () => {
    expect(nearestLanguage(document.createElement('p'))).to.equal('');
  });
});

describe('onLanguageChange', () => {
  const observed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

  it('calls back at each change of a lang until the signal aborts', async () => {
    const element = document.createElement('div');
    document.body.append(element);
    const life = new AbortController();
    let calls = 0;
    onLanguageChange(() => (calls += 1), life.signal);
    element.lang = 'de';
    await observed();
    element.title = 'not a language';
    await observed();
    expect(calls).to.equal(1);
    element.removeAttribute('lang');
    await observed();
    expect(calls).to.equal(2);
    life.abort();
    element.lang = 'fr';
    await observed();
    expect(calls).to.equal(2);
    element.remove();
  });
});
