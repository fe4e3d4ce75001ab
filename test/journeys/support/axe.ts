import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { PROJECT } from '../../../demo/start/options.js';

const AXE = fs.readFileSync(path.join(PROJECT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Part of axe's API that is used here. Only violations are reported in detail, which saves time. */
interface Axe {
  run(
    where: Document | string,
    options: { readonly resultTypes: readonly ['violations']; readonly rules: Readonly<Record<string, object>> },
  ): Promise<{ violations: { id: string; nodes: { html: string; target: unknown }[] }[] }>;
}

/** Lists the violations that axe finds in a page, or in the elements of a selector, by all rules except those named. */
export async function findAxeViolations(page: Page, where = '', without: readonly string[] = []): Promise<string[]> {
  // Once per document, even if several of its states are checked.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(
    async ([selector, off]) => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run(selector || document, {
        resultTypes: ['violations'],
        rules: Object.fromEntries(off.map((id) => [id, { enabled: false }])),
      });
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ target, html }) => `${JSON.stringify(target)} ${html}`)
            .join(' ')}`,
      );
    },
    [where, without] as const,
  );
}
