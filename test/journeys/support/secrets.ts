import type { ChromiumPage } from './chromium.js';
import { until } from './until.js';

const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

/** Collects secrets from the requests of a page: playback tokens, and the one-time part of upload URLs. */
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

/** Returns the texts that contain a secret, with the secret masked. */
export function findLeaks(texts: readonly string[], secrets: Iterable<string>): string[] {
  const known = [...secrets];
  return texts
    .filter((text) => TOKEN.test(text) || known.some((secret) => text.includes(secret)))
    .map((text) =>
      known
        .reduce((masked, secret) => masked.replaceAll(secret, '<secret>'), text)
        .replace(TOKEN, '<token>')
        .slice(0, 200),
    );
}

/** Reads every attribute and text node of the document and of its open shadow roots. */
export async function readDocumentTexts(driver: ChromiumPage): Promise<string[]> {
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
