// What can be checked in the source without running it. Types of the whole are checked by the linter, which reads them anyway.
import { checks } from './support/checks.mjs';

checks(
  'the source',
  ['typecheck:parts', 'boundaries'].map((script) => [script, 'npm', 'run', '-s', script]),
);
