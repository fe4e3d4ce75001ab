import type { TestRunnerPlugin } from '@web/test-runner';
import type { Page } from 'playwright';

/**
 * Creates a plugin whose commands act on the page of a test, in Chromium only: they need its DevTools protocol.
 *
 * @param commands - Functions by command, which get the subject and the payload.
 * @param subjectOf - Returns what they act on, such as a DevTools session.
 */
export function pageCommands<Subject>(
  name: string,
  commands: Readonly<Record<string, unknown>>,
  subjectOf: (page: Page) => Promise<Subject>,
): TestRunnerPlugin {
  return {
    name,
    async executeCommand({ command, payload, session }) {
      if (!(command in commands)) return undefined;
      const browser = session.browser as unknown as { type: string; getPage(id: string): Page };
      if (browser.type !== 'playwright') throw new Error(`${command} works in Chromium only.`);
      const run = commands[command] as (at: Subject, payload: unknown) => unknown;
      // The runner takes undefined for "not my command".
      return (await run(await subjectOf(browser.getPage(session.id)), payload ?? {})) ?? true;
    },
  };
}
