// Chromium heeds the last list of features to turn off alone, so the tests' own repeats that of Playwright, which has changed
// with many of its versions.
import { readText, report } from './support/report.mjs';

const namesIn = (file, list) => {
  const [, names = ''] = new RegExp(`${list} = \\[([^\\]]*)\\]`).exec(readText(file) ?? '') ?? [];
  return [...names.replace(/\/\/.*$/gm, '').matchAll(/["'](\w+)["']/g)].map(([, name]) => name);
};

const BUNDLE = 'node_modules/playwright-core/lib/coreBundle.js';
const OPTIONS = 'test/harness/browser-options.ts';
const theirs = namesIn(BUNDLE, 'disabledFeatures');
const ours = namesIn(OPTIONS, 'FEATURES_OFF_BY_PLAYWRIGHT');

report([
  ...(theirs.length === 0 ? [`${BUNDLE} has no list of features any more: where is it now?`] : []),
  ...theirs.filter((name) => !ours.includes(name)).map((name) => `Playwright turns off ${name}, ${OPTIONS} does not.`),
  ...ours.filter((name) => !theirs.includes(name)).map((name) => `${OPTIONS} turns off ${name}, Playwright does not.`),
]);
