/**
 * Registers an element and returns the registered class. If a page includes this script twice (a theme's and a plugin's
 * copy), the first copy wins, nothing throws, and both export the same class, so that settings on it count. Developers
 * get a warning when the versions differ.
 */
export function defineElement<Class extends CustomElementConstructor & { version: string | undefined }>(
  name: string,
  Own: Class,
): Class {
  const first = customElements.get(name) as Class | undefined;
  // Same as in package.json.
  Own.version = '0.1.0';
  if (!first) customElements.define(name, Own);
  // oxlint-disable-next-line no-console -- nothing fails, but a feature of the newer version may be missing
  else if (first.version !== Own.version) console.warn(`Two versions of ${name}; ${first.version} is used.`);
  return first ?? Own;
}
