import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isShareable, shareLink } from '../../../src/player/model/share-link.js';

const PAGE = 'https://example.com/films/lake?from=mail#top';
const TOKEN = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIHZpZGVvIn0.${'s'.repeat(40)}`;

describe('the link to share', () => {
  it('is the given URL, relative to the page, or the page itself when that is empty', () => {
    assert.equal(shareLink('https://example.org/a', PAGE), 'https://example.org/a');
    assert.equal(shareLink('/watch/7', PAGE), 'https://example.com/watch/7');
    assert.equal(shareLink('', PAGE), 'https://example.com/films/lake?from=mail');
  });

  it('has the time in whole seconds as the parameter “t”, beside others', () => {
    assert.equal(shareLink('/watch/7', PAGE, 83.9), 'https://example.com/watch/7?t=83');
    assert.equal(shareLink('/watch/7?list=a&t=5#talk', PAGE, 83), 'https://example.com/watch/7?list=a&t=83#talk');
    assert.equal(shareLink('', PAGE, 83), 'https://example.com/films/lake?from=mail&t=83');
  });

  it('has the time in place of {time}, and no such parameter without a time', () => {
    const cases = [
      ['/w#t={time}', '/w#t=83', '/w'],
      ['/w?start={time}s', '/w?start=83s', '/w'],
      ['/w?start={time}&list=a', '/w?start=83&list=a', '/w?list=a'],
      ['/w?list=a&start={time}#talk', '/w?list=a&start=83#talk', '/w?list=a#talk'],
    ] as const;
    for (const [given, withTime, without] of cases) {
      assert.equal(shareLink(given, PAGE, 83), `https://example.com${withTime}`);
      assert.equal(shareLink(given, PAGE), `https://example.com${without}`);
    }
  });

  it('is undefined for a URL that is not a web page or holds a token', () => {
    const none = ['javascript:alert(1)', 'data:text/html,hi', 'https://', 'mailto:a@example.com'];
    for (const given of [...none, `/watch?token=${TOKEN}`, `https://customer-a.cloudflarestream.com/${TOKEN}/watch`])
      assert.equal(shareLink(given, PAGE), undefined, given);
    assert.equal(shareLink('', `https://example.com/watch?token=${TOKEN}`), undefined);
    assert.equal(isShareable(`<iframe src="https://example.com/${TOKEN}/iframe"></iframe>`), false);
    assert.equal(isShareable('<iframe src="https://customer-f33zs165nr7gyfy4.cloudflarestream.com/a/iframe">'), true);
  });
});
