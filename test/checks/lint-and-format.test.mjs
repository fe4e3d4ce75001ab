// The style of source and documentation. Linting takes longer than any other check, so it begins first.
import { checks } from './support/checks.mjs';

checks(
  'the style of the source',
  ['lint', 'format:check', 'spelling'].map((script) => [script, 'npm', 'run', '-s', script]),
);
