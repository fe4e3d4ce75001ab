import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPublicDetails } from '../../../demo/server/public-details.js';

describe('readPublicDetails', () => {
  it('reads title, links and logo, and leaves out empty ones', () => {
    const logo = 'https://example.com/logo.png';
    assert.deepEqual(readPublicDetails({ title: 'Beach', share_link: '', channel_link: null, logo }), {
      title: 'Beach',
      logo,
    });
    assert.deepEqual(readPublicDetails({ share_link: 'http://example.com/1', channel_link: 'https://example.com/2' }), {
      shareLink: 'http://example.com/1',
      channelLink: 'https://example.com/2',
    });
    assert.deepEqual(readPublicDetails({ title: '' }), {});
  });

  it('returns undefined for anything but an object', () => {
    for (const value of [null, undefined, 'title', 1]) assert.equal(readPublicDetails(value), undefined);
  });

  it('drops links that are not http or https, and titles that are not text or too long', () => {
    for (const link of ['javascript:alert(1)', 'data:text/html,x', '/here', 'https://', 7]) {
      assert.deepEqual(readPublicDetails({ share_link: link, channel_link: link, logo: link }), {}, String(link));
    }
    for (const title of [{}, 5, 'x'.repeat(2_001)]) assert.deepEqual(readPublicDetails({ title }), {});
  });
});
