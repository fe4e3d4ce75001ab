import { after, before, describe, it } from 'node:test';
import { availableBrowsers } from './support/browsers.js';
import { openScreening, watchScreening, type Screening } from './support/screening.js';

/** Modes of segment access: the strictest with all qualities, the others with one. */
const MODES = ['token-path', 'strict', 'lenient'] as const;
const browsers = await availableBrowsers();
const screenings = new Map<(typeof MODES)[number], Screening>();

// Two at a time: four browsers starting at once on two cores slow each other down, which says nothing about the player.
describe('a video longer than the lifetime of its tokens', { concurrency: 2 }, () => {
  before(() =>
    Promise.all(
      MODES.map(async (segmentAccess) => {
        const transcoder = segmentAccess === 'token-path' ? 'auto' : 'remux';
        screenings.set(segmentAccess, await openScreening(segmentAccess, transcoder, 6));
      }),
    ),
  );
  after(() => Promise.all([...screenings.values()].map(({ demo }) => demo.close())));

  for (const name of browsers.filter((browser) => browser !== 'webkit'))
    for (const mode of name === 'chromium' ? MODES : MODES.slice(0, 1))
      it(`plays to its end past 3 seeks without waiting in ${name} (${mode})`, { timeout: 280_000 }, (t) =>
        watchScreening(t, name, screenings.get(mode)!),
      );
});
