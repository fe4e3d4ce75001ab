import { until } from './until.js';

/** What a journey does with a page, whichever browser it is in. */
export interface PageDriver {
  goto(url: string): Promise<void>;
  /** Runs a function in the page, without the gesture of a user. Arguments and answer are JSON. */
  evaluate<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Clicks in the middle of an element as a person does. Each selector but the first is looked for in the shadow root of the one before. */
  click(...path: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** What each browser has its own way of. */
export interface RawPage {
  goto(url: string): Promise<void>;
  /** Gives the value of an expression, which is a promise. */
  run(expression: string): Promise<unknown>;
  clickAt(x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

/** Makes a driver of what a browser can do. */
export function createDriver(page: RawPage): PageDriver {
  const evaluate: PageDriver['evaluate'] = async (run, ...args) => (await page.run(toExpression(run, args))) as never;
  return {
    goto: (url) => page.goto(url),
    evaluate,
    click: async (...path) => {
      const { x, y } = await until(`${path.join(' >> ')} can be clicked`, () => evaluate(placeOf, path));
      await page.clickAt(x, y);
    },
    close: () => page.close(),
  };
}

/** The loader of TypeScript names functions by a helper that a page does not have. */
function toExpression(run: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(async () => { const __name = (value) => value; return await (${run.toString()})(...${JSON.stringify(args)}); })()`;
}

/** Runs in the page: the middle of an element that can be seen and is not covered. */
function placeOf(path: readonly string[]): { x: number; y: number } | null {
  let root: Document | ShadowRoot = document;
  let element: Element | null = null;
  for (const selector of path) {
    element = root.querySelector(selector);
    if (!element) return null;
    root = element.shadowRoot ?? root;
  }
  if (!element?.checkVisibility({ visibilityProperty: true })) return null;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const x = Math.round(left + width / 2);
  const y = Math.round(top + height / 2);
  const hit = (element.getRootNode() as Document | ShadowRoot).elementFromPoint(x, y);
  return width > 0 && height > 0 && hit && (element.contains(hit) || element.shadowRoot?.contains(hit))
    ? { x, y }
    : null;
}
