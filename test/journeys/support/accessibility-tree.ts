import type { Page } from 'playwright';

/** Reads the accessibility tree: role, name, value and pressed state of each node of the page. */
export async function readAccessibilityTree(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as {
    nodes: {
      ignored: boolean;
      role?: { value: string };
      name?: { value: string };
      properties?: { name: string; value: { value?: unknown } }[];
      value?: { value: unknown };
    }[];
  };
  await cdp.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, value, properties }) => {
      const property = (wanted: string): unknown =>
        properties?.find((candidate) => candidate.name === wanted)?.value.value;
      const pressed = property('pressed') === 'true' ? 'pressed' : undefined;
      return [role?.value, name?.value, property('valuetext') ?? value?.value, pressed]
        .filter((part) => part !== undefined && part !== '')
        .map(String)
        .join(' | ');
    });
}
