/**
 * Registers an element, and gives its class. A page may hold two copies of this script (a theme's and a plugin's): the first
 * one wins, nothing is thrown, and both give its class away, so that what a site sets on the class counts. Developers are
 * told where that is another version.
 */
export function defineElement<Class extends CustomElementConstructor & { version: string | undefined }>(
  name: string,
  Own: Class,
): Class {
  const first = customElements.get(name) as Class | undefined;
  // As package.json says it.
  Own.version = '0.1.0';
  if (!first) customElements.define(name, Own);
  // oxlint-disable-next-line no-console -- nothing fails, and yet something may be missing
  else if (first.version !== Own.version) console.warn(`Two versions of ${name}; ${first.version} is used.`);
  return first ?? Own;
}
