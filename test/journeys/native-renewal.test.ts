import { after, before, describe, it } from 'node:test';
import { availableBrowsers } from './support/browsers.js';
import { openScreening, watchScreening, type Screening } from './support/screening.js';

const hasWebkit = (await availableBrowsers()).includes('webkit');

describe(
  'a video longer than the lifetime of its tokens, with native HLS',
  { skip: hasWebkit ? false : 'WebKitGTK is not installed' },
  () => {
    let screening: Screening | undefined;
    before(async () => {
      // One quality: WebKitGTK fires `waiting` whenever it switches by itself.
      screening = await openScreening('token-path', 'remux', 10);
    });
    after(() => screening?.demo.close());

    it('plays to its end past 3 seeks without waiting in webkit (token-path)', { timeout: 280_000 }, (t) =>
      watchScreening(t, 'webkit', screening!),
    );
  },
);
