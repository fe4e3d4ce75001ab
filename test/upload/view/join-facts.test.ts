import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { cutInMiddle } from '../../../src/upload/view/join-facts.js';

describe('cutInMiddle', () => {
  function cut(name: string): string[] {
    const box = document.createElement('p');
    render(cutInMiddle(name), box);
    return [...box.querySelectorAll('span')].map(({ textContent }) => textContent);
  }

  for (const [what, name, parts] of [
    ['the end of a plain name', 'holiday in the alps 0042.mp4', ['holiday in the a', 'lps 0042.mp4']],
    ['a short name', 'a.mp4', ['', 'a.mp4']],
    ['a name of several lines', 'holiday\nin the alps.mp4', ['holiday\nin ', 'the alps.mp4']],
    ['a letter with a combining mark', 'a longer cafe\u0301.mp4', ['a longer cafe\u0301', '.mp4']],
    ['Korean in jamo', `${'한국어 영상'.normalize('NFD')}.mp4`, ['한국어 영상'.normalize('NFD'), '.mp4']],
    ['Korean to its end', '한국어 영상'.normalize('NFD'), ['한국어 영상'.normalize('NFD'), '']],
    [
      'a family emoji',
      'holiday \u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
      ['holiday \u{1f468}\u200d\u{1f469}\u200d\u{1f467}', ''],
    ],
    ['flags', 'final \u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}.mp4', ['final \u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}', '.mp4']],
    ['Hebrew', 'סרטון מהחופשה 0042.mp4', ['סרטון מהחופשה 0042.mp4', '']],
    ['Hebrew within', 'my חופשה holiday 0042.mp4', ['my חופשה holiday 0042.mp4', '']],
    ['Arabic', 'فيديو العطلة 0042.mp4', ['فيديو العطلة 0042.mp4', '']],
    ['Arabic in its joined forms', '\ufe8d\ufe8e holiday 0042.mp4', ['\ufe8d\ufe8e holiday 0042.mp4', '']],
  ] as const)
    it(`does not split ${what}`, () => expect(cut(name)).to.deep.equal(parts));
});
