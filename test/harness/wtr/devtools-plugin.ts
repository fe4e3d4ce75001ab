// Touches and the accessibility tree for component tests, in Chromium only (they need its DevTools protocol). Tests call them by
// the typed helpers in ../devtools.ts.
import type { TestRunnerPlugin } from '@web/test-runner';
import type { CDPSession, Page } from 'playwright';
import type { Heard, TouchPoint } from '../devtools.js';
import { pageCommands } from './page-commands.js';

const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

interface Touch {
  readonly type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel';
  readonly touchPoints: TouchPoint[];
}

const commands = {
  'touch-screen': (cdp: CDPSession, { enabled }: { enabled: boolean }) =>
    cdp.send('Emulation.setTouchEmulationEnabled', { enabled, ...(enabled && { maxTouchPoints: 2 }) }),
  'touch-event': (cdp: CDPSession, touch: Touch) => cdp.send('Input.dispatchTouchEvent', touch),
  async 'accessibility-tree'(cdp: CDPSession): Promise<Heard[]> {
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    return nodes.flatMap(({ ignored, role, name, value, description, properties = [] }) => {
      if (ignored || /^(StaticText|InlineTextBox|LineBreak|none|generic)$/.test(String(role?.value))) return [];
      const states = properties.map((one) => [one.name, one.value.value as unknown] as const);
      return {
        role: String(role?.value),
        name: String(name?.value ?? ''),
        value: String(value?.value ?? ''),
        description: String(description?.value ?? ''),
        states: Object.fromEntries(states),
      };
    });
  },
};

/** The commands that `test/harness/devtools.ts` sends. */
export const devtoolsPlugin = (): TestRunnerPlugin => pageCommands('devtools', commands, sessionOf);
