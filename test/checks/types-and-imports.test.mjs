// Checks of the source without running it. All types are checked by the linter, which reads them anyway.
import { checks } from './support/checks.mjs';

checks(
  'the source',
  ['typecheck:parts', 'boundaries'].map((script) => [script, 'npm', 'run', '-s', script]),
);
