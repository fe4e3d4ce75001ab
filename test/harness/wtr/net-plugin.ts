// Network faults for component tests, in Chromium only (they need its DevTools protocol). Tests call them by the typed
// helpers in ../net.ts.
import type { TestRunnerPlugin } from '@web/test-runner';
import type { CDPSession, Page } from 'playwright';
import type { Faults, Throttle } from '../net.js';
import { pageCommands } from './page-commands.js';

interface Controlled {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly hits: Map<string, number>;
}

const controlled = new WeakMap<Page, Controlled>();

async function control(page: Page): Promise<Controlled> {
  let known = controlled.get(page);
  if (!known) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    known = { page, cdp, hits: new Map() };
    controlled.set(page, known);
  }
  return known;
}

/** Converts kilobits to bytes per second; -1 is unlimited. */
const conditions = ({ down, up, latency }: Throttle = {}) => ({
  latency: latency ?? 0,
  downloadThroughput: down === undefined ? -1 : down * 125,
  uploadThroughput: up === undefined ? -1 : up * 125,
});

async function setRules({ cdp }: Controlled, offline: boolean, rules: ({ urlPattern: string } & Throttle)[]) {
  const matchedNetworkConditions = rules.map(({ urlPattern, ...throttle }) => ({
    urlPattern,
    offline,
    ...conditions(throttle),
  }));
  // Newer than Playwright's list of commands.
  await cdp.send('Network.emulateNetworkConditionsByRule' as never, { offline, matchedNetworkConditions } as never);
}

const commands = {
  // Never setOffline() here: the runner's own web socket would go silent, too, and the test could not switch it back.
  async 'net-offline'(at: Controlled, { offline, pattern }: { offline: boolean; pattern: string }) {
    await setRules(at, offline, offline ? [{ urlPattern: pattern }] : []);
    await at.cdp.send('Network.overrideNetworkState' as never, { offline, ...conditions() } as never);
  },
  async 'net-throttle'(at: Controlled, { pattern, ...throttle }: Throttle & { pattern?: string }) {
    if (pattern === undefined) {
      await at.cdp.send('Network.emulateNetworkConditions', { offline: false, ...conditions(throttle) });
    } else {
      await setRules(at, false, [{ urlPattern: pattern, ...throttle }]);
    }
  },
  async 'net-fault'({ page, hits }: Controlled, { glob, times = Infinity, abort, status, headers, body }: Faults) {
    hits.set(glob, 0);
    await page.route(glob, async (route) => {
      const count = (hits.get(glob) ?? 0) + 1;
      hits.set(glob, count);
      if (count > times) return route.fallback();
      if (abort !== undefined) return route.abort(abort);
      if (status === undefined) return route.fallback();
      return route.fulfill({ status, body: body ?? '', headers: { 'access-control-allow-origin': '*', ...headers } });
    });
  },
  'net-hits': ({ hits }: Controlled, { glob }: { glob: string }) => hits.get(glob) ?? 0,
  async 'net-reset'(at: Controlled) {
    await at.page.unrouteAll({ behavior: 'ignoreErrors' });
    at.hits.clear();
    await commands['net-offline'](at, { offline: false, pattern: '' });
    await commands['net-throttle'](at, {});
  },
};

/** The commands that `test/harness/net.ts` sends. */
export const netPlugin = (): TestRunnerPlugin => pageCommands('net', commands, control);
