import type { ChromiumPage } from './chromium.js';
import { until } from './until.js';

const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

/** Collects what must not be told from the requests of a page: tokens, and the one-time part of upload URLs. */
export function collectSecrets({ page }: ChromiumPage): ReadonlySet<string> {
  const secrets = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const token = TOKEN.exec(pathname)?.[0];
    if (token !== undefined) secrets.add(token);
    const capability = /^\/(?:tus|upload)\/[^/.]*\.([^/]+)/.exec(pathname)?.[1];
    if (capability !== undefined) secrets.add(capability);
  });
  return secrets;
}

/** Which of several texts hold a secret, shortened so that telling it tells nothing. */
export function leaksIn(texts: readonly string[], secrets: Iterable<string>): string[] {
  const known = [...secrets];
  return texts
    .filter((text) => TOKEN.test(text) || known.some((secret) => text.includes(secret)))
    .map((text) =>
      known
        .reduce((left, secret) => left.replaceAll(secret, '<secret>'), text)
        .replace(TOKEN, '<token>')
        .slice(0, 200),
    );
}

/** Every attribute and text of the document and of all shadow roots in it. */
export async function textsOf(driver: ChromiumPage): Promise<string[]> {
  return until('the document is read', () =>
    driver.evaluate(() => {
      const texts: string[] = [];
      const walk = (root: Document | ShadowRoot): void => {
        for (const element of root.querySelectorAll('*')) {
          for (const { name, value } of element.attributes) texts.push(`<${element.localName} ${name}="${value}">`);
          for (const child of element.childNodes) {
            if (child.nodeType === Node.TEXT_NODE) texts.push(child.textContent ?? '');
          }
          if (element.shadowRoot) walk(element.shadowRoot);
        }
      };
      walk(document);
      return texts;
    }),
  );
}
