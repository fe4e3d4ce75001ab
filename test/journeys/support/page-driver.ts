import { until } from './until.js';

/** Operations of a journey on a page, the same in every browser. */
export interface PageDriver {
  goto(url: string): Promise<void>;
  /** Runs a function in the page, without a user gesture. Arguments and result are JSON. */
  evaluate<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** Clicks the middle of an element with the mouse. Each further selector is looked up in the shadow root of the one before. */
  click(...path: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Browser-specific operations that a driver is built on. */
export interface RawPage {
  goto(url: string): Promise<void>;
  /** Evaluates an expression, which is a promise. */
  run(expression: string): Promise<unknown>;
  clickAt(x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

/** Creates a driver from the operations of a browser. */
export function createDriver(page: RawPage): PageDriver {
  const evaluate: PageDriver['evaluate'] = async (run, ...args) => (await page.run(toExpression(run, args))) as never;
  return {
    goto: (url) => page.goto(url),
    evaluate,
    click: async (...path) => {
      // Waits until its position is stable: parts that load later may move it.
      let last: { x: number; y: number } | null = null;
      const { x, y } = await until(`${path.join(' >> ')} can be clicked`, async () => {
        const point = await evaluate(findClickPoint, path);
        const isStill = point?.x === last?.x && point?.y === last?.y;
        last = point;
        return isStill ? point : null;
      });
      await page.clickAt(x, y);
    },
    close: () => page.close(),
  };
}

/** Serializes a call. The TypeScript loader wraps functions in a `__name` helper, which a page does not have. */
function toExpression(run: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(async () => { const __name = (value) => value; return await (${run.toString()})(...${JSON.stringify(args)}); })()`;
}

/** Returns the middle of an element, or null while it is hidden or covered. Runs in the page. */
function findClickPoint(path: readonly string[]): { x: number; y: number } | null {
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
