// What tests import as `@open-wc/testing`: the same, with more patience.
import { waitUntil as waitBriefly } from '@open-wc/testing';

export * from '@open-wc/testing';

/** Waits for a condition for up to 8 seconds: on a busy machine, the package's own second is short. */
export const waitUntil: typeof waitBriefly = (predicate, message, options) =>
  waitBriefly(predicate, message, { timeout: 8000, ...options });
