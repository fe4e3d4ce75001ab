// What the source says without being run. The types of the whole are checked where it is linted, which reads them anyway.
import { checks } from './support/checks.mjs';

checks(
  'the source',
  ['typecheck:parts', 'boundaries'].map((script) => [script, 'npm', 'run', '-s', script]),
);
